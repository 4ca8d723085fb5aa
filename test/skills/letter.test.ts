// Every published skill, followed to the letter by a script, against a real server, in English and in Chinese: a 1080p film
// that fits the skill's promise. And every example of every document, in its order, with pictures that are drawn here.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { safeArea } from '../../src/compositor/index.ts'
import { decodeWire, layOut, type Asset, type Draft } from '../../src/draft/index.ts'
import { createMusic } from '../../src/media/index.ts'
import { pixelsOf, seeFilm } from '../../src/media/seen-film.fixture.ts'
import { program, startHouse, type HouseProcess } from '../house/house-process.ts'
import { paintPictures, sharedPhotos, withoutPhotos } from '../journeys/kit.ts'
import { bashBlocks, documentOf, followToTheLetter, type LetterResult } from './letter.ts'

const run = promisify(execFile)
const withoutCurl = spawnSync('bash', ['-c', 'command -v curl']).status === 0 ? false : 'skipped: no bash or no curl'
const skip = withoutCurl || (withoutPhotos && `skipped: ${withoutPhotos}`)
const folder = mkdtempSync(join(tmpdir(), 'kinora-letter-'))
const elsewhere = createServer((request, response) => response.end(readFileSync(join(folder, 'drawn', request.url!.slice(1)))))
let house: HouseProcess

before(async () => {
  const [beach, pier, harbour] = paintPictures(join(folder, 'drawn'), 3, 960, 640)
  for (const [path, name] of [[beach, 'beach.jpg'], [pier, 'pier.jpg'], [harbour, 'harbour.jpg']] as const) copyFileSync(path!, join(folder, 'drawn', name))
  elsewhere.listen(0, '127.0.0.1')
  await once(elsewhere, 'listening')
  house = await startHouse({ data: join(folder, 'data'), environment: { KINORA_ANONYMOUS_PER_ADDRESS: '0', KINORA_ALLOWED_HOSTS: '127.0.0.1' } })
})
after(async () => {
  elsewhere.close()
  await house?.stop()
  rmSync(folder, { recursive: true, force: true })
})

// ------------------------------------------------------------------------------------------------ examples

// One of them at its full size, so that a plain clone sees a 1080p film by a document too.
for (const name of readdirSync('skills')) {
  const small = name === 'kinora' ? {} : { resolution: '144p' }
  test(`every example of ${name} runs, in its order, and brings a film`, { skip: withoutCurl }, async () => {
    const place = join(folder, `examples-${name}`)
    mkdirSync(place, { recursive: true })
    for (const file of ['beach.jpg', 'pier.jpg']) copyFileSync(join(folder, 'drawn', file), join(place, file))
    const document = documentOf(name)
    assert.ok(bashBlocks(document).length >= 9, 'The document has lost examples.')
    const { port } = elsewhere.address() as AddressInfo
    const result = await followToTheLetter(document, { url: house.url, folder: place, addresses: [`http://127.0.0.1:${port}/harbour.jpg`], ...small })
    assert.ok(result.bodies.length >= 5 && result.bodies.every(({ code = 0, error }) => code === 0 && error === undefined), JSON.stringify(result.bodies).slice(0, 2000))
    assert.match(result.answers[0]!, /Your film is cut: 6 s, 1920×1080, from 3 photos/)
    await checked(result.film, 6, { plain: name === 'image-no-generator', size: name === 'kinora' ? [1920, 1080] : [256, 144] })
    const page = await fetch(result.link, { redirect: 'manual' })
    assert.equal(page.status, 303, result.link)
  })
}

// ------------------------------------------------------------------------------------------------ promises

const real = (...names: string[]) => names.map((name) => join(sharedPhotos, name))
const some = real('butterfly.jpg', 'tower-bridge.jpg', 'kayak.jpg', 'snow-valley.jpg')

for (const [language, sentence, more, no, fewer] of [
  ['en', 'create a slideshow video from these images without any AI generation effects, 5 seconds', 'add a slow zoom to every image, make it black and white and use whip pans', /Not done: no whip pans as transitions, no colour look and no camera move|Not done: no .*camera move.*because Image No Generator shows the given images as they are/, /no music/],
  ['zh', '用这些图片做一个5秒的幻灯片视频，不要任何AI生成效果', '给每张图片加上推近镜头和黑白滤镜', /没做的：.*运镜.*因为 Image No Generator 只按原样展示给定的图片/, /没有配乐/],
] as const) {
  test(`image-no-generator (${language}): only the given images, plain, also when more is asked for`, { skip }, async () => {
    const { draft, answers, film } = await make('image-no-generator', language, some, [sentence, more])
    assert.match(answers[0]!, fewer)
    assert.match(answers[1]!, no)
    const shown = draft.picture.segments.map((segment) => (segment.kind === 'photo' ? segment : assert.fail(`a ${segment.kind} was drawn`)))
    assert.equal(shown.length, some.length)
    for (const { motion, look, fit, transition } of shown) assert.deepEqual([motion, look, fit === 'blur', transition === undefined || transition.kind === 'crossfade'], [undefined, undefined, false, true])
    assert.deepEqual([draft.overlays.flatMap((track) => track.segments), draft.sounds.flatMap((track) => track.segments), draft.texts.flatMap((track) => track.segments)], [[], [], []])
    await checked(film, 5, { plain: true })
    // Every picture stands still in the file: two moments of it are the same but for what encoding leaves.
    assert.ok(Math.max(...stillness(film, draft)) < 1, String(stillness(film, draft)))
  })
}

