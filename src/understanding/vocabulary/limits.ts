// What an editor cannot honestly do, and words that describe a scene nobody has filmed. The reason lives with the reply.

import { table } from './table.ts'

export const limits = table('refuse', {
  'talking-head': 'talking head|talking-head|talking avatar|talking photo|lip sync|lip-sync|lipsync|sync lips|mouth movement|mouth movements|mouth moves|lips moving|move the lips|make it talk|make him talk|make her talk|make them talk|avatar|digital human|virtual presenter|ai presenter|口型|对口型|嘴型|数字人|开口说话|虚拟人|会说话|让照片说话|让她说|让他说|开口',
  'weak-talk': 'speak|speaks|speaking|say|say this|say the|sing|sings|singing|talk|talking|mouth|lips|说话|唱歌|主播',
  'bring-alive': 'to life|bring to life|come to life|comes to life|come alive|bring alive|life-like|lifelike|make it alive|活过来|复活|活起来',
  'weak-alive': 'blink|blinking|smile|smiling|wave|waving|nod|nodding|walk|walking|dance|dancing|run|running|jump|jumping|breathe|breathing|turn her head|turn his head|wink|hug|hugging|kiss|kissing|laugh|laughing|hair|hair blowing|动起来|眨眼|微笑|挥手|跳舞|走路|奔跑|转头|拥抱|亲吻|大笑|点头|飘动',
  'weak-nature': 'clouds|moving clouds|drifting clouds|water|flowing water|waves|ripples|steam|rising steam|smoke|wind|leaves|rain|raindrops|snow|snowfall|falling snow|fire|flames|flickering|waterfall|fog|mist|sparkles|swaying|trees|grass|curtains|云|云朵|流水|海浪|蒸汽|热气|烟雾|风吹|树叶|下雨|下雪|飘雪|火焰|瀑布|水流|水波|雾气|飘落',
  face: 'face swap|faceswap|swap faces|swap the face|change the face|change her face|change his face|deepfake|make me younger|look younger|look older|slimmer|thinner|change hair|hairstyle|change clothes|change outfit|change the outfit|beauty filter|skin smoothing|换脸|美颜|瘦脸|磨皮|换装|换发型|变年轻|变老|换衣服|美白|瘦身美颜|整容',
  'object-removal': 'remove background|remove the background|background removal|background remover|replace the background|change the background|cut out the background|green screen|chroma key|chroma|remove the person|remove people|remove the people|remove person|remove object|remove objects|remove the object|remove the watermark|remove watermark|remove the text from|burned in|burned-in|burnt-in|hardcoded|erase the person|inpaint|white studio backdrop|new backdrop|抠图|抠掉|抠出来|抠出|抠|抠像|去背景|换背景|去除背景|绿幕|去水印|去掉水印|消除路人|去路人|擦除人物|烧录的|硬字幕|扣像|移除背景|消除背景|换掉背景',
  upscale: 'super-res|enhance to 4k|upscale|upscaling|super resolution|super-resolution|deblur|unblur|restore old|restoration|colorize|colourize|colorise|recolor|ai enhance|enhance resolution|fix blurry|repair|repair the|修复老照片|超分|放大修复|去模糊|上色|修复|画质修复|高清修复|画质增强|无损放大|老照片修复',
  restyle: 'anime style|anime|cartoon|cartoonize|cartoon style|pixar|ghibli|style transfer|oil painting|watercolor|pencil sketch|claymation|in the style of|as a painting|comic style|illustrate|3d animation|3d model|render in 3d|动漫风|动漫化|卡通化|卡通风|吉卜力|油画|水彩|素描|漫画|动画风格|风格迁移|宫崎骏|二次元|3d动画|三维',
  generate: 'b-roll|b roll|broll|stock footage|stock video|stock clips|stock images|ai footage|ai-generated footage|ai images|ai-generated images|ai generated|generate images|generate an image|generate a picture|image generation|text to video|text-to-video|extra footage|new footage|new scenes|new shots|空镜素材|ai视频|文生视频|生成图片|生成画面|生成镜头|画一张|补充画面|生成素材|素材库找|图库|ai生成|生成一张|生成一段',
  record: 'record my screen|screen recording|screen record|record the screen|record my|record me|take a screenshot|turn on the camera|live stream|livestream|go live|webcam|录屏|录制屏幕|屏幕录制|录一段|直播|开摄像头|拍摄一段|录音频|录一下',
  publish: 'post it to|post this to|publish to|publish it|upload it to|upload to youtube|upload to tiktok|post to instagram|schedule|schedule the post|auto-post|share it on|tweet|发布到|发到抖音|发布|上传到抖音|发到小红书|定时发布|帮我发|一键发布|发到',
  audio: 'extract the audio|extract audio|export the audio|save the audio|audio only|just the audio|rip the audio|get the audio|as mp3|to mp3|as wav|to wav|提取音频|提取声音|导出音频|导出声音|音频提取|分离音频|转mp3|声音导出|保存音频|转音频|转成音频|音频导出|人声分离|分离人声|vocal removal|remove vocals|isolate vocals|separate vocals|stems',
  copy: 'hashtags|hashtag|post description|video description|seo|write me a post|write a post|post copy|thumbnail|clickbait|标签建议|话题标签|发布文案|标题文案',
  translate: 'translate|translation|translated|翻译|dub it in|dub this in|dub it over|translate the audio|translate the speech|translate the voice|clone my voice|voice clone|voice cloning|clone the voice|translate my video|translate the video|dub into|dub it into|dub this into|change my voice|翻译成|克隆声音|声音克隆|变声|翻译配音|配音翻译|译成|换成别人的声音',
  people: 'editors|collaborators|who has access|team members|invite|permission|permissions|share the project with|which users|协作者|团队成员|谁有权限|邀请成员|权限',
  fetch: 'scrape|scraping|web scraping|crawl|download the youtube|download this youtube|download from youtube|from this link|from this url|from the url|from youtube|https|http|www|下载这个链接|从链接|这个链接|抓取|爬取|解析链接',
  track: 'motion tracking|track the face|track the person|object tracking|tracking|track the object|follow the subject|blur the face|blur faces|blur the license|blur the licence|blur the number|blur the plate|blur my|blur his|blur her|blur their|censor|blur everyone|blur out|pixelate|mosaic the face|blur the background|打码|马赛克|跟踪|追踪人物|模糊人脸|虚化背景|人脸打码|背景虚化|遮脸',
  '3d': 'vr|360 video|360-degree|hologram|3d text|三维文字|全景',
})

