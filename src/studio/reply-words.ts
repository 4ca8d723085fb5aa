// The sentences of a reply that do not come from a receipt: refusals with the nearest honest thing, states, next steps.

import { layOut, moodNames, type Draft, type Mood, type Sentence } from '../draft/index.ts'
import { slot, type Plan } from '../understanding/index.ts'

/** Why not, and what instead. */
export const refusals: Readonly<Record<string, Sentence>> = {
  'talking-head': { en: 'I cannot make a picture speak or move its lips. I can show the photo with the words as subtitles, and have a voice read them.', zh: '我不能让照片开口说话或对口型。可以展示照片，配上字幕，并用语音朗读文字。' },
  'bring-alive': { en: 'I cannot make things inside a still picture move. I can move the camera over it: a slow zoom or a pan.', zh: '我不能让静态照片里的人或物动起来。可以让镜头在照片上缓慢推拉或平移。' },
  face: { en: 'I cannot change faces or bodies. I can crop, colour and light the picture.', zh: '我不能改变人脸或身材。可以裁剪、调色、调亮。' },
  'object-removal': { en: 'I cannot remove things or backgrounds from a picture. I can crop them away, or show the whole picture over a blurred or plain ground.', zh: '我不能抠图、换背景或去掉画面里的东西。可以裁剪避开，或把整张图放在模糊、纯色底上。' },
  content: { en: 'I cannot change what is shown in a picture: its things, people, sky or clothes. I can crop it, colour it, or show another picture instead.', zh: '我不能改动画面里的东西、人物、天空或衣服。可以裁剪、调色，或换一张画面。' },
  upscale: { en: 'I cannot add detail that a picture does not have. I can sharpen a film a little, and show small pictures smaller on a blurred ground.', zh: '我不能补出画面里没有的细节。做成影片时可以轻微锐化，或把小图缩小放在模糊底上。' },
  restyle: { en: 'I cannot repaint pictures in another style. I can give them a look: warm, cool, black and white, sepia, vintage, cinematic.', zh: '我不能把画面重画成别的画风。可以套调色：暖、冷、黑白、棕褐、复古、电影感。' },
  generate: { en: 'I cannot invent footage or pictures; I cut what people have. Send photos or clips and I make the film of them, or give me words and I make a text film on drawn grounds.', zh: '我不能凭空生成画面，只剪辑已有的素材。发来照片或视频就能剪；只有文字的话，可以做一部文字短片。' },
  record: { en: 'I cannot record a screen or a camera. Send the recording and I cut it.', zh: '我不能录屏或拍摄。录好发给我，我来剪。' },
  publish: { en: 'I cannot post films anywhere. I hand you an MP4 in the right shape for the place.', zh: '我不能代发到平台。可以按平台尺寸交给你 MP4。' },
  audio: { en: 'I hand out films and no sound files. I can make the film, set its volumes and mute it.', zh: '我交付的是视频，不单独导出音频。可以调音量或静音。' },
  gif: { en: 'A conversation ends in an MP4 and not in a GIF. I can cut the same stretch as a short MP4; `kinora render` writes the finished draft as a GIF.', zh: '对话里交付的是 MP4，不是 GIF。可以把这段剪成短 MP4；定稿后用 `kinora render` 可另存为 GIF。' },
  still: { en: 'I hand out films and no still pictures. `kinora frame` saves a single frame of the finished draft.', zh: '我交付的是视频，不是图片。定稿后可以用 `kinora frame` 存一帧。' },
  container: { en: 'I cannot write that format. I hand out MP4 (H.264), which plays everywhere.', zh: '这个格式我做不了。我交付 MP4（H.264），到处都能放。' },
  '4k': { en: 'Films leave a conversation in 1080p at most; more than the material holds would only be bigger. I can export 1080p.', zh: '对话里最高导出 1080p，再大只是文件变大。可以导出 1080p。' },
  copy: { en: 'I make films and write no posts or hashtags. I can put your words on the film.', zh: '我做视频，不写文案和标签。可以把你写的字放到片子上。' },
  translate: { en: 'I cannot translate speech or clone a voice. Send the translated words and I add them as subtitles or have a built-in voice read them.', zh: '我不能翻译语音或克隆声音。把译好的文字发来，可以做字幕或用内置语音朗读。' },
  people: { en: 'I know nothing about accounts or who may edit a project; I only cut the film.', zh: '我不管账号和协作者，只负责剪片子。' },
  fetch: { en: 'I cannot fetch films from a web page. Send the file itself.', zh: '我不能从网页抓取视频。请直接发文件。' },
  track: { en: 'I cannot follow, blur or hide something inside a picture. I can crop it away or cut those seconds out.', zh: '我不能跟踪、打码或遮挡画面里的东西。可以裁掉，或剪掉那几秒。' },
  '3d': { en: 'I make flat films only.', zh: '我只做平面视频。' },
}

