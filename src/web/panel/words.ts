// Words of the panel.
import type { Words } from '../words/language.ts'

const en = {
  film: 'The film', several: (count: number) => `${count} segments`, mixed: 'mixed', second: 's', none: 'None', reset: 'Reset', name: 'Name', nothing: 'There is no film yet. Say what you want, then come back.', busy: 'The film is being changed by the conversation; wait a moment.', differing: 'Select segments of one kind to change more of them together.',
  frame: 'In the frame', fit: 'Fit', cover: 'Fill', contain: 'Whole', blur: 'Whole, blurred ground', onPicture: 'Shown on the picture', focus: 'Focus', motion: 'Movement', crop: 'Crop', focusHelp: 'Click what must stay in view, or move the point with the arrow keys.', motionHelp: 'Drag the two frames: 1 is the beginning, 2 the end. Arrow keys move, + and − zoom.', cropHelp: 'Drag the frame or its corners. Arrow keys move, with Shift they resize.',
  focusPoint: (x: number, y: number) => `Focus point at ${x} % across, ${y} % down`, beginning: 'Beginning', end: 'End', view: (name: string, zoom: string) => `${name}: zoom ${zoom}`, cropFrame: 'Crop frame', rotate: 'Turn right', mirror: 'Mirror', flip: 'Upside down', orientation: 'Orientation',
  movement: 'Camera movement', easing: 'Course', 'zoom-in': 'Nearer', 'zoom-out': 'Farther', 'pan-left': 'To the left', 'pan-right': 'To the right', 'pan-up': 'Upwards', 'pan-down': 'Downwards', linear: 'Even', 'ease-in': 'Starting softly', 'ease-out': 'Ending softly', 'ease-in-out': 'Soft at both ends',
  colour: 'Colours', look: 'Look', strength: 'Strength', brightness: 'Brightness', contrast: 'Contrast', saturation: 'Saturation', warmth: 'Warmth', vignette: 'Dark corners', grain: 'Grain', sharpen: 'Sharpness', more: 'Fine adjustment',
  time: 'Time', duration: 'Duration', speed: 'Speed', reverse: 'Backwards', from: 'From (in the source)', to: 'To (in the source)', start: 'Begins at', toTheEnd: 'To the end of the film', fadeIn: 'Fade in', fadeOut: 'Fade out', fades: 'Fades',
  transition: 'Transition before', allCuts: 'Put it on all cuts', kind: 'Kind', sound: 'Sound', volume: 'Volume', muted: 'Muted', loop: 'Repeat', duck: 'Quieter under voices', lu: 'LU',
  ground: 'Ground', solid: 'One colour', gradient: 'Gradient', bokeh: 'Lights', color: 'Colour', secondColor: 'Second colour', angle: 'Direction', drift: 'Moves slowly', otherLights: 'Other lights',
  text: 'Text', words: 'Words', font: 'Typeface', sans: 'Sans', serif: 'Serif', display: 'Display', bold: 'Bold display', hand: 'Handwriting', size: 'Size', weight: 'Weight', light: 'Light', regular: 'Regular', strong: 'Bold', italic: 'Italic', shadow: 'Shadow', outline: 'Outline', outlineColor: 'Colour of the outline', plate: 'Behind the text', auto: 'Where needed', box: 'Box', scrim: 'Shade', accent: 'Accent',
  place: 'Place', center: 'Centre', top: 'Top', bottom: 'Bottom', left: 'Left', right: 'Right', 'top-left': 'Top left', 'top-right': 'Top right', 'bottom-left': 'Bottom left', 'bottom-right': 'Bottom right', 'lower-third': 'Lower third', enter: 'Appears', exit: 'Leaves', animation: 'Animation', fade: 'Fading', rise: 'Rising', slide: 'Sliding', pop: 'Popping', typewriter: 'Typed', wordByWord: 'Word by word', pace: 'Takes',
  music: 'Music', mood: 'Mood', another: 'Another piece', seed: 'Number of the piece', tempo: 'Tempo', bpm: 'beats a minute', energy: 'Energy', ownTempo: 'As the mood likes', withoutDrums: 'Without drums', only: 'Instruments', all: 'All', piano: 'Piano', guitar: 'Guitar', strings: 'Strings', synth: 'Synthesizer', beats: 'Beats', double: 'Twice as many', halve: 'Half as many', shift: 'Shift by half', voice: 'Voice', spoken: 'Spoken words', rate: 'Pace', effect: 'Effect',
  overlay: 'Overlay', across: 'From the left', down: 'From the top', width: 'Width', opacity: 'Opacity', corners: 'Round corners', corner: 'Corner',
  title: 'Title', shape: 'Shape', background: 'Background', platform: 'Made for', anywhere: 'Anywhere', fps: 'Frames a second', length: 'Length of the film', photoLength: 'Each photo lasts', everyCut: 'All transitions', everyPicture: 'All pictures', cutSounds: 'Sounds on cuts', whoosh: 'Whoosh', tick: 'Tick', filmFades: 'Beginning and end',
}