// Things inside a picture, and places on the net: harmless words that only a verb makes impossible.
export const figures = table('figure', {
  sky: 'sky|skies|shirt|t-shirt|dress|clothes|clothing|outfit|jacket|hat|glasses|sunglasses|eyes|hair color|hair colour|makeup|tattoo|beard|teeth|wall|walls|furniture|floor|window|天空|衣服|裙子|帽子|眼镜|头发颜色|墙|地板|家具|眼睛|妆',
  face: 'face|faces|head|body|nose|skin|脸|面孔|脸蛋|头像',
  person: 'man|woman|guy|girl|boy|kid|person|people|crowd|tourist|tourists|stranger|strangers|passer-by|passers-by|passersby|bystander|bystanders|photobomber|pedestrian|pedestrians|car in the|cars|pole|wire|wires|power lines|object|objects|reflection|shadow|stain|blemish|fence|路人|行人|游客|人物|陌生人|背景里的人|旁边的人|杂物|电线|车子|影子',
  web: 'channel|website|web site|webpage|web page|internet|online account|account|profile|site|shop|网站|网页|主页|账号|网上|网络上|频道',
})

export const scenes = table('scene', {
  scene: 'timelapse|time-lapse of|hyperlapse|sunset|sunrise|cityscape|city|skyline|futuristic|cyberpunk|neon|night sky|ocean|beach|forest|mountain|mountains|desert|galaxy|planet|spaceship|astronaut|robot|dragon|castle|street|pavement|reflections|drone shot|aerial|aerial view|close-up of|slow motion shot|walking through|flying over|running through|a man|a woman|a girl|a boy|a dog|a cat|a car|a person|scenes|home scenes|warm lighting|lighting|candle|handmade|character|characters|plot|fantasy|sci-fi scene|underwater|northern lights|waterfall|village|medieval|samurai|zombie|explosion|rainy night|rainy|battle|fight|chase|雨夜|赛博|追逐|故事|日落|日出|夜景|城市|星空|海边|大海|森林|雪山|未来|机器人|宇宙|太空|飞船|街道|霓虹灯|场景|主角|少女|武侠|仙侠|古装|剧情|奇幻|科幻|龙|城堡|沙漠|草原|海底|外星|机甲|战斗|爆炸|航拍|一个男人|一个女孩|一只|男主|女主',
})
