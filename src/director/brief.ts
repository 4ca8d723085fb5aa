// What the director is told: the wishes for a film, each optional, and the world it is made of. Plain data, so that the
// planner, a language model and the command line can all ask for a film in the same words.

import type { FrameRate, Milliseconds } from '../base/index.ts'
import type { Aspect, Asset, AssetId, Color, Composition, Draft, Look, Mood, Operation, Platform, Sentence, TextPlace, TransitionKind } from '../draft/index.ts'
import type { HeardSpeeches, Story } from './told.ts'

/** What kind of film; decides pace, music and cards where nothing else was said. */
export type FilmKind =
  | 'slideshow' | 'highlight' | 'promo' | 'product' | 'vlog' | 'recap' | 'wedding' | 'travel' | 'birthday' | 'memorial' | 'presentation'
  | 'explainer' | 'teaser' | 'lyric' | 'story' | 'join'

export type Pace = 'slow' | 'medium' | 'fast'

export type { Aspect }

/** What the film is made of, as facts: nothing here opens a file. */
export interface World {
  /** In the user's order. */
  readonly assets: readonly Asset[]
  /** A script, a post, lyrics: words that came as a file or in the message. */
  readonly script?: string
  /** The film so far; its assets and canvas are kept, its tracks are replaced. */
  readonly draft?: Draft
  /** The beat grid of music that will be composed, when the caller has one, ms. */
  readonly composedBeats?: readonly Milliseconds[]
  /** The same of the downbeats. */
  readonly composedDownbeats?: readonly Milliseconds[]
  /** What has been said by the voice so far, so that pictures can be as long as words. */
  readonly heard?: HeardSpeeches
}

/** Every wish is optional; what is absent is decided, and the decision says why. */
export interface Brief {
  readonly kind?: FilmKind
  readonly pace?: Pace
  readonly aspect?: Aspect
  readonly platform?: Platform
  /** Pixels of the canvas; wins over aspect and platform. */
  readonly size?: { readonly width: number; readonly height: number }
  readonly frameRate?: FrameRate
  /** The whole film, exactly, ms. */
  readonly duration?: Milliseconds
  /** Each photo's own time, ms. */
  readonly perPhoto?: Milliseconds
  /** false: no music at all. */
  readonly music?: MusicWish | false
  /** '' or absent: no title. */
  readonly title?: string
  /** A card of its own instead of words over the first picture. */
  readonly titleCard?: boolean
  readonly endCard?: string
  /** Words over the pictures: one each, or by position. */
  readonly captions?: readonly CaptionWish[]
  readonly textColor?: Color
  /** null: hard cuts. */
  readonly transition?: { readonly kind: TransitionKind; readonly duration?: Milliseconds } | null
  /** false: pictures stand still. */
  readonly motion?: MotionWish | false
  readonly look?: Look
  /** The user's order, by asset; the rest follow in theirs. */
  readonly order?: readonly AssetId[]
  /** Only these assets. */
  readonly picks?: readonly AssetId[]
  /** Weak pictures and duplicates are left out. */
  readonly selectBest?: boolean
  /** Every picture is shown, however short each gets. */
  readonly keepAll?: boolean
  /** At most this many pictures. */
  readonly count?: number
  /** "Without AI effects": plain cuts or fades, no motion, no look, nothing composed. */
  readonly plain?: boolean
  /** false: nothing is drawn; words of a title or an end stand on pictures. */
  readonly cards?: false
  /** Cuts fall on beats. */
  readonly beatSync?: boolean
  /** How the script is shown: as captions (or, without pictures, on cards), or not at all because it is spoken or subtitled. */
  readonly scriptAs?: 'captions' | 'none'
  /** The script is spoken by the built-in voice; false: by none. */
  readonly voiceOver?: boolean
  readonly voiceLanguage?: 'en' | 'zh'
  /** Words of the script on the picture, timed by the voice when there is one; false: none. Absent: with a voice. */
  readonly subtitles?: boolean
  /** The clips' own sound is silenced. */
  readonly muteClips?: boolean
  readonly logo?: AssetId
  readonly logoPlace?: TextPlace['area']
  readonly fadeIn?: Milliseconds
  readonly fadeOut?: Milliseconds
  readonly fadeColor?: 'black' | 'white'
  /** Anything; the same seed gives the same film. */
  readonly seed?: string | number
}

export interface MusicWish {
  readonly asset?: AssetId
  readonly mood?: Mood
  /** What the composer should play; wins over mood. */
  readonly composition?: Partial<Omit<Composition, 'kind' | 'seed'>> & { readonly mood: Mood }
  /** The person's own word for it, for the track list. */
  readonly label?: string
  /** Linear, 0..4. */
  readonly volume?: number
  /** Where in the music it begins, ms. */
  readonly from?: Milliseconds
}

export interface CaptionWish {
  readonly text: string
  /** Zero-based position of the picture. */
  readonly picture: number
}

export type MotionWish = 'auto' | 'in' | 'out' | 'pan' | 'pan-left' | 'pan-right' | 'pan-up' | 'pan-down'

/** The director's answer: edits that make the film when applied to the draft, and a reason for each decision. */
export interface Direction {
  readonly operations: readonly Operation[]
  readonly because: readonly Sentence[]
  /** The film is told by a voice: to be hung on the pictures once they are there (story.ts). */
  readonly story?: Story
}
