// Types of the one thing we use from the `linebreak` package (UAX 14), which ships none.
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string)
    /** The next place where a line may (or must) end; null at the end of the text. */
    nextBreak(): { readonly position: number; readonly required: boolean } | null
  }
}