for (const [language, sentence, chapters, listed] of [
  ['en', 'turn these images into a YouTube video with music and transitions, 6 seconds', 'chapters: The Garden, On the Water', /0:00 The Garden\n0:03 On the Water/],
  ['zh', '把这些图片做成6秒的YouTube视频，配音乐和转场', '章节：花园、水上', /0:00 花园\n0:03 水上/],
] as const) {
  test(`youtube-image-to-video (${language}): 16:9, music, transitions, chapters inside the safe area`, { skip }, async () => {
    const { draft, answers, film, session, token } = await make('youtube-image-to-video', language, some, [sentence, chapters])
    assert.match(answers[1]!, listed)
    assert.deepEqual([draft.canvas.width, draft.canvas.height, draft.canvas.platform], [1920, 1080, 'youtube'])
    assert.ok(draft.picture.segments.slice(1).every(({ transition }) => transition !== undefined), 'a cut has no transition')
    assert.equal(draft.sounds.flatMap((track) => track.segments).filter(({ role }) => role === 'music').length, 1)
    await checked(film, 6, { loudness: -14 })
    // What the chapter's name changed in a frame of the film lies where YouTube draws nothing over it.
    const [without, named] = await Promise.all([1, 2].map((version) => frameOf(session, token, version)))
    const area = safeArea({ width: without!.width, height: without!.height, platform: 'youtube' })
    const box = changedBox(without!, named!)
    assert.ok(box.left >= area.x - 1 && box.right <= area.x + area.width + 1 && box.top >= area.y - 1 && box.bottom <= area.y + area.height + 1, JSON.stringify({ box, area }))
    // The control of the stillness above: these pictures move.
    assert.ok(Math.max(...stillness(film, draft)) > 2, String(stillness(film, draft)))
  })
}

for (const [language, sentence, left] of [
  ['en', 'turn these photos into a highlight reel with music and transitions, 6 seconds', /Left out 1 near-duplicate \(near-dup-hdr-[ab]\.jpg\).*Left out 1 blurred or badly lit photo \(blurry-street\.jpg\)/],
  ['zh', '把这些照片剪成6秒的精彩集锦，配音乐和转场', /去掉了 1 张相似的照片（near-dup-hdr-[ab]\.jpg）.*去掉了 1 张模糊或曝光差的照片（blurry-street\.jpg）/],
] as const) {
  test(`highlight-editor-photo (${language}): weak and double photos left out, cuts on the beat`, { skip }, async () => {
    const photos = [...some, ...real('blurry-street.jpg', 'near-dup-hdr-a.jpg', 'near-dup-hdr-b.jpg', 'red-sky.jpg')]
    const { draft, answers, film } = await make('highlight-editor-photo', language, photos, [sentence])
    assert.match(answers[0]!, left)
    const used = draft.picture.segments.map(({ name }) => name)
    assert.equal(used.length, photos.length - 2)
    assert.ok(!used.includes('blurry-street.jpg') && !(used.includes('near-dup-hdr-a.jpg') && used.includes('near-dup-hdr-b.jpg')), String(used))
    const cuts = layOut(draft).picture.slice(1).map(({ start }) => start)
    const music = draft.sounds.flatMap((track) => track.segments).find(({ role }) => role === 'music')!
    assert.ok(music.content.kind === 'composed')
    const { beats } = createMusic().grid(music.content, 6000)
    for (const cut of cuts) assert.ok(beats.some((beat) => Math.abs(beat - cut) <= 17), `The cut at ${cut} ms is on no beat of ${beats.join(' ')}.`)
    await checked(film, 6, { loudness: -14 })
    // And heard from the file: the cuts are nearer to its beats than chance has it.
    const heard = JSON.parse((await run(process.execPath, [program, 'beats', film, '--json'])).stdout) as { beats: number[] }
    const far = cuts.map((cut) => Math.min(...heard.beats.map((beat) => Math.abs(beat * 1000 - cut))))
    assert.ok(Math.max(...far) < 90, `${far.join(' ')} ms`)
  })
}

for (const [language, sentence, captions] of [
  ['en', 'turn these images and my script into a 6-second promo video with music. Script: Every garden has a secret. Ours is open on Sundays. Come and see.', /Your film is cut: 6 s.*3 captions|Your film is cut: 6 s.*2 captions, ending on "Come and see\."/],
  ['zh', '把这些图片和文案做成6秒的宣传视频，配上音乐。文案：每个花园都有一个秘密。我们的花园星期天开放。欢迎光临。', /片子剪好了：6 秒.*文字/],
] as const) {
  test(`ai-video-creator-online (${language}): images and a script`, { skip }, async () => {
    const { draft, answers, film } = await make('ai-video-creator-online', language, some, [sentence])
    assert.match(answers[0]!, captions)
    const words = layOut(draft).texts.map(({ segment }) => segment.text)
    for (const said of language === 'en' ? ['Every garden has a secret.', 'Ours is open on Sundays.', 'Come and see.'] : ['每个花园都有一个秘密。', '我们的花园星期天开放。', '欢迎光临。']) assert.ok(words.includes(said), JSON.stringify(words))
    await checked(film, 6, { loudness: -14 })
  })
}

