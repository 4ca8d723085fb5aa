// How a film should look, sound and feel; and the words that steer: no, only, more, where, what colour.

import { table } from './table.ts'

export const qualities = table('quality', {
  upbeat: 'upbeat|lively|bouncy|catchy|cheery|peppy|groovy|轻快|欢快|明快|活泼|有节奏感|节奏感|欢快的',
  happy: 'happy|happier|joyful|cheerful|fun|playful|funny|feel-good|feel good|cute|whimsical|quirky|lighthearted|开心|快乐|喜庆|欢乐|俏皮|可爱|搞笑|有趣|幽默',
  energetic: 'energetic|high-energy|high energy|intense|hype|exciting|action|action-packed|adrenaline|energy|hype-style|powerful|dynamic|bold energy|激情|燃|热血|炸|高能|劲爆|有力|动感|震感|嗨',
  calm: 'calm|calmer|quiet|quieter music|gentle|relaxing|relaxed|peaceful|soothing|serene|tranquil|meditative|soft|mellow|spa|安静|舒缓|柔和|轻柔|平静|宁静|放松|治愈|轻音乐|温柔|悠扬|轻松|清新|慢节奏音乐',
  sad: 'sad|sadder|melancholic|melancholy|somber|sorrowful|heartbreaking|伤感|悲伤|忧伤|难过|忧郁|催泪',
  emotional: 'nostalgic|nostalgia|wistful|bittersweet|怀旧|emotional|touching|heartfelt|sentimental|moving|poignant|intimate|感人|走心|煽情|深情|温情|情感|感动',
  warm: 'heartwarming|heart-warming|温馨|暖心|温暖的音乐|温暖音乐',
  romantic: 'romantic|love|lovely|elegant|dreamy music|浪漫|甜蜜|唯美|优雅|爱情',
  epic: 'epic|heroic|grand|majestic|trailer-style|orchestral epic|triumphant|史诗|大气|震撼|磅礴|恢弘|霸气',
  dramatic: 'dramatic|suspenseful|suspense|tense|thriller|mysterious|horror|dark music|紧张|悬疑|戏剧性|神秘|恐怖|惊悚',
  'lo-fi': 'lo-fi|lofi|lo fi|chill|chillhop|study beats|laid-back|chilled|chill-out|低保真|慵懒',
  jazz: 'jazz|jazzy|swing|blues|bossa nova|爵士|布鲁斯|蓝调|爵士乐',
  electronic: 'electronic|edm|techno|house|synth|synthwave|dance|dubstep|electro|electronica|trance|电子|电音|舞曲|电子乐|蹦迪',
  rock: 'rock|punk|metal|grunge|摇滚|朋克|金属乐',
  'hip-hop': 'hip-hop|hip hop|hiphop|rap|trap|r&b|嘻哈|说唱',
  pop: 'pop|trendy|trending|popular|viral|top 40|流行|热门|爆款|网红|抖音热门',
  acoustic: 'acoustic|folk|country|acoustic guitar|guitar|ukulele|indie|吉他|民谣|乡村|尤克里里',
  piano: 'piano|piano music|soft piano|钢琴|钢琴曲',
  classical: 'classical|orchestral|orchestra|strings|violin|symphony|古典|交响|弦乐|小提琴|交响乐|古典乐',
  ambient: 'ambient|atmospheric|ethereal|spacey|nature sounds|氛围音乐|空灵|环境音乐|自然音',
  corporate: 'corporate|professional|motivational|uplifting|inspiring|inspirational|tech|modern|clean|minimal|minimalist|premium|luxury|sleek|business-like|商务|企业|专业|励志|科技感|科技|现代|简约|简洁|正式|干净',
  holiday: 'christmas|festive|xmas|holiday|new year|thanksgiving|halloween|圣诞|节日|新年|春节|过年|中秋',
  chinese: 'chinese style|oriental|guzheng|中国风|国风|古风|古筝|民乐|江南风',
})

