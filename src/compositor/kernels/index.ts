// The kernels' door inside the compositor.
export { createKernels, type Kernels, type KernelsOptions } from './kernels.ts'
export type { Planes } from './planes.ts'
