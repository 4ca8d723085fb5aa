// What the workspace shows beside the film; on a narrow screen, below it.
export type Area = 'conversation' | 'timeline' | 'library' | 'edit' | 'export'
