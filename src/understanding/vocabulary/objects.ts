// What the words are about: parts of a film, kinds of film, places to show it.

import { table } from './table.ts'

export const objects = table('object', {
  music: '配音乐|配上音乐|配段音乐|配点音乐|remove background music|remove the background music|换背景音乐|换背景乐|music|bgm|background music|soundtrack|song|background track|music track|backing track|tune|score|melody|beat track|bg music|音乐|配乐|背景乐|背景音乐|歌|歌曲|曲子|伴奏|曲|乐|背景音',
  under: 'playing|in the background|for the background|in the back|behind it|underneath|underneath it|for audio|for the audio|打底|垫底|作背景|做背景|当背景|background',
  beat: 'beat|beats|rhythm|tempo of the music|drops|music drops|节拍|拍子|节奏点|重拍|鼓点',
  sound: 'vocals|vocal track|sound|audio|original sound|original audio|own sound|sound track|audio track|clip audio|video audio|sounds|volume of the video|声音|原声|音频|原音|同期声|现场声|视频声音|原视频声音|音轨|人声',
  volume: 'volume|loudness|sound level|音量|声量|响度',
  voice: 'voice-over|voiceover|voice over|narration|narrator|narrated|spoken|dubbing|ai voice|text to speech|text-to-speech|tts|voice track|commentary|my recording|my voice|voice recording|旁白|配音|解说词|画外音|口播|朗读|人声旁白|语音|录音|解说配音|念白',
  'sound-effect': 'sound effect|sound effects|sfx|whoosh|echo|reverb|音效|回声|混响|muffle|muffled|low-pass|distort|pitch',
  title: 'title|titles|title card|titlecard|opening title|headline|heading|title screen|intro title|main title|title text|opening card|intro card|intro text|opening text|title slide|text hook|hook|title sequence|标题|片头标题|片头字|标题卡|大标题|主标题|题目|片名|片头文字|开场标题|标题动画|标题字',
  'section-title': 'section titles|section title|chapter titles|chapter title|章节标题|小标题|分段标题|副标题',
  text: 'text|font|fonts|typeface|字体|text overlay|text overlays|overlay text|on-screen text|onscreen text|words|text hooks|wording|message|call to action|call-to-action|cta|slogan|tagline|date|label|labels|lower third|lower thirds|name tag|quote|文字|文本|花字|文案|字|贴字|标语|标注|口号|祝福语|注释|文字说明|说明文字|适量文字|署名|日期|标签|字卡',
  caption: 'caption|captions|captioned|captioning|说明字|图说|图片说明',
  subtitles: 'subtitle|subtitles|subs|closed captions|cc|srt|auto captions|auto-captions|auto-generated subtitles|transcript|lyrics|transcription|transcribe|dynamic captions|animated captions|karaoke|word-by-word captions|auto captioning|字幕|双语字幕|中文字幕|英文字幕|歌词字幕|滚动字幕|自动字幕|歌词|语音转文字|台词|动态字幕',
  transition: 'transition|transitions|transition effect|transition effects|转场|过渡|转场效果|过场|切换效果|过渡效果|衔接|转场特效|过渡动画|转场动画',
  effect: 'effect|effects|special effects|visual effects|vfx|animation|animations|特效|效果|动画效果|动效|视觉效果|动画|炫光|光晕|贴纸|sticker|stickers|emoji|emojis|overlays|confetti|particles|bokeh',
  look: 'look|filter|filters|color grade|colour grade|color grading|colour grading|grading|color correction|color|colour|colors|colours|tone|tones|hue|lut|color palette|grade|style|vibe|mood|feel|aesthetic|滤镜|调色|色调|颜色|色彩|风格|色温|质感|画风|氛围|影调|感觉|画面风格|色',
  brightness: 'brightness|exposure|亮度|曝光|明暗',
  contrast: 'contrast|对比度|对比',
  saturation: 'colour intensity|color intensity|saturation|饱和度|色彩饱和度',
  temperature: 'temperature|white balance|色温|白平衡|warmth',
  logo: 'logo|watermark|brand mark|branding|logo watermark|brand logo|logo reveal|watermarks|标志|水印|徽标|台标|商标|品牌标识|角标|logo图',
  duration: 'duration|length|runtime|running time|total time|long|时长|长度|总时长|时间|总长|片长|长',
  order: 'order|sequence|chronological|chronologically|chronological order|by date|by time|in order|时间顺序|顺序|先后|拍摄时间|时间线顺序|拍摄顺序|次序',
  speed: 'speed|playback speed|play speed|playback rate|速度|播放速度|倍速|语速',
  rhythm: 'pace|pacing|tempo|cuts|cutting|edits|节奏|剪辑节奏|剪辑|卡点',
  motion: 'ken burns|motion|camera movement|camera move|pan and zoom|movement|camera motion|zoom effect|zooms|panning|运镜|镜头运动|推拉|缓慢推进|动感运镜|平移|缩放动画|缩放效果|镜头移动|缩放|镜头动画|肯伯恩斯|动态效果',
  aspect: 'aspect ratio|ratio|aspect|orientation|format ratio|frame size|dimensions|canvas|画幅|比例|宽高比|画面比例|尺寸|屏幕比例|横竖屏|方向',
  resolution: 'resolution|quality|picture quality|video quality|分辨率|清晰度|画质|像素',
  framerate: 'frame rate|framerate|fps|帧率',
  background: 'background|backdrop|bg|背景|底色|底图|背景色',
  intro: 'intro|opening|introduction|beginning|begin|start|opening scene|开头|片头|开场|前面|起始|最前面|开始',
  outro: 'outro|ending|end|stop|finish|closing|end card|end screen|credits roll|finish|closing card|closing shot|end title|closing title|conclusion|结尾|片尾|结束|末尾|尾部|收尾|片尾卡|结束语|尾声',
  silence: 'silence|silences|silent parts|silent bits|silent pauses|pauses|dead air|quiet parts|gaps|awkward pauses|silent|filler words|ums|uhs|filler|umms|dead space|静音片段|停顿|空白|沉默|无声片段|气口|废话|口误|冷场|口头禅|语气词|静音部分|无声部分|空白部分|卡顿|空镜',
  highlight: 'best moments|best parts|best bits|key moments|highlights only|most interesting parts|interesting parts|best shots|funniest|funny moments|good parts|important parts|key points|highlight moments|memorable moments|best scenes|精彩片段|精彩部分|高光时刻|高光片段|精华|关键动作|重点|金句|亮点|精彩瞬间|高能片段|精彩镜头|关键片段|最精彩',
  project: 'layers|project|timeline|tracks|track|status|state|draft|info|information|details|progress|metadata|properties|session|summary of the|how long|what is in|whats in|任务|进度|状态|详情|项目|时间线|轨道|信息|草稿|工程|属性|参数|执行到哪|做到哪|多长|多少秒|怎么样了|好了没|完成了吗|好了吗|finished yet|done yet|ready yet|is it finished|is it done|is it ready|how far along|进行得怎么样|做完了吗|做好了吗|有什么',
  credits: 'credits|credit|balance|quota|credits left|remaining credits|my plan|usage|billing|points left|how many credits|额度|余额|积分|点数|剩余次数|points do i have|points left|多少次|剩几次|还剩多少|花了多少|用量|账单|消费|费用',
  grid: 'grid|collage|side by side|side-by-side|split screen|split-screen|mosaic|column grid|columns|网格|拼图|分屏|九宫格|宫格|并排|左右对比|多格|before and after',
  pip: 'picture in picture|picture-in-picture|pip|inset|画中画|小窗',
  black: 'black|black screen|from black|to black|黑场|黑屏|黑幕|黑',
  white: 'to white|from white|white screen|白场|白屏',
  countdown: 'countdown|countdown timer|timer|progress bar|counter|倒计时|计时器|进度条',
  frames: 'numbered frames|frames|image sequence|frame sequence|png sequence|stop motion|stop-motion|序列帧|逐帧|定格动画|帧序列',
  script: 'script|text file|article|blog|blog post|text|story|thread|post|description|transcript|document|copy|product description|json|notes|脚本|文案|文章|稿子|稿件|博客|剧本|说明|台本|文稿|描述|文本|帖子|确认说明|批准说明|资料',
  thing: 'it|this|that|them|these|those|everything|它|这个|那个|它们|这些|那些|这|该',
  all: 'all|every|everything|all of them|each clip|every clip|each photo|every photo|whole|entire|entire video|whole video|throughout|所有|全部|每个|每一个|全片|整片|整个视频|整体|都|每段|每张|全程|整段|统一|一直|始终|自始至终|all the time|the whole time',
  'that-change': 'that change|last change|last edit|previous edit|previous version|last version|the previous|earlier version|original|original version|that edit|last step|previous step|上一版|上个版本|上一个版本|之前的版本|原来的|原版|原样|刚才的|刚刚的|刚才|之前|原来|最初|最开始|上次',
})

