// Every operation there is, by name. The type of the table makes forgetting one a compile error.

import type { OperationName } from '../operation.ts'
import { applyChangesOperation } from './apply-changes.ts'
import { addCard, addClip, addPhoto } from './add-pictures.ts'
import { moveSegment, removeSegments, renameSegment, reorderSegments } from './arrange.ts'
import { addAsset, removeAsset } from './assets.ts'
import { adjustBeats } from './beats.ts'
import type { OperationRule } from './define.ts'
import { setDuration, setReverse, setSpeed, trimClip } from './durations.ts'
import { setCanvas, setTitle } from './film.ts'
import { setFilmDuration } from './film-duration.ts'
import { setMuted, setSoundFades, setVolume } from './levels.ts'
import { setMusic } from './music.ts'
import { addOverlay, placeOverlayOperation } from './overlays.ts'
import { setCrop, setFit, setFocus, setGround, setLook, setMotion, setOrientation } from './picture-style.ts'
import { cutRanges, keepRanges } from './ranges.ts'
import { replaceAsset } from './replace-asset.ts'
import { addSound, setComposition, setDucking, setLoop, setSpeech, timeSound } from './sounds.ts'
import { mergeSegments, splitSegment } from './split.ts'
import { setSubtitles } from './subtitles.ts'
import { addText, animateText, editText, placeTextOperation, styleText, timeText } from './text.ts'
import { setTransitionSounds } from './transition-sounds.ts'
import { setFades, setTransition } from './transitions.ts'

export type OperationTable = { readonly [Name in OperationName]: OperationRule<Name> }

export const operationTable: OperationTable = {
  'add-asset': addAsset,
  'remove-asset': removeAsset,
  'add-photo': addPhoto,
  'add-clip': addClip,
  'add-card': addCard,
  'remove-segments': removeSegments,
  'replace-asset': replaceAsset,
  'move-segment': moveSegment,
  'reorder-segments': reorderSegments,
  'split-segment': splitSegment,
  'merge-segments': mergeSegments,
  'trim-clip': trimClip,
  'cut-ranges': cutRanges,
  'keep-ranges': keepRanges,
  'set-duration': setDuration,
  'set-film-duration': setFilmDuration,
  'set-speed': setSpeed,
  'set-reverse': setReverse,
  'set-fit': setFit,
  'set-focus': setFocus,
  'set-crop': setCrop,
  'set-orientation': setOrientation,
  'set-motion': setMotion,
  'set-look': setLook,
  'set-ground': setGround,
  'rename-segment': renameSegment,
  'set-transition': setTransition,
  'set-fades': setFades,
  'add-text': addText,
  'edit-text': editText,
  'style-text': styleText,
  'place-text': placeTextOperation,
  'animate-text': animateText,
  'time-text': timeText,
  'set-subtitles': setSubtitles,
  'add-sound': addSound,
  'set-music': setMusic,
  'set-composition': setComposition,
  'set-transition-sounds': setTransitionSounds,
  'set-speech': setSpeech,
  'set-volume': setVolume,
  'set-muted': setMuted,
  'set-sound-fades': setSoundFades,
  'set-loop': setLoop,
  'time-sound': timeSound,
  'set-ducking': setDucking,
  'adjust-beats': adjustBeats,
  'add-overlay': addOverlay,
  'place-overlay': placeOverlayOperation,
  'set-canvas': setCanvas,
  'set-title': setTitle,
  'apply-changes': applyChangesOperation,
}
