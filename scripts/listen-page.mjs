// The page of `npm run listen`: one row of engines per seed, spectrogram with the beat grid under it, a line that follows
// the sound, thumbs kept in the browser. Plain HTML without anything from elsewhere: the sounds are inside.

/** The page as text. Songs: { mood, seed, engine, name, sound (WebM in base64), tempo, form, beats (s), downs (indices), picture (base64, 360×64) }. */
export function listenPage(songs, seconds) {
  // A name could close the script element; nothing else in JSON can.
  const data = JSON.stringify({ songs: inRows(songs), seconds }).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Kinora: listen</title>
<style>${style}</style>
<header>
  <h1>Which of these would you put under your film?</h1>
  <p>Bright lines are bars, dim ones beats. Your verdicts stay in this browser. <span id="count"></span>
  <button id="copy">Copy the verdicts</button></p>
</header>
<main></main>
<script id="data" type="application/json">${data}</script>
<script>(${inPage})()</script>
</html>
`
}

// Seeds beside each other, engines under each other, moods in their order.
function inRows(songs) {
  const moods = [...new Set(songs.map((song) => song.mood))]
  const engines = [...new Set(songs.map((song) => song.engine))]
  return [...songs].sort((a, b) => moods.indexOf(a.mood) - moods.indexOf(b.mood) || engines.indexOf(a.engine) - engines.indexOf(b.engine) || a.seed - b.seed)
}

const style = `
:root { color-scheme: dark; font: 15px/1.45 system-ui, sans-serif; background: #15161a; color: #dcdce2 }
body { margin: 2rem auto; max-width: 1180px; padding: 0 1rem }
h1 { font-size: 1.6rem; margin: 0 0 .3rem }
h2 { margin: 2rem 0 .6rem; text-transform: capitalize }
.row { display: grid; grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); gap: 18px 20px }
canvas { display: block; width: 100%; aspect-ratio: 720 / 284; border-radius: 6px; cursor: pointer }
.line { display: flex; gap: 8px; align-items: center; margin-top: 6px }
audio { flex: 1; height: 34px; min-width: 0 }
small { color: #9a9aa6 }
button { font: inherit; color: inherit; background: #24262d; border: 1px solid #3c3f4a; border-radius: 6px; padding: 4px 9px; cursor: pointer }
button:hover { border-color: #6b7080 }
button svg { display: block; width: 18px; height: 18px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round }
button.no svg { transform: rotate(180deg) }
button[aria-pressed=true].yes { background: #1f8a4c; border-color: #1f8a4c }
button[aria-pressed=true].no { background: #b0353a; border-color: #b0353a }
`

// Runs in the browser; it is handed over as text and sees nothing of this module.
function inPage() {
  const { songs, seconds } = JSON.parse(document.getElementById('data').textContent)
  const key = 'kinora-thumbs'
  const thumbs = read()
  const main = document.querySelector('main')
  const thumb = '<svg viewBox="0 0 24 24"><path d="M7 11v9H3v-9zM7 11l4-8c2 0 3 1 3 3v4h6l-2 10H7"/></svg>'
  let mood, row
  for (const song of songs) {
    if (song.mood !== mood) {
      mood = song.mood
      main.append(element('h2', { textContent: mood }), row = element('div', { className: 'row' }))
    }
    row.append(boxOf(song))
  }
  show()
  document.getElementById('copy').onclick = () => navigator.clipboard.writeText(JSON.stringify(thumbs, null, 1))

  function boxOf(song) {
    const box = element('div', { className: 'song' })
    const canvas = element('canvas', { width: 720, height: 284 })
    const audio = element('audio', { src: 'data:audio/webm;base64,' + song.sound, controls: true, preload: 'none' })
    const picture = draw(canvas, song)
    const follow = () => { picture(audio.currentTime); if (!audio.paused) requestAnimationFrame(follow) }
    // Two songs at once cannot be judged.
    audio.onplay = () => { for (const other of document.querySelectorAll('audio')) if (other !== audio) other.pause(); follow() }
    audio.onseeked = follow
    canvas.onclick = (event) => { audio.currentTime = (event.offsetX / canvas.clientWidth) * seconds; void audio.play() }
    const buttons = [['yes', 1, 'good'], ['no', -1, 'not for me']].map(([className, value, title]) => {
      const button = element('button', { className, title, innerHTML: thumb })
      button.setAttribute('aria-label', title)
      Object.assign(button.dataset, { song: song.name, value })
      button.onclick = () => { thumbs[song.name] = thumbs[song.name] === value ? 0 : value; keep(); show() }
      return button
    })
    const line = element('div', { className: 'line' })
    line.append(audio, ...buttons)
    box.append(canvas, element('small', { textContent: 'seed ' + song.seed + ' · ' + song.engine + ' · ' + song.tempo + ' bpm · ' + song.form }), line)
    return box
  }

  // Drawn once; the returned function puts it back with a line where the sound is.
  function draw(canvas, { picture, beats, downs }) {
    const pen = canvas.getContext('2d')
    const levels = atob(picture)
    for (let column = 0; column < 360; column++) for (let band = 0; band < 64; band++) {
      const level = levels.charCodeAt(column * 64 + band)
      pen.fillStyle = 'rgb(' + level + ',' + Math.round(level * level / 300) + ',' + Math.round(60 + level / 3) + ')'
      pen.fillRect(column * 2, 252 - band * 4, 2, 4)
    }
    pen.fillStyle = '#0c0d10'
    pen.fillRect(0, 256, 720, 28)
    const bars = new Set(downs)
    beats.forEach((time, beat) => {
      pen.fillStyle = bars.has(beat) ? '#ffffff' : '#ffffff70'
      pen.fillRect(Math.round(time / seconds * 720), bars.has(beat) ? 260 : 266, bars.has(beat) ? 3 : 2, bars.has(beat) ? 20 : 12)
      pen.fillStyle = bars.has(beat) ? '#ffffff66' : '#ffffff1f'
      pen.fillRect(Math.round(time / seconds * 720), 0, 1, 256)
    })
    const still = pen.getImageData(0, 0, 720, 284)
    return (time) => {
      pen.putImageData(still, 0, 0)
      pen.fillStyle = '#7df9c8'
      pen.fillRect(Math.round(time / seconds * 720) - 1, 0, 2, 284)
    }
  }

  function show() {
    for (const button of document.querySelectorAll('button[data-song]')) button.setAttribute('aria-pressed', String(thumbs[button.dataset.song] === Number(button.dataset.value)))
    const judged = songs.filter((song) => thumbs[song.name]).length
    document.getElementById('count').textContent = judged + ' of ' + songs.length + ' judged.'
  }
  // Some browsers refuse to remember anything for pages from disk.
  function read() { try { return JSON.parse(localStorage.getItem(key) || '{}') } catch { return {} } }
  function keep() { try { localStorage.setItem(key, JSON.stringify(thumbs)) } catch { /* then for this visit only */ } }
  function element(name, more) { return Object.assign(document.createElement(name), more) }
}
