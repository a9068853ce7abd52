/** Seeded chance (mulberry32): the same seed makes the same requests. */
export interface Chance {
  /** From 0, below `end`. */
  readonly below: (end: number) => number;
  readonly one: <Item>(items: readonly Item[]) => Item;
  readonly odds: (oneIn: number) => boolean;
}

export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    one: (items) => items[below(items.length)] as (typeof items)[number],
    odds: (oneIn) => below(oneIn) === 0,
  };
};
