import { policy } from '../shared/policy.ts';
import { Refusal } from '../shared/refusal.ts';
import { instantFromWire, msPerSecond } from '../shared/time.ts';

/** Quotes used lately: the last twelve digits of each one's id (48 random bits of a UUIDv7) and the second of its use. */
export type QuotesUsed = readonly (readonly [mark: string, atSeconds: number])[];

const markDigits = 12;

/** Twice a quote's life: longer than it can be valid, even by another machine's clock. */
const keptSeconds = (2 * policy.trading.quoteLifetimeMs) / msPerSecond;

const markOf = (quoteId: string): string => quoteId.slice(-markDigits);

/** The memory after a trade, with or without a quote. What no second use could be of any more is forgotten. */
export const rememberQuote = (
  used: QuotesUsed,
  quoteId: string | undefined,
  at: string,
): QuotesUsed => {
  const atSeconds = Math.floor(instantFromWire(at) / msPerSecond);
  const kept = used.filter(([, usedAt]) => usedAt > atSeconds - keptSeconds);
  return quoteId === undefined ? kept : [...kept, [markOf(quoteId), atSeconds]];
};

/** Throws `quote.used` when this wallet has traded by the quote before, whichever command it came with. */
export const requireUnusedQuote = (used: QuotesUsed, quoteId: string | undefined): void => {
  if (quoteId === undefined) return;
  if (used.some(([mark]) => mark === markOf(quoteId)))
    throw new Refusal('quote.used', 'This quote was used before. Ask for a new one.', { quoteId });
};
