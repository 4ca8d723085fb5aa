// Every operation there is, by name. The type of the table makes forgetting one a compile error.

import type { OperationName } from '../operation.ts'
import { addCard, addClip, addPhoto } from './add-pictures.ts'
import { moveSegment, removeSegments, renameSegment, reorderSegments } from './arrange.ts'
import { addAsset, removeAsset } from './assets.ts'
import type { OperationRule } from './define.ts'
import { setDuration, setReverse, setSpeed, trimClip } from './durations.ts'
import { setCanvas, setTitle } from './film.ts'
import { setFilmDuration } from './film-duration.ts'
import { setMusic } from './music.ts'
import { setCrop, setFit, setFocus, setGround, setLook, setMotion, setOrientation } from './picture-style.ts'
import { addText, animateText, editText, placeTextOperation, styleText, timeText } from './text.ts'
import { setFades, setTransition } from './transitions.ts'

export type OperationTable = { readonly [Name in OperationName]: OperationRule<Name> }

export const operationTable: Partial<OperationTable> = {
  'add-asset': addAsset, 'remove-asset': removeAsset,
  'add-photo': addPhoto, 'add-clip': addClip, 'add-card': addCard,
  'remove-segments': removeSegments, 'move-segment': moveSegment, 'reorder-segments': reorderSegments, 'rename-segment': renameSegment,
  'set-duration': setDuration, 'trim-clip': trimClip, 'set-speed': setSpeed, 'set-reverse': setReverse, 'set-film-duration': setFilmDuration,
  'set-fit': setFit, 'set-focus': setFocus, 'set-crop': setCrop, 'set-orientation': setOrientation, 'set-motion': setMotion, 'set-look': setLook, 'set-ground': setGround,
  'set-transition': setTransition, 'set-fades': setFades,
  'add-text': addText, 'edit-text': editText, 'style-text': styleText, 'place-text': placeTextOperation, 'animate-text': animateText, 'time-text': timeText,
  'set-music': setMusic,
  'set-canvas': setCanvas, 'set-title': setTitle,
}