export const words: Words<typeof en> = {
  en,
  zh: {
    film: '整部影片', several: (count) => `${count} 段`, mixed: '不一致', second: '秒', none: '无', reset: '还原', name: '名称', nothing: '还没有影片。先说说你想要什么，再回到这里。', busy: '对话正在修改影片，请稍候。', differing: '选择同一类的片段，可以一起修改更多。',
    frame: '画面', fit: '适配', cover: '填满', contain: '完整', blur: '完整，模糊背景', onPicture: '在图上显示', focus: '焦点', motion: '运镜', crop: '裁剪', focusHelp: '点击必须保留的位置，或用方向键移动焦点。', motionHelp: '拖动两个框：1 是开始，2 是结束。方向键移动，+ 和 − 缩放。', cropHelp: '拖动方框或四角。方向键移动，加 Shift 改变大小。',
    focusPoint: (x, y) => `焦点位于横向 ${x}%、纵向 ${y}%`, beginning: '开始', end: '结束', view: (name, zoom) => `${name}：缩放 ${zoom}`, cropFrame: '裁剪框', rotate: '向右旋转', mirror: '左右镜像', flip: '上下翻转', orientation: '方向',
    movement: '运镜方式', easing: '节奏', 'zoom-in': '推近', 'zoom-out': '拉远', 'pan-left': '左移', 'pan-right': '右移', 'pan-up': '上移', 'pan-down': '下移', linear: '匀速', 'ease-in': '缓入', 'ease-out': '缓出', 'ease-in-out': '缓入缓出',
    colour: '色彩', look: '风格', strength: '强度', brightness: '亮度', contrast: '对比度', saturation: '饱和度', warmth: '色温', vignette: '暗角', grain: '颗粒', sharpen: '锐度', more: '细调',
    time: '时间', duration: '时长', speed: '速度', reverse: '倒放', from: '素材起点', to: '素材终点', start: '开始于', toTheEnd: '直到影片结尾', fadeIn: '淡入', fadeOut: '淡出', fades: '淡入淡出',
    transition: '前面的转场', allCuts: '用于所有切点', kind: '类型', sound: '声音', volume: '音量', muted: '静音', loop: '循环', duck: '人声时降低', lu: 'LU',
    ground: '底色', solid: '纯色', gradient: '渐变', bokeh: '光斑', color: '颜色', secondColor: '第二种颜色', angle: '方向', drift: '缓慢移动', otherLights: '换一种光斑',
    text: '文字', words: '内容', font: '字体', sans: '无衬线', serif: '衬线', display: '标题体', bold: '粗标题', hand: '手写', size: '大小', weight: '粗细', light: '细', regular: '常规', strong: '粗', italic: '斜体', shadow: '阴影', outline: '描边', outlineColor: '描边颜色', plate: '文字衬底', auto: '需要时', box: '方框', scrim: '渐暗', accent: '强调色',
    place: '位置', center: '居中', top: '上', bottom: '下', left: '左', right: '右', 'top-left': '左上', 'top-right': '右上', 'bottom-left': '左下', 'bottom-right': '右下', 'lower-third': '下三分之一', enter: '出现', exit: '消失', animation: '动画', fade: '淡入淡出', rise: '上升', slide: '滑动', pop: '弹出', typewriter: '打字', wordByWord: '逐词', pace: '用时',
    music: '音乐', mood: '情绪', another: '换一首', seed: '曲目编号', tempo: '速度', bpm: '拍/分钟', energy: '能量', ownTempo: '随情绪', withoutDrums: '不要鼓', only: '乐器', all: '全部', piano: '钢琴', guitar: '吉他', strings: '弦乐', synth: '合成器', beats: '节拍', double: '加倍', halve: '减半', shift: '移半拍', voice: '配音', spoken: '配音文字', rate: '语速', effect: '音效',
    overlay: '叠加', across: '距左边', down: '距上边', width: '宽度', opacity: '不透明度', corners: '圆角', corner: '角落',
    title: '片名', shape: '画幅', background: '背景色', platform: '用于', anywhere: '不限', fps: '每秒帧数', length: '影片长度', photoLength: '每张照片时长', everyCut: '所有转场', everyPicture: '所有画面', cutSounds: '切点音效', whoosh: '呼啸', tick: '滴答', filmFades: '开头和结尾',
  },
}
