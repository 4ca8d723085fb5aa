// What people ask to be done, by family. A family, not a word, decides; the object decides the rest.

import { table } from './table.ts'

export const verbs = table('verb', {
  make: 'make|create|build|produce|generate|craft|design|put together|compile|assemble|prepare|compose|come up with|whip up|develop|做|做个|做一个|做成|做出|做条|制作|制成|生成|创建|创作|弄个|弄一个|弄成|搞个|搞一个|来个|来一个|来一段|来一条|出个|出一个|出一条|做一条|做一支|做一段|制作成|整个|整一个|拍个',
  transform: 'turn|turn into|convert|transform|change into|make into|transition into|into a|animate|转成|转为|转换成|转换为|转化成|变成|变为|改成|改为|换成|剪成|剪辑成|拼成|合成|编成|处理成|动起来|动画化',
  add: 'add|insert|include|attach|overlay|apply|give|append|throw in|drop in|introduce|incorporate|superimpose|layer|stick|slap|enable|turn on|加|加上|加个|加一个|加入|加点|添加|插入|配|配上|配个|配一段|配一首|放|放上|放入|放进|放进去|叠加|加一段|加一首|打上|贴上|来点|增加|添|上个|附上|带上|铺上|铺|用上|套用|应用|加到|补上|加些|添上|加一|放一|搭配|打开|开启',
  put: 'put|place|set|use|display|position|show text|使用|放在|放到|置于|设为|设成|设置|设置为|设定',
  remove: 'remove|delete|get rid of|take out|strip|clear|erase|discard|kill|ditch|exclude|eliminate|take off|take away|turn off|disable|scrap|skip|leave out|omit|删|删掉|删除|删去|去掉|去除|移除|拿掉|取消|剪掉|砍掉|裁掉|剔除|清除|清掉|关掉|关闭|撤掉|扔掉|去了|抹掉|舍弃|略过|跳过|减掉',
  'cut-out': 'cut out|cut off|trim off|trim out|trim away|snip|snip out|chop off|chop|chop out|lop off|shave off|shave|drop|lose|crop out|edit out|take|slice off|cut away|切掉|剪去|裁去|截掉|切除|剪除|切去',
  cut: 'cut|trim|clip off|shorten|slice|cut down|trim down|cut it down|edit down|condense|compress to|tighten|tighten up|剪|裁|裁剪|剪切|修剪|剪短|缩短|缩减|压缩到|压到|压缩成|压缩为|缩到|剪到|裁到|截短|精简到|精简|浓缩|浓缩成|浓缩到|控制在|截成|裁剪成|裁剪到|缩成|缩短到|缩短为|剪辑到|剪到',
  extract: 'extract|pull out|grab|cut from|isolate|截取|截|截出|提取|抽取|选取|摘取|剪出|截下',
  keep: 'keep|keep only|only keep|retain|preserve|leave|save only|maintain|stay with|保留|只留|仅保留|只保留|留下|只要|仅留|保持|不变|留着|只取|取',
  extend: 'extend|lengthen|stretch|prolong|make longer|延长|拉长|加长|延长到|延伸',
  change: '换背景音乐|换背景乐|change|switch|swap|replace|modify|update|edit|adjust|alter|rename|tweak|revise|fix|correct|substitute|exchange|convert to|change to|switch to|换|换个|换首|换一首|换成|换一个|更换|替换|改|改成|改为|修改|调整|调整为|调整到|调成|调到|调节|变更|更新|转换|切换|切换到|改一下|重新|重命名|替换成|替换为|调整成|变|调',
  move: 'swap|swap places|move|reorder|rearrange|re-order|sort|bring|shift|arrange|sequence|shuffle|order|reposition|relocate|移动|移到|调换|交换|重新排序|重新排列|排序|排列|挪到|挪|提前|按顺序|顺序|对调|互换|打乱|移|调到|放到最|排',
  speed: 'speed up|speed it up|speed|accelerate|fast forward|fast-forward|time-lapse|quicken|speed ramp|sped up|加速|快进|提速|加快|快放|变快|调快|变速|快点|延时',
  slow: 'slow down|slow it down|slow|decelerate|slow motion|slow-motion|slow-mo|slowmo|slo-mo|slow mo|in slow motion|放慢|减速|慢放|慢动作|慢镜头|变慢|调慢|减慢|慢速|升格|慢点',
  raise: 'increase|raise|boost|turn up|crank up|louder|amplify|bump up|up the|turn it up|强化|提高|增大|调大|调高|增强|加大|放大|大声|大一点|大声点|提升|响一点|调响',
  lower: 'decrease|lower|reduce|turn down|quieter|soften|dial down|turn it down|duck|bring down|tone down|降低|减小|调小|调低|减弱|小声|小一点|小声点|降到|减少|降|压低|弱化|轻一点|小点声|降为|降至|缩小',
  undo: 'start over|start again|from scratch|reset|重来|重新开始|从头来|undo|revert|roll back|rollback|take that back|go back|put it back|bring it back|bring back|change it back|cancel that|undo that|never mind|nevermind|reverse that|restore|back to|撤销|撤回|撤消|回退|还原|恢复|上一步|退回|改回|改回来|恢复到|回到|取消上一步|换回|换回来|退一步|返回上一步|变回|变回去|复原',
  redo: 'redo|do it again|reapply|repeat that|重做|恢复撤销|再来一次|取消撤销|再做一遍',
  show: 'show|show me|list|view|see|tell me|check|describe|inspect|preview|查看|显示|看看|看一下|看下|列出|展示|告诉我|查一下|查询|查|预览|检查',
  export: 'export|render|download|save|deliver|output|send me|send it|publish the|give me the|finalize|encode|hand me|export it|share|导出|输出|渲染|下载|保存|发给我|出片|生成视频文件|导成|渲染出来|导出来|发我|存成|样片|出成片|保存为|导出为|给我成片|转码|转格式',
  upload: 'upload|上传|传上来|传一下|传文件|send you',
  split: 'split|divide|break up|break|separate|cut in two|cut in half|cut into|拆分|分割|切开|分成|拆成|切分|切成|断开|剪开|切一刀|分段|一分为二',
  merge: 'merge|combine|join|concatenate|concat|stitch|splice|glue|fuse|unite|connect|link|string together|join together|put them together|edit together|stitch together|合并|拼接|连接|串|串起来|接在一起|拼在一起|连起来|组合|拼起来|合在一起|合到一起|接起来|剪在一起|合到|串联|混剪',
  reverse: 'reverse|play backwards|backwards|play backward|in reverse|rewind|play in reverse|倒放|反转|倒着放|反向|倒带|倒序播放|倒播|逆序播放|倒退',
  rotate: 'rotate|turn it around|turn clockwise|spin|upside down|旋转|转一下|顺时针|逆时针|转90度|颠倒',
  flip: 'flip|mirror|flop|翻转|镜像|水平翻转|左右翻转|垂直翻转|上下翻转',
  mute: 'mute|silence the|unmute|silence all|make it silent|turn off the sound|静音|消音|关掉声音|去声|无声|关声音|去音|静默|消声',
  sync: 'sync|synchronize|synchronise|match|align|sync up|time to|beat-sync|beat sync|beat-synced|beat-matched|on beat|on the beat|to the beat|to the rhythm|cut to the beat|beat matching|beat-match|rhythm sync|music-synced|卡点|踩点|卡节奏|卡节拍|对齐|同步|跟着节奏|配合节奏|节拍点|跟节奏|合拍|卡着节奏|踩着节奏|踩节奏|贴合节奏|鼓点|跟随节拍',
  crop: 'crop|reframe|re-frame|resize|scale|rescale|fit|reformat|裁切|裁成|重新构图|缩放|适配|改尺寸|调整尺寸|适应|裁为',
  loop: 'loop|looping|repeat|seamless loop|循环|循环播放|重复播放|无缝循环',
  pick: 'pick|choose|select|find|identify|detect|挑|选|选出|挑选|挑出|找出|筛选|找到|识别|选择|提炼',
  zoom: 'zoom in|zoom-in|push in|punch in|zoom out|zoom-out|pull out slowly|推近|拉远|拉近|推进|推镜头|拉镜头',
  normalize: 'normalize|normalise|level the|even out|balance the audio|denoise|noise reduction|reduce noise|remove noise|clean up the audio|enhance the audio|stabilize|stabilise|smooth the|降噪|标准化|均衡|去噪|防抖|稳定画面|消除噪音|稳定',
  compress: 'compress|shrink|reduce the size|smaller file|optimize|reduce file size|make it smaller|压缩|减小体积|缩小体积|压一下|瘦身|优化大小|减小文件',
  mix: 'mix|blend|dub|narrate|read aloud|voice over|混音|配音|旁白|朗读|念|解说|配旁白',
  ask: 'ask me|let me|询问我|问我',
  write: 'write|draft a|type|says|saying|reads|reading|that says|写|写上|写着|打字|打上字|显示文字|内容是|内容为|文案|写个|写一|文字为|文字是',
  improve: 'improve|enhance|polish|beautify|spruce up|make it better|better|nicer|look good|look better|prettier|more professional|more interesting|jazz up|优化|美化|好看|更好看|好看一点|好看点|高级|高级感|精致|改进|完善|润色|提升质感|质感|炫酷|酷炫|炫|精修',
})

/** Verbs that begin a new request after "and" or a comma. */
export const requestVerbs: ReadonlySet<string> = new Set([...verbs.map((entry) => entry.value)])
