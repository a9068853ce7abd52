import * as z from 'zod/mini';
import type { Settings } from '../settings.ts';
import type { Entry } from './statement-entries.ts';

const mistakes = [
  'none',
  'missing-entry',
  'wrong-amount',
  'duplicate-entry',
  'unknown-entry',
  'wrong-total',
] as const;

/**
 * What the bank gets wrong in the statements that it is asked for: it leaves the last entry out, books another amount for
 * it, lists it twice, lists a payment that it tells nobody of otherwise, or closes with a balance that does not add up.
 */
export type Mistake = (typeof mistakes)[number];

export const MistakeChange = z.strictObject({
  mistake: z.enum(mistakes, `one of ${mistakes.join(', ')}`),
});

const setting = 'bank.statementMistake';

export const mistakeIn = (settings: Settings) => ({
  get: (): Mistake => (settings.get(setting) as Mistake | undefined) ?? 'none',
  set: (mistake: Mistake): void => settings.set(setting, mistake),
});

/** One more in the last digit. */
const off = (amount: string): string =>
  amount.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));

const unknown = (entry: Entry): Entry => ({
  ...entry,
  id: `${entry.id}-unknown`,
  endToEndId: 'NOTPROVIDED',
  amount: '7.77',
  credit: true,
  remittance: 'for whom it may concern',
});

/** The entries of a day as the bank lists them under a mistake. */
export const mistaken = (entries: readonly Entry[], mistake: Mistake): readonly Entry[] => {
  const last = entries.at(-1);
  if (last === undefined) return entries;
  const others = entries.slice(0, -1);
  if (mistake === 'missing-entry') return others;
  if (mistake === 'wrong-amount') return [...others, { ...last, amount: off(last.amount) }];
  if (mistake === 'duplicate-entry') return [...entries, last];
  return mistake === 'unknown-entry' ? [...entries, unknown(last)] : entries;
};