export const looks = table('look', {
  warm: 'too blue|too cold|too cool|太冷|太蓝|偏蓝|warm|warmer|warm up|golden hour|golden|sunset tones|warm tone|warm tones|cozy|sunny look|暖色|暖色调|暖调|暖一点|温暖|金色|暖|偏暖|暖黄|日落色',
  cool: 'too yellow|too warm|too orange|too red|太黄|太暖|偏黄|太红|cool tone|cool tones|cool|cooler|cold|colder|blue tint|bluish|icy|blue tone|冷色|冷色调|冷调|冷淡风|偏冷|冷一点|冷',
  bw: 'black and white|black & white|black-and-white|black-white|b&w|bw|b/w|monochrome|grayscale|greyscale|noir|film noir|黑白|单色|灰度|黑白色|去色|黑白滤镜|黑白风',
  sepia: 'sepia|棕褐|怀旧棕|sepia tone|棕褐色|泛黄',
  vintage: 'vintage|retro|old film|old-school|old school|film grain|grain|grainy|vhs|8mm|super 8|analog|nostalgic|kodak|polaroid|old movie|1970s|1980s|1990s|70s|80s|90s|camcorder|vhs-style|super8|crt|复古|老电影|胶片|怀旧|港风|年代感|胶卷|老照片|复古风|胶片感|颗粒感|录像带|复古感',
  cinematic: 'cinematic|movie-like|film-like|filmic|hollywood|movie look|blockbuster|film look|cinema|movie trailer|more cinematic|电影感|电影质感|电影风|电影级|电影风格|电影级调色|大片感|电影色调|电影般|电影|大片质感',
  'teal-orange': 'teal and orange|teal-orange|teal & orange|orange and teal|青橙|青橙色调',
  vivid: 'richer|richer colors|bluer|greener|redder|deeper colors|更蓝|更绿|更浓|make it pop|colors pop|colours pop|pop more|vibrant|vivid|saturated|colorful|colourful|more color|bright colors|rich colors|more saturated|boost colors|pop colors|vibrance|saturate|punchy colors|鲜艳|色彩丰富|鲜明|浓郁|艳丽|更艳|饱满|多彩|绚丽|色彩鲜艳|提鲜',
  bright: 'bright|brighter|brighten|lighter|lighten|brighten up|too dark|underexposed|airy|light and airy|well-lit|太暗|过暗|偏暗|曝光不足|亮|调亮|提亮|明亮|亮一点|变亮|亮些|亮堂|通透|更亮',
  dark: 'too bright|overexposed|blown out|太亮|过亮|过曝|曝光过度|dark|darker|darken|moody|dim|gloomy|low-key|暗|调暗|压暗|暗黑|变暗|暗一点|暗调|昏暗|更暗',
  contrast: 'contrasty|gritty|high contrast|high-contrast|more contrast|punchier|bold colors|高对比|强对比|高反差',
  sharpen: 'sharpen|sharper|sharp|crisp|crisper|more detail|clearer|锐化|清晰一点|更清晰|清晰化|变清晰',
  vignette: 'vignette|vignetting|暗角|晕影',
  neutral: 'neutral|natural look|natural colors|natural|true colors|自然色|原色|自然|中性',
  fade: 'desaturated|desaturate|muted colors|muted|faded|matte|washed out|washed-out|褪色|雾面|低饱和|莫兰迪',
  dreamy: 'dreamy|soft glow|pastel|soft look|haze|hazy|soft focus|梦幻|柔光|小清新|日系|ins风|朦胧|奶油',
  cyber: 'cyberpunk|neon|surveillance|glitch|security camera|cctv|night vision|futuristic look|sci-fi|赛博朋克|霓虹|故障风|监控',
})

export const paces = table('pace', {
  fast: 'fast|faster|fast-paced|fast paced|quick|quicker|quick cuts|fast cuts|quick-cut|rapid|snappy|punchy|punchy cuts|rapid cuts|fast cutting|jump cuts|quick pacing|brisk|upbeat pacing|high-tempo|speedy|faster cuts|hard-hitting|快节奏|节奏快|快剪|快一点|快点|快切|更快|节奏紧凑|紧凑|再快|快些|快闪|快',
  slow: 'slow-paced|slow paced|slower|slow cuts|slower cuts|slow pacing|leisurely|unhurried|slow pace|lingering|slow|slowly|慢节奏|节奏慢|慢一点|慢点|再慢|更慢|慢些|缓慢|慢|节奏舒缓',
})