for (const [language, sentence, words] of [
  ['en', 'make a 6 second text video from this script with calm music. Script: The kettle sings. A door opens on the quiet street.', ['The kettle sings.', 'A door opens on the quiet street.']],
  ['zh', '用这段文字做一个6秒的文字视频，配舒缓的音乐。文案：水壶在歌唱，清晨的街道很安静。一扇门轻轻打开了。', ['水壶在歌唱，清晨的街道很安静。', '一扇门轻轻打开了。']],
] as const) {
  test(`ai-video-creator-online (${language}): text alone`, { skip }, async () => {
    const { draft, film } = await make('ai-video-creator-online', language, [], [sentence])
    assert.ok(draft.picture.segments.every(({ kind }) => kind === 'card'))
    assert.deepEqual(layOut(draft).texts.map(({ segment }) => segment.text), words)
    await checked(film, 6, { loudness: -14 })
  })
}

// ------------------------------------------------------------------------------------------------ what they need

async function make(skill: string, language: string, files: readonly string[], messages: readonly string[]): Promise<LetterResult & { readonly draft: Draft; readonly session: string; readonly token: string }> {
  const place = join(folder, `${skill}-${language}-${files.length}`)
  const result = await followToTheLetter(documentOf(skill), { url: house.url, folder: place, files, messages, language })
  const state = result.bodies.find(({ data }) => data?.state !== undefined).data
  const segments = (state.state.draft.t as { sg: { aid?: string; n?: string; src?: string }[] }[]).flatMap(({ sg }) => sg)
  const assets = Object.fromEntries(segments.flatMap(({ aid, n, src }) => (aid === undefined ? [] : [[aid, { id: aid, name: n!, kind: 'photo', source: src! } satisfies Asset]])))
  const draft = decodeWire(state.state.draft, { assets })
  const token = JSON.parse(readFileSync(join(place, 'home/.config/kinora/agent.json'), 'utf8')).token as string
  return { ...result, draft: draft.ok ? draft.value : assert.fail(JSON.stringify(draft.faults)), session: state.session_id, token }
}

/** The film as `kinora check` measures it: 1080p, whole, so long, and so loud when there is music. */
async function checked(film: string, seconds: number, { loudness, plain = false, size = [1920, 1080] }: { readonly loudness?: number; readonly plain?: boolean; readonly size?: readonly number[] } = {}): Promise<void> {
  // Code 5 is a finding; pictures that are meant to stand still look frozen to whoever has the file alone.
  const { stdout } = await run(process.execPath, [program, 'check', film, '--json']).catch((failed: { code: number; stdout: string }) => (failed.code === 5 ? failed : assert.fail(JSON.stringify(failed))))
  const { output, checks } = JSON.parse(stdout) as { output: any; checks: { name: string; ok: boolean }[] }
  assert.deepEqual(checks.filter(({ ok, name }) => !ok && !(plain && name === 'frozen')), [])
  assert.deepEqual([output.width, output.height, output.duration_s, output.video.codec, output.video.pix_fmt], [...size, seconds, 'h264', 'yuv420p'])
  if (loudness !== undefined) assert.ok(Math.abs(output.audio.lufs - loudness) < 1, `${output.audio.lufs} LUFS`)
}

/** How much each picture of a film changes in itself, away from transitions and from the fade at the end. */
function stillness(film: string, draft: Draft): number[] {
  const seen = seeFilm(film)
  try {
    return layOut(draft).picture.map(({ start, end }, index, all) => seen.difference(start + 300, end - (index === all.length - 1 ? 850 : 300)))
  } finally {
    seen.close()
  }
}

async function frameOf(session: string, token: string, version: number) {
  const answer = await fetch(`${house.url}/api/v1/sessions/${session}/versions/${version}/frame?at=1500&format=png`, { headers: { Authorization: `Bearer ${token}` } })
  assert.equal(answer.status, 200, await (answer.ok ? '' : answer.text()))
  return pixelsOf(new Uint8Array(await answer.arrayBuffer()))
}

type Frame = Awaited<ReturnType<typeof frameOf>>

/** Where white words were added. */
function changedBox(one: Frame, other: Frame) {
  const box = { left: one.width, right: 0, top: one.height, bottom: 0 }
  for (let y = 0; y < one.height; y++) for (let x = 0; x < one.width; x++) {
    const at = (y * one.width + x) * 4
    // The words are white; the bar they stand on may reach over the edge of the area.
    if (Math.abs(one.data[at]! - other.data[at]!) < 24 || Math.min(other.data[at]!, other.data[at + 1]!, other.data[at + 2]!) < 200) continue
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x + 1)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y + 1)
  }
  assert.ok(box.right > box.left, 'The two frames are the same.')
  return box
}
