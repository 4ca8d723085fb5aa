// Signs drawn by ourselves as strokes on a grid of 20, coloured as the text around them. Never alone: who shows one says
// its meaning in words beside it or as a label.

const signs = {
  play: 'M6 4.5v11l9-5.5z', pause: 'M6.5 4.5v11M13.5 4.5v11', send: 'M10 16V4.5M5 9.5l5-5 5 5', plus: 'M10 4v12M4 10h12', close: 'M5 5l10 10M15 5 5 15',
  undo: 'M7.5 4 4 7.5 7.5 11M4 7.5h7.5a4 4 0 0 1 0 8H8', redo: 'M12.5 4 16 7.5 12.5 11M16 7.5H8.5a4 4 0 0 0 0 8H12', download: 'M10 3.5v9M6 9l4 4 4-4M4 16h12', share: 'M10 12V3.5M7 6l3-3 3 3M5 9.5v6.5h10V9.5',
  picture: 'M3.5 4.5h13v11h-13zM3.5 13l4-4 3.5 3.5 2-2 3.5 3M13 8h.01', music: 'M7.5 15V5l8-1.5v10M7.5 15a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM15.5 13.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0z', text: 'M4.5 6V4.5h11V6M10 4.5v11M8 15.5h4', film: 'M3.5 4.5h13v11h-13zM7 4.5v11M13 4.5v11M3.5 10h13',
  more: 'M4.6 10h.8M9.6 10h.8M14.6 10h.8', check: 'M4.5 10.5 8 14l7.5-8', warn: 'M10 3.5 17 16H3zM10 8v3.5M10 13.7h.01', person: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c1-3.2 3.2-4.5 6-4.5s5 1.3 6 4.5', full: 'M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4',
  scissors: 'M7 7l9 7M7 13l9-7M5 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z', trash: 'M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6', talk: 'M4 4.5h12v8.5H9l-3.5 3V13H4z', sliders: 'M4 6h6M14 6h2M4 14h2M10 14h6M12 4v4M8 12v4', volume: 'M4 8v4h2.5L10 15V5L6.5 8zM13 7.5a3.5 3.5 0 0 1 0 5',
  up: 'M5 12.5l5-5 5 5', down: 'M5 7.5l5 5 5-5', left: 'M12.5 5l-5 5 5 5', right: 'M7.5 5l5 5-5 5', clock: 'M10 3.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM10 6.5V10l2.5 2', refresh: 'M15.5 8A6 6 0 1 0 16 11.5M15.5 4v4h-4',
  // Player, timeline and panel.
  frameBack: 'M13 5l-6 5 6 5M4.5 5v10', frameForward: 'M7 5l6 5-6 5M15.5 5v10', mute: 'M4 8v4h2.5L10 15V5L6.5 8zM13 8l4 4M17 8l-4 4', shape: 'M3.5 6h9v8h-9zM15 4.5h2M16.5 4.5v11h-4', guides: 'M3 3.5h14v13H3zM6 6.5h8v7H6z',
  compare: 'M3.5 4.5h5.5v11H3.5zM11 4.5h5.5v11H11z', magnet: 'M5 4v6a5 5 0 0 0 10 0V4M5 7h3M12 7h3M8 4v6a2 2 0 0 0 4 0V4', keys: 'M3 6h14v8H3zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.5h7', zoomIn: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM12.7 12.7 17 17M9 7v4M7 9h4',
  zoomOut: 'M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM12.7 12.7 17 17M7 9h4', fit: 'M3 5v10M17 5v10M6 10h8M8 7.5 5.5 10 8 12.5M12 7.5l2.5 2.5-2.5 2.5', copy: 'M7 7h9v9H7zM4 13V4h9', point: 'M10 3v4M10 13v4M3 10h4M13 10h4M10 10h.01', help: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8 8a2 2 0 1 1 2.8 1.8c-.6.3-.8.7-.8 1.4M10 13.6h.01',
  rotate: 'M15.5 8A6 6 0 1 0 16 11.5M15.5 4v4h-4', mirror: 'M10 3v14M8 6l-4.5 8H8zM12 6l4.5 8H12z', exit: 'M8 4v4H4M16 8h-4V4M12 16v-4h4M4 12h4v4',
} as const

export type SignName = keyof typeof signs

export function Sign({ name, size = 20 }: { readonly name: SignName; readonly size?: number }) {
  return <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false"><path d={signs[name]} /></svg>
}