export const transitions = table('transition', {
  crossfade: 'crossfade|cross-fade|cross fade|dissolve|dissolves|cross dissolve|cross-dissolve|crossfades|smooth dissolve|smooth dissolves|溶解|叠化|交叉淡化|交叉溶解|交叠|叠加转场|交叉淡入淡出|渐变过渡',
  fade: 'fade it|fade|fades|fading|fade in and out|fade in and fade out|fade-in and fade-out|fade-ins|fade in/out|fade transition|淡入淡出|淡入|淡出|渐隐|渐显|渐变|淡化|渐入|渐出|渐黑|淡入和淡出',
  'fade-in': 'fade in|渐强|fade it in|fade-in|fades in|fade from black|fade in from black|fade up|淡入|渐入|渐显',
  'fade-out': 'fade out|渐弱|fade it out|fade-out|fades out|fade to black|fade out to black|fade away|淡出|渐出|渐隐|渐黑',
  cut: 'hard cut|hard cuts|straight cuts|straight cut|jump cut|clean cuts|simple cuts|cut transitions|plain cuts|direct cuts|fast cuts|quick cuts|punchy cuts|rapid cuts|硬切|直切|快切|跳切|直接切换|无转场切换',
  slide: 'slide from|slides from|slide between|slide to the next|slide in|sliding|push|slide transition|slides transition|slide transitions|swipe|swipe transition|push transition|滑动|推移|推入|滑入|推动',
  wipe: 'wipe|wipes|擦除|划像|擦入|划变',
  zoom: 'zoom transition|zoom transitions|zoom-through|zoom through|smooth zoom transitions|zoom blur|缩放转场|缩放过渡|推拉转场|变焦转场|穿越转场',
  whip: 'whip pan|whip-pan|whip|swish|甩镜|甩镜头|甩动',
  flash: 'flash|flashes|white flash|strobe|flash transition|闪白|闪光|闪黑|闪烁',
  'dip-black': 'dip to black|dips to black|dip black|through black|black fade|黑场过渡|黑场转场',
  'dip-white': 'dip to white|dips to white|fade to white|fade out to white|白场过渡|fade through white|淡出到白|淡白',
  iris: 'iris|circle wipe|circle transition|circular|圆形转场|圈出|圆形',
  clock: 'clock wipe|radial wipe|时钟擦除|时钟转场',
  blinds: 'blinds|venetian|百叶窗',
  blur: 'blur transition|blur dissolve|blur-dissolve|模糊转场|模糊过渡',
  'light-leak': 'light leak|light leaks|film burn|lens flare|漏光|光斑转场|光晕转场|炫光转场',
  ink: 'luma|ink|ink transition|水墨|水墨转场|墨',
  other: 'glitch transition|glitch transitions|glitchy transitions|spin transition|spin transitions|page turn|page flip|cube transition|shake transition|3d transition|故障转场|翻页|翻页转场|旋转转场|立方体转场|抖动转场',
  smooth: 'smooth transition|smooth transitions|smooth|seamless|seamless transitions|seamlessly|平滑|平滑转场|丝滑|顺滑|流畅|自然过渡|自然转场|平滑过渡|无缝|无缝转场|柔和过渡',
})