export const films = table('film', {
  film: 'video|videos|film|movie|montage|short film|short video|clip video|short|mini movie|video clip|mp4|visual story|music video|mv|短片|视频|影片|片子|短视频|成片|小视频|微电影|大片|小片|影像|录像|视频短片|一支视频|长视频|片',
})

export const kinds = table('kind', {
  slideshow: 'slideshow|slide show|slide-show|slideshows|photo album|photo video|photo montage|photo slideshow|album|相册|幻灯片|影集|电子相册|照片集|相册视频|轮播|图集',
  highlight: 'highlight reel|highlight video|highlights video|highlights reel|highlight|highlights|best of|showreel|show reel|demo reel|compilation|sizzle reel|montage|hype video|supercut|高光|高光集锦|精彩集锦|集锦|混剪|合集|精彩回放',
  promo: 'promo|promotional|promotion|ad|ads|advert|advertisement|commercial|marketing|video ad|social ad|campaign|launch video|brand film|brand video|sales|brand story|product launch|announces|announcement|business|广告|宣传片|宣传|推广|营销|带货|种草|广告片|品牌|招商|促销|探店',
  product: 'product showcase|product video|product demo|product highlight|product|products|showcase|demo|unboxing|产品介绍|产品|产品展示|商品|展示视频|产品视频|开箱|样机',
  vlog: 'vlog|vlogs|daily vlog|day in my life|day in the life|日常|生活记录|生活',
  recap: 'recap|recap video|year in review|event recap|wrap-up|summary video|memories|memory video|throwback|year end|回顾|总结|盘点|年度总结|回忆|纪念视频|记录',
  wedding: 'wedding|anniversary|engagement|proposal|婚礼|结婚|纪念日|婚纱|求婚|周年|情侣',
  travel: 'travel|trip|vacation|journey|holiday video|road trip|travelogue|adventure|旅行|旅游|游记|度假|旅拍|出游|旅途|江南|风景|露营',
  birthday: 'birthday|party|invitation|celebration|baby shower|graduation|greeting|family|baby|生日|派对|邀请|邀请函|毕业|宝宝|满月|贺卡|祝福|家庭|孩子|聚会',
  memorial: 'memorial|tribute|in memory|in loving memory|obituary|funeral|追思|悼念|纪念|缅怀',
  presentation: 'presentation|slides|powerpoint|pitch|deck|webinar|report|演示|汇报|路演|报告|年报',
  explainer: 'explainer|tutorial|how-to|how to|educational|lesson|training|course|guide|walkthrough|explanation|news|documentary|recipe|faq|解说|讲解|科普|教程|教学|课程|解释|介绍|知识|解释型|说明视频|纪录片|新闻|测评',
  teaser: 'teaser|trailer|preview video|opener|intro video|motion graphics|预告|预告片|先导|片头视频|开场视频',
  lyric: '文字快闪|快闪文字|文字动画视频|lyric video|lyrics video|lyric|karaoke video|typography|text video|text-only|quote video|kinetic typography|word video|文字视频|纯文字|金句视频|语录',
  story: 'story video|storytelling|narrative|inspirational|emotional|cinematic clip|故事片|叙事|情感短片',
})

