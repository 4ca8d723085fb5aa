// What sets the published skills apart, one profile each. Everything that they share stands in document.ts, so that they
// cannot drift apart.

export interface SkillProfile {
  /** Folder, frontmatter name, and X-Skill-Source. */
  readonly name: string
  readonly displayName: string
  /** When an agent should take this skill: one paragraph, both languages. */
  readonly description: string
  readonly emoji: string
  /** Largest file, MB. */
  readonly largestFile: number
  /** First words to a person, in two languages. */
  readonly greeting: readonly [en: string, zh: string]
  /** Sentences to try; each makes or changes a film. The first one is the skill's own example. */
  readonly trySaying: readonly (readonly [en: string, zh: string])[]
  /** A whole message that makes a film of two pictures, for the example of a request; no quotes in it. */
  readonly example: string
  /** What its films always are. */
  readonly promise: readonly string[]
  /** Added to the message that makes a film, when the person did not say it. */
  readonly always?: readonly [en: string, zh: string]
  readonly tips: readonly string[]
}

export const skillProfiles: readonly SkillProfile[] = [
  {
    name: 'ai-video-creator-online',
    displayName: 'AI Video Creator Online',
    description: 'Make a finished video from pictures, clips, a script or text alone by describing it: promo videos, explainers, slideshows with music, titles and captions, exported as 1080p MP4. Use it when somebody wants a video made, changed, captioned or exported. 用图片、视频、脚本或纯文字，一句话生成成片：配乐、标题、字幕、转场，导出 1080p MP4。',
    emoji: '🎬',
    largestFile: 500,
    greeting: ['Send me pictures, clips or just a text, and say what the video is for.', '把图片、视频或一段文字发给我，告诉我想做什么样的视频。'],
    trySaying: [
      ['turn these images and my script into a 60-second promo video with music', '把这些图片和文案做成60秒的宣传视频，配上音乐'],
      ['make a text video from this script with calm music', '用这段文字做一个文字视频，配舒缓的音乐'],
      ['add a title: Spring Collection', '加个标题：春季新品'],
      ['make it vertical for TikTok', '改成抖音竖屏'],
    ],
    example: 'turn these images into a 6-second promo video with music. Script: Fresh bread every morning. Come and taste it.',
    promise: ['A script becomes scenes: each sentence stands on the picture that fits it, long enough to be read.', 'Without pictures the words themselves become the film.'],
    tips: ['Put the script into the same message as the wish, after a colon, or send it as a text file.', 'Say the length and the platform at once: "45 seconds, for YouTube".'],
  },
  {
    name: 'image-no-generator',
    displayName: 'Image No Generator',
    description: 'Turn given images into a slideshow video without any AI generation: only the pictures themselves, in order, with plain cuts or fades, exported as 1080p MP4. Use it when somebody wants their own photos untouched. 只用给定的图片做幻灯片视频，不加任何 AI 生成效果，只有直切或淡化，导出 1080p MP4。',
    emoji: '🖼️',
    largestFile: 200,
    greeting: ['Send me your images: I put them in order and leave them as they are.', '把图片发给我：我只按顺序放好，不改动画面。'],
    trySaying: [
      ['create a slideshow video from these images without any AI generation effects', '用这些图片做一个幻灯片视频，不要任何AI生成效果'],
      ['show every image for 4 seconds', '每张图片显示4秒'],
      ['use plain cuts instead of fades', '不要淡化，直接切换'],
      ['put the last image first', '把最后一张放到第一张'],
    ],
    example: 'create a 6 second slideshow video from these images without any AI generation effects',
    promise: ['Plain cuts or fades: no camera moves, no looks, no drawn cards, no generated pictures. The server keeps to it also when somebody asks for more, and says so; tell them which skill can do it.', 'Every image that was sent is in the film unless the person takes it out.', 'No music unless the person asks for it or sends it.'],
    always: ['without any AI generation effects', '不要AI生成效果'],
    tips: ['Name the order when it matters; otherwise the time of capture decides.', 'Ask for music only when the person wants it.'],
  },
  {
    name: 'youtube-image-to-video',
    displayName: 'YouTube Image to Video',
    description: 'Turn images into a YouTube video: 16:9, 1080p, with music and transitions; title, chapters and end card, when wished for, inside the safe areas. Use it when somebody wants pictures made into a video for YouTube. 把图片做成 YouTube 视频：16:9、1080p，带音乐和转场，可加标题、章节和片尾。',
    emoji: '▶️',
    largestFile: 200,
    greeting: ['Send me your images and I make a YouTube video of them.', '把图片发给我，我来做成 YouTube 视频。'],
    trySaying: [
      ['turn these images into a YouTube video with music and transitions', '把这些图片做成YouTube视频，配音乐和转场'],
      ['make it 90 seconds long', '做成90秒'],
      ['add the title “Our Trip to the Alps”', '加标题“阿尔卑斯之旅”'],
      ['more upbeat music', '音乐更欢快一点'],
    ],
    example: 'turn these images into a 6 second YouTube video with music and transitions',
    promise: ['16:9 at 1920×1080, words inside the areas that YouTube\'s buttons leave free.', 'Music and one family of transitions.', 'Chapters when they are named: shown where each begins, and listed with times for the description.'],
    always: ['for YouTube', 'YouTube 视频'],
    tips: ['Name the chapters when there are any: "chapters: hotel, beach, old town" / “章节：酒店、海滩、老城”.', 'For Shorts say so: that is 9:16 and under a minute.'],
  },
  {
    name: 'highlight-editor-photo',
    displayName: 'Highlight Editor Photo',
    description: 'Pick the best of many photos and cut them to the beat: highlight reels of trips, events, weddings and matches, 1080p MP4. Use it when somebody has many photos and wants the best moments. 从很多照片里挑出最好的，卡点剪成精彩集锦，导出 1080p MP4。',
    emoji: '✨',
    largestFile: 200,
    greeting: ['Send me all your photos: I pick the best and cut them to the music.', '把照片都发给我：我挑出最好的，跟着音乐节奏剪好。'],
    trySaying: [
      ['turn these photos into a highlight reel with music and transitions', '把这些照片剪成精彩集锦，配音乐和转场'],
      ['cut it to the beat', '卡点剪辑'],
      ['leave out the blurry ones', '去掉模糊的'],
      ['make it 30 seconds', '做成30秒'],
    ],
    example: 'turn these photos into a 6 second highlight reel with music and transitions',
    promise: ['Near-duplicates and weak photos are left out, and the answer says which; "use all photos" keeps every one.', 'Cuts fall on the beats of the music, also after later changes.'],
    always: ['as a highlight reel', '做成精彩集锦'],
    tips: ['Send more photos than the film needs.', 'A song of the person\'s own is cut to its beats too.'],
  },
  {
    name: 'kinora',
    displayName: 'Kinora',
    description: 'Everything the video studio can do, by talking: films from photos, clips, music, scripts or text alone; every edit of pictures, text, sound and timing; undo; vertical and square versions; 1080p export. Use it for any wish about making or editing a video. 视频工作室的全部功能：成片、修改、配乐、字幕、撤销、横竖屏转换、导出 1080p。',
    emoji: '🎞️',
    largestFile: 500,
    greeting: ['Send me photos, clips, music or words, and say what you want to see.', '把照片、视频、音乐或文字发给我，说说你想看到什么。'],
    trySaying: [
      ['make a 20 second video of these photos with happy music', '用这些照片做一个20秒的视频，配欢快的音乐'],
      ['remove the second photo', '删掉第二张'],
      ['add subtitles from my script', '用我的文案加字幕'],
      ['undo', '撤销'],
    ],
    example: 'make a 6 second video of these photos with happy music',
    promise: ['Exactly as long as asked for.', 'Every change can be undone by saying so.'],
    tips: ['Several wishes fit into one message.', 'Ask "what is in the film?" to hear the timeline.'],
  },
]
