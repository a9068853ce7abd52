import { type Chance, chanceOf } from './chance.ts';

/** What somebody does. The weights say how often. */
export const actions = {
  deposit: 8,
  'deposit-from-stranger': 1,
  'deposit-without-reference': 1,
  'buy-grams': 8,
  'buy-amount': 7,
  'buy-often': 4,
  'buy-beyond': 3,
  'sell-grams': 6,
  'sell-amount': 4,
  'sell-beyond': 1,
  'take-quote': 5,
  'take-quote-twice': 3,
  'abuse-quote': 2,
  'repeat-order': 8,
  'reuse-key': 2,
  look: 6,
  'move-price': 6,
  'close-market': 1,
  'open-market': 3,
  'change-sources': 3,
  'strike-hour': 2,
  'set-alert': 8,
  'cancel-alert': 3,
  'choose-channels': 2,
  'change-bank': 6,
  'change-dealer': 2,
  'withdraw-small': 7,
  'withdraw-large': 5,
  'withdraw-twice': 1,
  'withdraw-in-vain': 3,
  'withdraw-and-cancel': 5,
  'cancel-withdrawal': 2,
  'touch-foreign': 3,
  'decide-withdrawal': 8,
  'review-deposit': 4,
  'decide-case': 3,
  adjust: 4,
  'open-pool': 4,
  'join-pool': 14,
  'close-pool': 3,
  'cancel-pool': 1,
  'forge-webhook': 1,
  kill: 3,
} as const satisfies Readonly<Record<string, number>>;

export type Action = keyof typeof actions;

/**
 * One line of a run: pure data, so that a run can be cut down line by line and every line that stays means the same.
 * Amounts are fractions of what is there when the line is played.
 */
export interface Step {
  readonly index: number;
  readonly action: Action;
  /** Which customer, by number. */
  readonly who: number;
  /** Two numbers in [0, 1) for whatever the action needs. */
  readonly size: number;
  readonly turn: number;
  /** Whether the next line waits for this one's answer. */
  readonly alone: boolean;
  /** How much time passes before the next line. */
  readonly waitMs: number;
}

/** Most lines follow at once, a few after a while. */
const waitOf = (chance: Chance): number =>
  chance.weighted({ short: 70, second: 22, minute: 8 } as const) === 'short'
    ? chance.between(0, 80)
    : chance.hit(0.75)
      ? chance.between(100, 3_000)
      : chance.between(3_000, 70_000);

/** The lines of a seed, without end. Each is made by itself: line n is the same however many are played. */
export function* scriptOf(seed: number, customers: number): Generator<Step> {
  for (let index = 0; ; index++) {
    const chance = chanceOf(seed, `line ${index}`);
    yield {
      index,
      action: chance.weighted(actions),
      // The first customer does most, so that much happens to one wallet at once.
      who: Math.floor(chance.next() ** 2 * customers),
      size: chance.next(),
      turn: chance.next(),
      alone: chance.hit(0.45),
      waitMs: waitOf(chance),
    };
  }
}