export const moves = table('move', {
  in: 'zoom in|zoom-in|zooming in|zooms in|push in|push-in|slow push|punch in|dolly in|ease in zoom|推近|放大效果|推进|拉近|慢慢放大|推镜|缓慢放大|镜头推进|逐渐放大',
  out: 'zoom out|zoom-out|zooming out|zooms out|pull out|pull-out|pull back|dolly out|拉远|缩小效果|拉镜|慢慢缩小|镜头拉远|逐渐缩小',
  zoom: 'zoom|zooms|zooming|slow zoom|slow zooms|gentle zoom|subtle zoom|zoom effect|subtle motion|subtle movement|gentle motion|gentle movement|parallax|smooth motion|motion effect|zoom animation|缩放|推拉|镜头缓慢推拉|微动|缓缓推',
  'pan-left': 'slow pan to the left|slow pan left|pan left|pan to the left|pan-left|moving left|slide left|向左平移|左移|往左移|向左移动',
  'pan-right': 'slow pan to the right|slow pan right|pan right|pan to the right|pan-right|left to right|moving right|slide right|向右平移|右移|往右移|向右移动|从左到右',
  'pan-up': 'slow pan up|slow pan upwards|pan upwards|pan up|tilt up|向上平移|上移|从下到上|向上移动',
  'pan-down': 'slow pan down|slow pan downwards|pan downwards|pan down|tilt down|向下平移|下移|从上到下|向下移动',
  pan: 'pan|panning|pans|slow pan|pan across|drift|drifting|sweep|sweeping|平移|摇镜|横移|摇移',
  kenburns: 'ken burns|ken-burns|kenburns|ken burns effect|pan and zoom|camera movement|camera moves|camera motion|运镜|镜头运动|动态运镜|肯伯恩斯|肯·伯恩斯',
  still: 'still pictures|stand still|no motion|static shots|静止不动|不要动|固定镜头',
})

export const places = table('place', {
  'top-left': 'at the top left|in the top left|to the top left|top left|top-left|upper left|upper-left|left top|top left corner|upper left corner|top-left corner|upper-left corner|左上角|左上|左上方',
  'top-right': 'at the top right|in the top right|to the top right|top right|top-right|upper right|upper-right|top right corner|upper right corner|top-right corner|upper-right corner|top corner|右上角|右上|右上方',
  'bottom-left': 'at the bottom left|in the bottom left|to the bottom left|bottom left|bottom-left|lower left|lower-left|bottom left corner|lower left corner|bottom-left corner|lower-left corner|左下角|左下|左下方',
  'bottom-right': 'at the bottom right|in the bottom right|to the bottom right|bottom right|bottom-right|lower right|lower-right|bottom right corner|lower right corner|bottom-right corner|lower-right corner|corner|右下角|右下|右下方|角落|角上',
  top: 'at the top|top|upper|on top|top center|top centre|above|顶部|上方|上面|顶上|最上面|上端|正上方|画面上方',
  bottom: 'at the bottom|bottom|lower|underneath|bottom center|bottom centre|below the|底部|下方|下面|底下|最下面|下端|正下方|画面下方',
  center: 'center|centre|centered|centred|in the middle|middle of the screen|middle of the frame|居中|中间|中央|正中|正中间|中心|画面中央',
  left: 'left side|on the left|left|左侧|左边|左',
  right: 'right side|on the right|right|右侧|右边|右',
  'lower-third': 'lower third|lower-third|lower thirds|下三分之一|人名条',
})

export const colors = table('color', {
  '#ffffff': 'white|白色|白|白字', '#000000': 'black text|black color|黑色|黑字', '#e53935': 'red|红色|红|红字', '#ff9800': 'orange|橙色|橙', '#ffd54f': 'yellow|黄色|黄|黄字', '#d4af37': '金色|golden|gold|gold text|金字|金色字',
  '#43a047': 'green|绿色|绿', '#1e88e5': 'blue|蓝色|蓝', '#8e24aa': 'purple|violet|紫色|紫', '#ec407a': 'pink|粉色|粉|粉红', '#00bcd4': 'cyan|teal|turquoise|青色', '#9e9e9e': 'gray|grey|灰色|灰', '#6d4c41': 'brown|棕色|褐色', '#39ff14': 'neon green|荧光绿', '#f5f5dc': 'beige|cream|米色|奶白',
})

export const fonts = table('font', {
  serif: 'serif|elegant font|elegant serif|classic font|衬线|宋体|衬线体', sans: 'sans|sans-serif|clean font|simple font|modern font|黑体|无衬线|微软雅黑', bold: 'bold|bold font|thick|heavy|impact|加粗|粗体|粗|粗黑', display: 'display font|headline font|poster font|大字报', hand: 'handwritten|handwriting|script font|cursive|calligraphy|brush|手写|手写体|书法|毛笔|楷体|行书',
})