export const platforms = table('platform', {
  youtube: 'youtube|yt|you tube|油管',
  shorts: 'youtube shorts|youtube short|yt shorts|shorts',
  tiktok: 'tiktok|tik tok|tiktoks|tik-tok',
  kuaishou: '快手|kuaishou|kwai',
  douyin: 'douyin|抖音',
  reels: 'reels|reel|instagram reel|instagram reels|ig reel|ig reels|insta reel|facebook reel|facebook reels',
  stories: 'stories|for a story|for my story|to my story|story format|as a story|快拍|限时动态|instagram story|instagram stories|ig story|ig stories|snapchat|insta story|whatsapp status',
  instagram: 'instagram|ig|insta|instagram feed|instagram post|ins',
  channels: '视频号|微信视频号|wechat channels|wechat|朋友圈|微信',
  xiaohongshu: '小红书|xiaohongshu|xhs|rednote|红书',
  bilibili: 'bilibili|b站|哔哩哔哩|小破站',
  facebook: 'facebook|fb|meta ads',
  x: 'twitter|x post',
  linkedin: 'linkedin|linked in|领英',
})

export const shapes = table('shape', {
  '9:16': 'vertical|portrait|portrait mode|vertical format|vertical video|phone format|mobile format|竖版|竖屏|竖|竖向|竖着|竖幅|手机屏|portrait orientation|upright',
  '16:9': 'horizontal|landscape|widescreen|wide screen|landscape mode|landscape format|wide format|横版|横屏|横|横向|宽屏|横幅|横着|电脑屏',
  '1:1': 'square|square format|方形|正方形|方的|方图|方版|方屏',
  '4:5': 'four by five|instagram portrait|feed portrait',
  '21:9': 'ultrawide|ultra-wide|cinemascope|anamorphic|letterbox|电影宽银幕|超宽|宽银幕|电影比例',
})

export const formats = table('format', {
  mp4: 'mp4|mpeg4|mpeg-4|h264|h.264', webm: 'webm', mov: 'mov|quicktime', gif: 'gif|gifs|动图|动态图|表情包', mp3: 'mp3|wav|audio file|audio only|m4a|aac file|音频文件|纯音频', mkv: 'mkv|avi|flv|wmv|prores|hevc|h265|h.265|av1',
  still: 'as images|as pictures|as photos|a still|one still|as png|as a png|as jpg|as a jpg|as jpeg|as an image|as a picture|png image|jpg image|导出图片|存成图片|导成图片|thumbnail|thumbnails|screenshot|still frame|poster image|cover image|freeze frame image|single frame|frame as an image|缩略图|封面图|截图|单帧|海报|封面|静帧',
})

export const resolutions = table('resolution', {
  '1080': '1080p|full hd|fullhd|fhd|hd|1080|high definition|high-definition|全高清|高清|high quality', '720': '720p|720|标清', '480': '480p', '360': '360p', '1440': '1440p|2k|qhd', '2160': '4k|2160p|uhd|ultra hd|4k resolution|超高清|8k|4320p',
})
