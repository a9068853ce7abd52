import { poolFolding } from '../../../domain/pools/folding.ts';
import { concludePayment as concludeBulkPayment } from '../../../domain/pools/payment.ts';
import type { BankWord } from '../../../domain/shared/bank-word.ts';
import { Refusal } from '../../../domain/shared/refusal.ts';
import { suspenseFolding } from '../../../domain/suspense/folding.ts';
import { concludeReturn } from '../../../domain/suspense/returns.ts';
import { log, metric } from '../log.ts';
import { type Execution, execute } from '../store/execute.ts';
import type { Cause } from '../store/types.ts';
import { concludedPayment, type KnownPayment, knownPayment } from './register.ts';

/** What became of a bank's word: written down, known before, of no payment of ours, or against what is known. */
export type HeardOfPayment = 'concluded' | 'known' | 'unknown' | 'contradicted';

/** Tells whoever ordered a payment what the bank says of it. */
const listener = (
  { stream, endToEndId }: KnownPayment,
  word: BankWord,
  current: () => Promise<KnownPayment>,
  at: string,
): Execution['participants'][number] => {
  const facts = async () => ({ endToEndId, word, before: (await current()).outcome, at });
  return stream.startsWith('pool-')
    ? {
        folding: poolFolding,
        stream,
        decide: async (state) =>
          concludeBulkPayment({ type: 'ConcludeBulkPayment', ...(await facts()) }, state),
      }
    : {
        folding: suspenseFolding,
        stream,
        decide: async (state) =>
          concludeReturn({ type: 'ConcludeReturn', ...(await facts()) }, state),
      };
};

/**
 * Writes the bank's word on a payment of the house's down, once: its events and the permanent guard that remembers the
 * word change together. What cannot be is reported to people, and changes nothing.
 */
export const concludePayment = async (
  endToEndId: string,
  word: BankWord,
  cause: Cause,
): Promise<HeardOfPayment> => {
  const first = await knownPayment(endToEndId);
  if (first === undefined) return 'unknown';
  let known = first;
  const current = async () => {
    known = (await knownPayment(endToEndId)) ?? known;
    return known;
  };
  try {
    const { commits } = await execute({
      cause,
      participants: [listener(first, word, current, cause.at)],
      guards: () => [concludedPayment(known, word.outcome)],
      // Another word was written between: decided again, on that.
      guardFailed: () => undefined,
    });
    if (commits.length === 0) return 'known';
    metric('PaymentsConcluded', 1, 'Count', { outcome: word.outcome });
    return 'concluded';
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'payment.contradicted') throw error;
    metric('BankContradiction', 1);
    log.error('the bank contradicts what is known', error, { endToEndId, word: word.outcome });
    return 'contradicted';
  }
};
