/** Line icons on a grid of 24, drawn for this application. */
const paths = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checkAgain: 'M2.5 12.5l4 4 8-9M11 16.2l.8.8 8.7-9.5',
  leave: 'M14 4.5H6.5v15H14M10 12h10.5M17 8.5l3.5 3.5-3.5 3.5',
  enter: 'M10 4.5h7.5v15H10M3.5 12H14M10.5 8.5L14 12l-3.5 3.5',
  question: 'M8.5 9a3.5 3.5 0 1 1 5.3 3c-1.2.7-1.8 1.4-1.8 2.7M12 18.4v.2',
  people: 'M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 19.5c.4-3.4 2.8-5.5 6-5.5s5.6 2.1 6 5.5M16 5.3a3 3 0 0 1 0 5.4M17.5 14.3c2.3.7 3.7 2.6 4 5.2',
  person: 'M12 11.5a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6zM4.5 20.5c.5-4 3.5-6.3 7.5-6.3s7 2.3 7.5 6.3',
  place: 'M12 21s6.5-5.8 6.5-11a6.5 6.5 0 0 0-13 0C5.5 15.2 12 21 12 21zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  ticket: 'M3.5 7.5h17v3a1.8 1.8 0 0 0 0 3.5v3h-17v-3a1.8 1.8 0 0 0 0-3.5zM14.5 8v1.5M14.5 11.5v1.5M14.5 15v1.5',
  ticketOff: 'M9 7.5h11.5v3a1.8 1.8 0 0 0 0 3.5v3h-1M15 17H3.5v-3a1.8 1.8 0 0 0 0-3.5V7.5h2M3.5 3.5l17 17',
  shield: 'M12 3.5l7 2.5v5.5c0 4.5-3 7.7-7 9-4-1.3-7-4.5-7-9V6zM12 8v4.5M12 15.7v.2',
  calendar: 'M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4M10 14l4 3.5M14 14l-4 3.5',
  agenda: 'M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4M8 14h4M8 16.7h7',
  full: 'M5 20v-7h14v7M5 16.5h14M7.5 13V6.5a2 2 0 0 1 2-2h5a2 2 0 0 1 2 2V13',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3.2 2.2',
  pen: 'M4.5 19.5h15M6 15.5l9.7-9.7a1.8 1.8 0 0 1 2.6 2.6L8.6 18l-3.3.8z',
  online: 'M3 9.5a13 13 0 0 1 18 0M6.2 12.9a8.4 8.4 0 0 1 11.6 0M9.3 16.2a3.9 3.9 0 0 1 5.4 0M12 19.3v.1',
  offline: 'M3 9.5a13 13 0 0 1 5-2.9M21 9.5a13 13 0 0 0-7-3.4M9.3 16.2a3.9 3.9 0 0 1 5.4 0M12 19.3v.1M4 4l16 16',
  printer: 'M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z',
  camera: 'M3.5 8h4l1.5-2.5h6L16.5 8h4v11h-17zM12 16.3a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z',
  wait: 'M7 3.5h10M7 20.5h10M8 3.5c0 4.5 3 5.5 4 8.5 1-3 4-4 4-8.5M8 20.5c0-4.5 3-5.5 4-8.5 1 3 4 4 4 8.5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5l5 5',
  upload: 'M12 15.5v-11M7.5 8.5L12 4l4.5 4.5M4.5 15.5v4h15v-4',
  screen: 'M3.5 5h17v11h-17zM8.5 20h7M12 16v4',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4',
  disk: 'M4.5 4.5h12l3 3v12h-15zM8 4.5v5h7v-5M8 19.5v-6h8v6',
  copy: 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4',
  keyboard: 'M2.5 6.5h19v11h-19zM6 10h.1M9.5 10h.1M13 10h.1M16.5 10h1.5M6 14h.1M9 14h6M18 14h.1',
  undo: 'M8.5 5L4.5 9l4 4M4.5 9h9a5 5 0 0 1 0 10H9',
  warning: 'M12 4l9 15.5H3zM12 10v4M12 16.7v.2',
  info: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5M12 7.8V8',
  globe: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c2.4 2.3 3.6 5.1 3.6 8.5s-1.2 6.2-3.6 8.5c-2.4-2.3-3.6-5.1-3.6-8.5s1.2-6.2 3.6-8.5z',
  back: 'M19.5 12H5M11 5.5L4.5 12l6.5 6.5',
  bars: 'M5 20v-6M10 20V9M15 20v-8M20 20V4.5',
  hand: 'M8 12V6.3a1.3 1.3 0 0 1 2.6 0V11V4.8a1.3 1.3 0 0 1 2.6 0V11V5.8a1.3 1.3 0 0 1 2.6 0V12V8.5a1.3 1.3 0 0 1 2.6 0V15c0 3.5-2.5 5.5-5.5 5.5s-4.5-1.3-6-4l-2-3.6c-.7-1.3.9-2.5 2-1.4z',
} as const;

export type IconName = keyof typeof paths;

/** An icon as big as the text beside it. It is decoration unless `label` says what it stands for. */
export function Icon({ name, label, size = '1.25em', weight = 2 }: { name: IconName; label?: string; size?: string | number; weight?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={paths[name]} />
    </svg>
  );
}