export const animations = table('animation', {
  typewriter: 'typewriter animation|typewriter|typing|typewriter effect|typed out|打字机|打字效果|逐字', pop: 'pop animation|bounce animation|pop effect|pop up|pop in|pop-up|pop-in|bounce|bouncing|弹出|弹跳|弹入', rise: 'rise|slide up|float up|fly in|fly-in|上升|升起|飞入|浮现|从下方', slide: 'slide animation|slide in from|sliding text|滑入', words: 'word by word|word-by-word|karaoke style|keyword highlight|highlighted words|逐词|关键词高亮|高亮', fade: 'fade animation|fade in text|fading text|text fade',
})

export const steering = [
  ...table('no', { no: 'in place of|no|not|without|don\'t|dont|do not|never|avoid|free of|minus|n\'t|no more|zero|nothing|cannot|instead of|rather than|isn\'t|won\'t|doesn\'t|shouldn\'t|sans|skip the|不|不要|不用|不加|无需|别|没有|无|不需要|不想要|不能|不带|不含|不可|勿|不得|不允许|非|免|不再|不编造|不虚构|不许|不使用|没|别加|不配|不必' }),
  ...table('only', { only: 'only|just|solely|nothing but|exclusively|只|仅|仅仅|只有|光' }),
  ...table('compare', {
    more: 'more|a bit more|further|even more|stronger|much more|更多|更加|再|多一点|强一点|明显一点|更|越', less: 'less|a bit less|weaker|subtler|more subtle|not so|too much|too strong|减轻|少一点|弱一点|淡一点|轻微|没那么|别那么', bit: 'a bit|a little|slightly|a tad|somewhat|一点|一些|稍微|略微|一下|有点|点儿|些|稍|略',
    bigger: 'too small|too tiny|太小|太小了|bigger|larger|big|large|huge|enlarge|大|大一点|更大|大些|加大字|大点|大号|大字', smaller: 'too big|too large|too huge|太大|太大了|smaller|small|tiny|little text|小|小一点|更小|小些|小点|小号|小字', longer: 'not so short|longer|longer time|stay longer|长一点|更长|久一点|长些|长点|延长一点|再长|更久|久一些|多停留|多停|多放|多待|多显示|多展示', shorter: 'not so long|not that long|shorter|too long|briefer|短一点|更短|短些|短点|再短|太长',
    faster: 'faster|not so slow|quicker|too slow|快一点|更快|快些|快点|再快|太慢', slower: 'slower|not so fast|not that fast|too fast|慢一点|更慢|慢些|慢点|再慢|太快', louder: 'not so quiet|not loud enough|louder|too quiet|大声|响一点|更响|响|太小声|太轻|声音大', quieter: 'not so loud|not that loud|less loud|low in the mix|at low volume|low volume|别那么响|没那么响|别太大声|太吵了|quieter|too loud|softer|小声|轻一点|更轻|太吵|太响|太大声|声音小|安静点',
    higher: 'higher|up a bit|往上|上移一点|高一点|更高|靠上', lower: 'lower it|down a bit|往下|低一点|更低|靠下', opposite: 'opposite|the other way|other way round|反过来|相反',
  }),
  ...table('time-word', {
    each: '/photo|/ photo|/image|/ image|/pic|/picture|/slide|/clip|/张|/图|/页|per photo|per image|per picture|per slide|per clip|each|apiece|a photo|an image|per shot|a picture|every photo|for every|each image|each photo|each picture|each slide|a slide|every image|per frame|per scene|each one|每张|每个|每一张|每幅|每页|每段|各|每张图|每张照片|每张图片|每一页|每图|单张|一张图',
    same: 'same|identical|equal|equally|相同|一样|均等|平均', now: 'now|current|currently|so far|现在|目前|当前', again: 'again|once more|再次|再来', beginning: 'at the start|at the beginning|at the front|to the front|to the start|to the beginning|first|at first|in the beginning|up front|最前|开头处|首位|第一位|第一个位置|最前面|首先', ending: 'at the end|to the end|to the back|at the very end|last|to the last|最后|最后面|末尾处|末位|最末|最后一位',
    before: 'before|in front of|ahead of|prior to|前面|之前|前', after: 'after|behind|following|后面|之后|后', between: 'between|in between|之间|中间', during: 'during|while|throughout|期间|的时候|过程中', if: 'if|when|whenever|in case|provided|unless|如果|若|假如|要是|当', keepsame: 'unchanged|as is|as it is|stay the same|same as before|untouched|intact|保持不变|不变|不动|原样|照旧|保持',
  }),
  ...table('language', { english: 'english|in english|英文|英语', chinese: 'chinese|mandarin|in chinese|中文|汉语|普通话|国语', spanish: 'spanish|西班牙语', french: 'french|法语', german: 'german|德语', japanese: 'japanese|日语|日文', korean: 'korean|韩语', portuguese: 'portuguese|葡萄牙语', arabic: 'arabic', hindi: 'hindi', cantonese: 'cantonese|粤语', bilingual: 'bilingual|both languages|双语|中英' }),
  ...table('select', {
    blurry: 'blurry|blurred|out of focus|unsharp|fuzzy|模糊|糊的|不清晰|失焦|糊掉|糊了', duplicate: 'duplicate|duplicates|near-duplicates|similar ones|repeated|similar photos|重复|相似|雷同|差不多的', dark: 'too dark|underexposed|太暗|过暗', weak: 'bad ones|worst|bad photos|weak|low quality|poor quality|ugly|不好看的|质量差|差的|废片|拍得不好', best: 'best|top|strongest|good ones|best ones|finest|favorite|最好|最佳|最好看|最精彩|精选|好的|最棒', short: 'short clips|短的', long: 'long clips|longest|长的|最长', portrait: 'portrait photos|vertical photos|portrait shots|竖图|竖拍', landscape: 'landscape photos|horizontal photos|landscape shots|横图|横拍',
    photos: 'photo|photos|photographs|picture|pictures|pics|image|images|stills|snapshot|snapshots|jpg|jpgs|jpeg|png|pngs|selfies|still image|still images|headshot|portrait illustration|screenshots|照片|图片|图|相片|图像|截图们|相|美图', clips: 'clip|clips|footage|recording|raw footage|gameplay|zoom call|zoom meeting|zoom recording|素材|片段|镜头|视频素材|操作片|录屏文件', files: 'files|materials|media|assets|uploads|material|content|资料|文件|素材们|这批|这组|这堆',
  }),
  ...table('join', { and: 'and|also|plus|then|&|as well as|next|afterwards|after that|finally|but|while|along with|so that|besides|additionally|furthermore|meanwhile|followed by|or|nor|或|或者|然后|并|并且|接着|同时|最后再|另外|还有|以及|和|且|再|而且|之后再|顺便|其次|随后|外加|但|但是|不过|而|跟|与|及|还要|也' }),
  ...table('padding', {
    polite: 'instead|looks good|looks great|great|perfect|nice|awesome|good job|love it|that works|all good|没问题|可以了|好的|不错|挺好|很好|完美|太好了|please|pls|plz|thanks|thank you|could you|can you|would you|i want|i want to|i\'d like|i would like|i need|i need to|let\'s|lets|hey|hi|hello|kindly|help me|for me|help|just want|want|like|you|me|i|my|our|we|your|the|a|an|of|to|for|in|on|at|by|is|are|be|it\'s|so|some|any|please make|maybe|really|very|ok|okay|hmm|well|with|from|into|as|its|will|should|can|that is|which|请|帮我|帮忙|麻烦|给|把|将|我|我想|我要|我想要|想|能不能|可以|可否|吗|呢|吧|啊|一下|你|您|的|了|在|里|是|请帮我|为|让|使|对|被|来|去|做一下|帮|我们|谢谢|你好|劳驾|请你|能|要|用|地|得|就|这|那|上|中|里面|首|支|支持|需要|希望|就行|即可|直接',
  }),
  ...table('pronoun', { it: 'it|that|this|them|one|the same|it all|它|那个|这个' }),
]
