/** Strokes on a 24 × 24 grid; drawn here, so that no font or sprite is fetched. */
const strokes = {
  overview: 'M4 13h6V4H4zm0 7h6v-4H4zm10 0h6v-9h-6zm0-16v4h6V4z',
  trade: 'M7 4v16m0 0-3-3m3 3 3-3M17 20V4m0 0-3 3m3-3 3 3',
  deposit: 'M12 3v12m0 0-4-4m4 4 4-4M4 20h16',
  withdraw: 'M12 15V3m0 0L8 7m4-4 4 4M4 20h16',
  history: 'M12 7v5l3 2M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4',
  pools:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 9c0-3.3 2.7-5 6-5s6 1.7 6 5m1-9a3 3 0 0 0 0-6m5 15c0-2.800-1.700-4.400-4-4.900',
  alerts: 'M6 16V11a6 6 0 1 1 12 0v5l2 2H4zm4 5h4',
  whatIf: 'M4 19l5-6 4 3 7-9m0 0h-4m4 0v4',
  statements: 'M7 3h7l4 4v14H7zM14 3v4h4M10 12h5m-5 4h5',
  settings:
    'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm7.400-3a7.400 7.400 0 0 0-.1-1.200l2-1.500-2-3.500-2.300.9a7.400 7.400 0 0 0-2-1.200L14.600 3h-4l-.4 2.500a7.400 7.400 0 0 0-2 1.200l-2.300-.9-2 3.500 2 1.500a7.400 7.400 0 0 0 0 2.400l-2 1.500 2 3.500 2.300-.9a7.400 7.400 0 0 0 2 1.200l.4 2.500h4l.4-2.500a7.400 7.400 0 0 0 2-1.200l2.300.9 2-3.500-2-1.500c.1-.4.1-.8.1-1.200z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm0-13v2m0 14v2M3 12h2m14 0h2M5.600 5.600 7 7m10 10 1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400',
  moon: 'M20 14.500A8 8 0 0 1 9.500 4a8 8 0 1 0 10.500 10.500z',
  out: 'M14 4H6v16h8M10 12h10m0 0-3-3m3 3-3 3',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  check: 'm5 12.500 4.500 4.500L19 7.500',
  close: 'M6 6l12 12M18 6 6 18',
  more: 'M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2zm7 0a1 1 0 1 0 0 2 1 1 0 0 0 0-2zm7 0a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  shield: 'M12 3 5 6v5c0 4.500 3 8 7 10 4-2 7-5.500 7-10V6zm-3 9 2.200 2.200L15 10.500',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-8 10c0-4 3.500-6 8-6s8 2 8 6',
  vault: 'M4 5h16v13H4zM12 14.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM7 18v2m10-2v2M12 8.500V7',
  adjust:
    'M5 8h9m4 0h1M5 16h1m4 0h9M16 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm-8 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  layers: 'm12 4 8 4-8 4-8-4zm-8 8 8 4 8-4m-16 4 8 4 8-4',
  search: 'M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zm4.500-1.500L20 20',
  notices: 'M4 5h16v14H4zm0 1.500 8 6.500 8-6.500',
  office: 'M4 20V8l8-4 8 4v12zm5 0v-6h6v6M9 10h.010M15 10h.010',
  arrow: 'M5 12h14m0 0-5-5m5 5-5 5',
} as const;

export type IconName = keyof typeof strokes;

/** A picture beside words: hidden from whoever has them read out. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={strokes[name]} />
  </svg>
);

export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path class="mark-front" d="M4 25 9 11h14l5 14z" />
    <path class="mark-top" d="m9 11 2.600-4h8.800l2.600 4z" />
    <path class="mark-shine" d="M10.600 13.500h10.800l.9 2.500H9.700z" />
  </svg>
);
