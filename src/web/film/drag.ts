// What is dragged from the library into the film, agreed between the two: one type of data, a file's id in drafts.

/** The id of one file of the film's material, or several with commas between them. */
export const draggedFileType = 'application/x-kinora-file'

/** Ids of dragged files; empty: something else is dragged. Only a drop may read them; while dragging, ask `hasDraggedFiles`. */
export function draggedFiles(transfer: DataTransfer): readonly string[] {
  return transfer.getData(draggedFileType).split(',').filter((id) => id !== '')
}

export function hasDraggedFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes(draggedFileType) === true
}