/** A word for the film where a title is needed and none was given. */
export function kindWords(plan: Plan): Sentence {
  const create = plan.intents.find((intent) => intent.name === 'create')
  const kind = create === undefined ? undefined : slot<string>(create, 'kind')
  return kindTitles[kind ?? ''] ?? { en: 'My film', zh: '我的影片' }
}

const kindTitles: Readonly<Record<string, Sentence>> = {
  slideshow: { en: 'Our album', zh: '我的相册' }, highlight: { en: 'Highlights', zh: '精彩集锦' }, promo: { en: 'Coming soon', zh: '敬请期待' }, product: { en: 'Introducing', zh: '新品介绍' }, vlog: { en: 'My vlog', zh: '我的 Vlog' }, recap: { en: 'Looking back', zh: '回顾' },
  wedding: { en: 'Our wedding', zh: '我们的婚礼' }, travel: { en: 'Our trip', zh: '我们的旅行' }, birthday: { en: 'You are invited', zh: '生日快乐' }, memorial: { en: 'In memory', zh: '永远怀念' }, presentation: { en: 'Presentation', zh: '演示' }, explainer: { en: 'How it works', zh: '一看就懂' },
  teaser: { en: 'Coming soon', zh: '即将揭晓' }, lyric: { en: 'Lyrics', zh: '歌词' }, story: { en: 'A story', zh: '一个故事' },
}

/** What could be said next: only what this film lacks or has, never what was just done. */
export function stepsFor(draft: Draft, about: ReadonlySet<string>): readonly Sentence[] {
  const layout = layOut(draft)
  const seconds = layout.duration / 1000
  const texts = layout.texts.map(({ segment }) => segment.role)
  const music = layout.sounds.find(({ segment }) => segment.role === 'music')?.segment
  const cuts = layout.picture.length - 1
  const pictures = draft.picture.segments.filter((one) => one.kind !== 'card')
  const shorter = Math.max(5, Math.round((seconds * 0.6) / 5) * 5)
  const all: readonly (readonly [fits: boolean, en: string, zh: string])[] = [
    [!texts.includes('title') && !about.has('title'), '"add the title ..."', '“加标题……”'],
    [music === undefined && !about.has('music'), '"add calm music"', '“配一段舒缓的音乐”'],
    [music !== undefined && cuts > 1 && !about.has('beat-sync'), '"cut to the beat"', '“剪辑点卡在节拍上”'],
    [draft.canvas.width > draft.canvas.height && !about.has('aspect') && !about.has('platform'), '"a 9:16 version"', '“出一个竖版”'],
    [draft.canvas.width < draft.canvas.height && !about.has('aspect') && !about.has('platform'), '"a 16:9 version"', '“出一个横版”'],
    [music !== undefined && !about.has('music') && !about.has('volume'), '"another music"', '“换一首音乐”'],
    [!texts.includes('end-card') && texts.includes('title') && !about.has('end-card'), '"end with \"Thank you\""', '“片尾写「谢谢观看」”'],
    [pictures.length > 0 && pictures.every((one) => one.look === undefined) && !about.has('look') && !about.has('plain'), '"warmer colours"', '“色调暖一点”'],
    [shorter < seconds - 2 && !about.has('film-duration') && !about.has('photo-duration'), `"make it ${shorter} seconds"`, `“改成 ${shorter} 秒”`],
  ]
  return all.filter(([fits]) => fits).map(([, en, zh]) => ({ en, zh }))
}

const transitionNames: Readonly<Record<string, Sentence>> = {
  crossfade: { en: 'crossfades', zh: '交叉淡化' }, 'dip-black': { en: 'dips to black', zh: '黑场过渡' }, 'dip-white': { en: 'dips to white', zh: '白场过渡' }, flash: { en: 'flashes', zh: '闪白' }, 'blur-dissolve': { en: 'blurred dissolves', zh: '模糊叠化' },
  iris: { en: 'opening circles', zh: '圆形展开' }, clock: { en: 'clock wipes', zh: '时钟擦除' }, blinds: { en: 'blinds', zh: '百叶窗' }, 'zoom-through': { en: 'zooms', zh: '推近穿越' }, 'whip-pan': { en: 'whip pans', zh: '甩镜' }, 'light-leak': { en: 'light leaks', zh: '漏光' }, 'luma-ink': { en: 'ink dissolves', zh: '水墨晕染' },
}

/** What a kind of transition is called in a sentence, several of them. */
export function transitionWords(kind: string): Sentence {
  return transitionNames[kind] ?? (kind.startsWith('wipe') ? { en: 'wipes', zh: '擦除' } : kind.startsWith('push') ? { en: 'pushes', zh: '推移' } : { en: kind, zh: kind })
}

/** A mood of the composer in words. */
export function moodWord(mood: string): Sentence {
  return { en: mood, zh: moodNames[mood as Mood] ?? mood }
}
