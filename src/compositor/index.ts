// The front door of the compositor: one frame from a draft and prepared plates.
export type * from './scene.ts'
export * from './text/index.ts'
export { createKernels, type Kernels, type KernelsOptions, type Planes } from './kernels/index.ts'
export { createScene, type SceneOptions } from './scene/create.ts'
export { materialOfAsset, type Material } from './scene/material.ts'
export { plateName, plateRequest } from './scene/stage.ts'
export { drawFrame, frameKey, platesOf, type Plates, type ResidentPlate } from './draw.ts'
export { drawGround } from './ground.ts'
