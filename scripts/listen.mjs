// `npm run listen [FOLDER] [SECONDS]`: ten moods, three seeds, with and without the SoundFont, as one page for people to judge
// what tests cannot: spectrogram and beat grid drawn, thumbs kept in the browser. Needs a build.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { installedSoundFont, writeWavFile } from '../dist/src/media/index.js'
import { compose, createFontPlayer, createSpectrumAnalyser, renderSong, sourceOf, soundRate } from '../dist/src/sound/index.js'

const folder = resolve(process.argv[2] ?? 'listen')
const seconds = Number(process.argv[3] ?? 20)
if (!(seconds >= 2 && seconds <= 120)) {
  console.error('Say how many seconds each song should last, 2 to 120.')
  process.exit(2)
}
const moods = ['lo-fi', 'upbeat', 'happy', 'cinematic', 'ambient', 'sad', 'epic', 'jazz', 'corporate', 'holiday']
mkdirSync(folder, { recursive: true })
const path = installedSoundFont()
const bytes = path === undefined ? undefined : readFileSync(path)
const font = bytes === undefined ? undefined : await createFontPlayer(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))

const songs = []
for (const mood of moods) {
  for (const seed of [1, 2, 3]) {
    const score = compose({ mood, seed, samples: Math.round(seconds * soundRate) })
    for (const [engine, player] of [['SoundFont', font], ['own instruments', undefined]]) {
      if (engine === 'SoundFont' && font === undefined) continue
      const song = await renderSong(score, player)
      const file = `${mood}-${seed}-${engine === 'SoundFont' ? 'font' : 'own'}.wav`
      await writeWavFile(join(folder, file), sourceOf(song), score.samples)
      songs.push({ mood, seed, engine, file, tempo: Math.round(score.tempo), form: score.sections.map((section) => section.name).join(' '), beats: score.beats, downs: score.downbeats, picture: spectrogram(song) })
    }
  }
  console.error(`${mood}: done`)
}
writeFileSync(join(folder, 'index.html'), page(songs))
console.log(`Open ${join(folder, 'index.html')} in a browser.`)

// 360 columns of 64 logarithmic rows, one byte each, as base64.
function spectrogram(song) {
  const [columns, rows, size] = [360, 64, 4096]
  const analyser = createSpectrumAnalyser(size)
  const levels = Buffer.alloc(columns * rows)
  for (let column = 0; column < columns; column++) {
    const power = analyser.power(song.left, Math.floor(((song.left.length - size) * column) / (columns - 1)))
    for (let row = 0; row < rows; row++) {
      const bin = (hertz) => (hertz * size) / soundRate
      const [from, to] = [bin(40 * 2 ** ((row * 8.5) / rows)), bin(40 * 2 ** (((row + 1) * 8.5) / rows))]
      let most = 1e-12
      for (let index = Math.floor(from); index <= Math.min(size / 2, Math.ceil(to)); index++) most = Math.max(most, power[index])
      levels[column * rows + row] = Math.max(0, Math.min(255, Math.round((10 * Math.log10(most) + 50) * 2.6)))
    }
  }
  return levels.toString('base64')
}

function page(list) {
  return `<!doctype html><meta charset="utf-8"><title>Kinora: listen</title>
<style>body{font:15px system-ui;margin:2em auto;max-width:1100px;background:#15161a;color:#ddd}h2{margin:1.5em 0 .3em}.song{display:inline-block;margin:6px;vertical-align:top}canvas{display:block;width:360px;height:128px;border-radius:4px}audio{width:280px;height:32px}button{font-size:18px;background:none;border:1px solid #444;border-radius:6px;color:inherit;cursor:pointer}button.on{background:#2b6}button.on.bad{background:#b33}small{color:#999}</style>
<h1>Which of these would you put under your film?</h1><p>White lines are bars, grey ones beats. Thumbs are kept in this browser. <button id="copy">Copy the verdicts</button></p><main></main>
<script>const songs=${JSON.stringify(list)},seconds=${seconds};const key='kinora-thumbs';const thumbs=JSON.parse(localStorage.getItem(key)||'{}');const main=document.querySelector('main');let mood='';
for(const s of songs){if(s.mood!==mood){mood=s.mood;const h=document.createElement('h2');h.textContent=mood;main.append(h)}
const box=document.createElement('div');box.className='song';const canvas=document.createElement('canvas');canvas.width=720;canvas.height=256;draw(canvas,s);const label=document.createElement('small');label.textContent='seed '+s.seed+', '+s.engine+', '+s.tempo+' bpm, '+s.form;const audio=new Audio(s.file);audio.controls=true;audio.preload='none';box.append(canvas,label,document.createElement('br'),audio);
for(const [sign,value] of [['\\u{1F44D}',1],['\\u{1F44E}',-1]]){const b=document.createElement('button');b.textContent=sign;b.dataset.file=s.file;b.dataset.value=value;if(value<0)b.classList.add('bad');b.onclick=()=>{thumbs[s.file]=thumbs[s.file]===value?0:value;localStorage.setItem(key,JSON.stringify(thumbs));show()};box.append(b)}main.append(box)}
function show(){for(const b of document.querySelectorAll('button[data-file]'))b.classList.toggle('on',thumbs[b.dataset.file]===Number(b.dataset.value))}show();
document.getElementById('copy').onclick=()=>navigator.clipboard.writeText(JSON.stringify(thumbs,null,1));
function draw(canvas,s){const c=canvas.getContext('2d');const d=atob(s.picture);for(let x=0;x<360;x++)for(let y=0;y<64;y++){const v=d.charCodeAt(x*64+y);c.fillStyle='rgb('+v+','+Math.round(v*v/300)+','+Math.round(60+v/3)+')';c.fillRect(x*2,252-y*4,2,4)}
s.beats.forEach((t,i)=>{c.fillStyle=s.downs.includes(i)?'#fffa':'#fff3';c.fillRect(t/seconds*720,s.downs.includes(i)?0:200,1,256)})}</script>
`
}
