// Text made readable without moving a letter: every rule maps one UTF-16 unit to one unit, so that a position in the
// plain text is a position in what the person typed, and quoted words can be taken to the letter.

/** The same length as the input: full-width to half-width, other digits to 0-9, traditional to simplified, lower case. */
export function plainText(text: string): string {
  let plain = ''
  for (let index = 0; index < text.length; index++) plain += plainUnit(text[index]!)
  return plain
}

function plainUnit(unit: string): string {
  const code = unit.charCodeAt(0)
  if (code < 0x80) return unit >= 'A' && unit <= 'Z' ? unit.toLowerCase() : unit
  if (code >= 0xff01 && code <= 0xff5e && !keptFullWidth.includes(unit)) return String.fromCharCode(code - 0xfee0).toLowerCase()
  if (code === 0x3000 || code === 0xa0) return ' '
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660)
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0)
  if (unit === '’' || unit === '‘') return unit
  const simple = simplified.get(unit)
  if (simple !== undefined) return simple
  const lower = unit.toLowerCase()
  return lower.length === 1 ? lower : unit
}

// Chinese punctuation ends clauses; as half-width it could be taken for a decimal point or a clock.
const keptFullWidth = '，。；！？'

// Pairs, traditional then simplified: the characters of our own vocabulary, not of the language.
const pairs = '個个這这視视頻频轉转場场樂乐標标題题圖图長长輯辑導导畫画聲声開开頭头結结調调顏颜倍倍張张刪删換换後后間间時时變变與与給给幫帮請请豎竖橫横電电號号紅红書书節节靜静減减濾滤鏡镜動动態态無无沒没邊边單单雙双兩两萬万幾几從从來来過过還还應应當当會会讓让對对寬宽誌志語语說说話话錄录徑径連连續续慶庆總总縮缩壓压質质輸输載载傳传額额點点剛刚鮮鲜艷艳強强彈弹風风飛飞馬马門门關关閉闭啟启製制別别側侧進进遠远選选擇择適适隻只條条種种類类組组層层級级線线終终絕绝統统維维網网繼继線线縱纵織织經经緩缓緊紧編编練练紀纪約约細细終终緒绪羅罗聽听聯联職职膠胶臉脸藝艺藍蓝蘇苏處处複复補补裝装裡里見见規规覺觉觀观計计訂订記记訊讯設设許许評评詞词試试該该詳详認认誤误諧谐講讲識识證证議议護护讀读貼贴費费買买資资賣卖質质購购贈赠軌轨較较輕轻農农郵邮醫医錯错鐘钟鐵铁鋼钢錢钱銀银鎖锁鍵键閃闪陰阴陽阳隊队階阶際际隨随雜杂離离難难雲云靈灵頁页項项順顺預预領领頭头顆颗顯显餘余館馆驗验驚惊體体髮发鬆松魚鱼鳥鸟麗丽黃黄齊齐龍龙劇剧劃划創创勢势動动務务勻匀區区協协卻却參参嗎吗問问啟启喚唤嘗尝園园圍围國国圓圆報报塊块塵尘夢梦夾夹奪夺婦妇嬌娇學学實实審审寫写寶宝將将專专尋寻層层島岛師师帶带幀帧廣广廳厅張张彩彩徵征恆恒悅悦慣惯憶忆懷怀戀恋戲戏戶户拋抛採采揮挥損损搖摇擊击擋挡據据擴扩擺摆擾扰攝摄攪搅敘叙數数斷断於于會会東东極极構构槍枪樣样樹树橋桥機机歡欢歲岁歷历殘残氣气漢汉滅灭滿满漸渐潔洁潛潜澤泽濃浓燈灯營营牆墙獎奖獨独產产畢毕異异痛痛發发盡尽監监盤盘眾众礎础禮礼稱称穩稳窗窗競竞筆笔節节範范簡简糾纠純纯紙纸'
const simplified = new Map<string, string>()
for (let index = 0; index + 1 < pairs.length; index += 2) simplified.set(pairs[index]!, pairs[index + 1]!)

const han = /[\u3400-\u9fff]/g
const latin = /[a-z\u00e0-\u024f]+/g

/** The language to answer in. `other` is what is neither English nor Chinese by script or by its small words. */
export type Language = 'en' | 'zh' | 'other'

/** By script first; words of other Latin languages by their commonest small words. Names and quotes count for nothing here. */
export function detectLanguage(text: string): Language {
  const plain = plainText(text.slice(0, 2000)).replace(/["“”「」『』'‘’][^"“”「」『』'‘’]{1,200}["“”「」『』'‘’]/g, ' ').replace(/[\w-]{1,60}\.(?:mp4|mov|jpe?g|png|mp3|wav|webm|heic|m4a)\b/g, ' ')
  const hanCount = plain.match(han)?.length ?? 0
  const words = plain.match(latin) ?? []
  if (/[\u3040-\u30ff\uac00-\ud7af]/.test(plain)) return 'other'
  if (hanCount > 0 && hanCount * 2 >= words.length) return 'zh'
  const letters = plain.match(/\p{L}/gu)?.length ?? 0
  const latinLetters = words.reduce((sum, word) => sum + word.length, 0)
  if (letters > 0 && latinLetters * 2 < letters) return hanCount > 0 ? 'zh' : 'other'
  const foreign = words.filter((word) => foreignWords.has(word)).length
  const english = words.filter((word) => englishWords.has(word)).length
  return foreign > english && foreign >= 2 ? 'other' : 'en'
}

const foreignWords = new Set('faz um uma das dos minhas meus com por para favor el los las un una unos con mis de del video vídeo que y e le les des mon mes une avec pour ein eine mit und der die das meine fotos musica música mach erstelle hacer haz crea crear añade agrega o os as na no em segundos segundo sekunden secondes fais ajoute corta quita deja una película filme'.split(' '))
const englishWords = new Set('the a an to of and with from my this these make create add remove put into for it in on at video photos music please turn is that'.split(' '))
