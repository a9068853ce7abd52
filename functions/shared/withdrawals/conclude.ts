import type { BankOutcome, BankWord } from '../../../domain/shared/bank-word.ts';
import { moneyFromWire } from '../../../domain/shared/money.ts';
import { Refusal } from '../../../domain/shared/refusal.ts';
import { hearBank } from '../../../domain/wallets/bank-outcome.ts';
import { walletFolding } from '../../../domain/wallets/folding.ts';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { log, metric } from '../log.ts';
import { execute } from '../store/execute.ts';
import type { Cause } from '../store/types.ts';
import { walletStream } from '../wallet-ids.ts';
import { outcomeChange, registered } from './register.ts';

/** What became of a bank's word: written down, known before, of no withdrawal of ours, or against what is known. */
export type Heard = 'concluded' | 'known' | 'unknown' | 'contradicted';

const isContradiction = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'withdrawal.contradicted';

/**
 * Writes the bank's word on a withdrawal down, once: its events and the permanent guard that remembers the word change
 * together. What cannot be is reported to people, and changes nothing.
 */
export const concludeWithdrawal = async (
  withdrawalId: string,
  word: BankWord,
  cause: Cause,
): Promise<Heard> => {
  const known = await registered(withdrawalId);
  if (known === undefined) return 'unknown';
  const { walletId, currency, requestedAt } = known;
  const amount = moneyFromWire(known.amount, currency);
  const facts = { transactionId: withdrawalId, amount, requestedAt, at: cause.at };
  let before: BankOutcome | undefined;
  try {
    const { commits } = await execute({
      cause,
      participants: [
        {
          folding: walletFolding,
          stream: walletStream(walletId),
          decide: async (state: Wallet) => {
            before = (await registered(withdrawalId))?.outcome;
            return hearBank(word, before, facts, state);
          },
        },
      ],
      guards: () => [outcomeChange(withdrawalId, before, word.outcome)],
      // Another word was written between: decided again, on that.
      guardFailed: () => undefined,
    });
    if (commits.length === 0) return 'known';
    metric('WithdrawalsConcluded', 1, 'Count', { outcome: word.outcome });
    return 'concluded';
  } catch (error) {
    if (!isContradiction(error)) throw error;
    metric('BankContradiction', 1);
    log.error('the bank contradicts what is known', error, { withdrawalId, word: word.outcome });
    return 'contradicted';
  }
};
