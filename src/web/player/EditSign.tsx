// Signs of player, timeline and panel, drawn as those of parts/Sign.tsx: strokes on a grid of 20 in the colour of the text.
// Never alone: who shows one says its meaning in words.

const signs = {
  frameBack: 'M13 5l-6 5 6 5M4.5 5v10', frameForward: 'M7 5l6 5-6 5M15.5 5v10', mute: 'M4 8v4h2.5L10 15V5L6.5 8zM13 8l4 4M17 8l-4 4', shape: 'M3.5 6h9v8h-9zM15 4.5h2M16.5 4.5v11h-4', guides: 'M3 3.5h14v13H3zM6 6.5h8v7H6z',
  compare: 'M3.5 4.5h5.5v11H3.5zM11 4.5h5.5v11H11z', magnet: 'M5 4v6a5 5 0 0 0 10 0V4M5 7h3M12 7h3M8 4v6a2 2 0 0 0 4 0V4', keys: 'M3 6h14v8H3zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.5h7', zoomIn: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM12.7 12.7 17 17M9 7v4M7 9h4',
  zoomOut: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM12.7 12.7 17 17M7 9h4', fit: 'M3 5v10M17 5v10M6 10h8M8 7.5 5.5 10 8 12.5M12 7.5l2.5 2.5-2.5 2.5', copy: 'M7 7h9v9H7zM4 13V4h9', point: 'M10 3v4M10 13v4M3 10h4M13 10h4M10 10h.01', help: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8 8a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M10 13.6h.01',
  rotate: 'M15.5 8A6 6 0 1 0 16 11.5M15.5 4v4h-4', mirror: 'M10 3v14M8 6l-4.5 8H8zM12 6l4.5 8H12z', exit: 'M8 4v4H4M16 8h-4V4M12 16v-4h4M4 12h4v4',
} as const

export type EditSignName = keyof typeof signs

export function EditSign({ name, size = 20 }: { readonly name: EditSignName; readonly size?: number }) {
  return <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false"><path d={signs[name]} /></svg>
}
