// The front door of base: the few plain things that every room shares. A thing moves in when three rooms use it.
export { KinoraError, failure, faultOf, success, unwrap, type Fault, type Outcome } from './errors.ts'
export { frameAt, framesPerSecond, sampleAt, timeOfFrame, type FrameRate, type Milliseconds } from './time.ts'
export { createDice, hashText, type Dice } from './dice.ts'
export { canonicalJson } from './canonical.ts'
export type { Clock } from './clock.ts'
export { withoutSecrets } from './secrets.ts'
