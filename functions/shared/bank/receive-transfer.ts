import * as z from 'zod/mini';
import { BankTransactionId } from '../../../domain/shared/ids.ts';
import { CurrencyCode, parseMoney } from '../../../domain/shared/money.ts';
import { findReference } from '../../../domain/shared/reference.ts';
import { Refusal } from '../../../domain/shared/refusal.ts';
import { Instant } from '../../../domain/shared/time.ts';
import { suspenseFolding } from '../../../domain/suspense/folding.ts';
import { receiveUnmatched } from '../../../domain/suspense/receive.ts';
import { decideDeposit } from '../../../domain/wallets/deposits.ts';
import { walletFolding } from '../../../domain/wallets/folding.ts';
import { required } from '../env.ts';
import { Problem } from '../http/problem.ts';
import { ensurePersonKey } from '../seal/person-keys.ts';
import { execute, type Participant } from '../store/execute.ts';
import { claim, readGuard } from '../store/guards.ts';
import type { Cause } from '../store/types.ts';
import { derivedId } from '../uuid.ts';
import { walletStream } from '../wallet-ids.ts';

/** What a customer's bank sent us, in the bank's words. */
export const TransferReceived = z.strictObject({
  bankTransactionId: BankTransactionId,
  reference: z.string().check(z.maxLength(500)),
  amount: z.string().check(z.maxLength(40)),
  currency: CurrencyCode,
  debtor: z.strictObject({
    name: z.string().check(z.maxLength(200)),
    iban: z.string().check(z.maxLength(40)),
  }),
  bookedAt: Instant,
});
export type TransferReceived = z.infer<typeof TransferReceived>;

const amountIn = ({ amount, currency }: TransferReceived): bigint => {
  const minor = parseMoney(amount, currency);
  if (minor !== undefined && minor > 0n) return minor;
  throw new Problem(400, 'request.invalid', 'Invalid request', 'The amount is not an amount.', {
    errors: [{ path: 'data.amount', message: 'must be a positive decimal string' }],
  });
};

const walletFor = async (typed: string): Promise<string | undefined> => {
  const reference = findReference(typed);
  if (reference === undefined) return undefined;
  return (await readGuard(`reference#${reference}`))?.['walletId']?.S;
};

const deposit = (transfer: TransferReceived, walletId: string, cause: Cause) => {
  const participant: Participant<
    ReturnType<typeof walletFolding.evolve>,
    Parameters<typeof walletFolding.evolve>[1]
  > = {
    folding: walletFolding,
    stream: walletStream(walletId),
    decide: (state) =>
      decideDeposit(
        {
          type: 'ReceiveDeposit',
          transactionId: cause.commandId,
          amount: amountIn(transfer),
          currency: transfer.currency,
          bankReference: transfer.bankTransactionId,
          verificationStatus: 'pending',
          bookedAt: transfer.bookedAt,
          at: cause.at,
        },
        state,
      ),
  };
  return participant;
};

const unmatched = (transfer: TransferReceived, walletId: string | undefined, cause: Cause) => {
  const { bankTransactionId, reference, currency, debtor, bookedAt } = transfer;
  const participant: Participant<
    ReturnType<typeof suspenseFolding.evolve>,
    Parameters<typeof suspenseFolding.evolve>[1]
  > = {
    folding: suspenseFolding,
    stream: `suspense-${bankTransactionId}`,
    fresh: true,
    decide: (state) =>
      receiveUnmatched(
        {
          type: 'ReceiveUnmatchedFunds',
          transactionId: cause.commandId,
          bankTransactionId,
          reference,
          amount: amountIn(transfer),
          currency,
          debtorName: debtor.name,
          debtorIban: debtor.iban,
          reason: walletId === undefined ? 'unknown-reference' : 'currency-mismatch',
          bookedAt,
          ...(walletId === undefined ? {} : { walletId }),
          at: cause.at,
        },
        state,
      ),
  };
  return participant;
};

/** Makes a bank's transaction count once, for ever, and remembers what it was. */
export const bankGuard = (bankTransactionId: string): string => `bank#${bankTransactionId}`;

/** Thrown to leave the write when the bank's transaction is known: a repetition is no error. */
class Known extends Error {}

const isKnown = (error: unknown): boolean =>
  error instanceof Known || (error instanceof Refusal && error.code === 'deposit.already-received');

/**
 * Stores an incoming transfer once, for ever: as a pending deposit of the wallet whose reference it has, or, when there
 * is none or the currency is another, as money in review. Throws 400 on an amount that is none.
 */
export const receiveTransfer = async (
  transfer: TransferReceived,
  correlationId: string,
): Promise<'received' | 'known'> => {
  amountIn(transfer);
  const { bankTransactionId, currency } = transfer;
  const commandId = derivedId('bank', bankTransactionId);
  const cause: Cause = {
    commandId,
    correlationId,
    causationId: commandId,
    userId: 'bank',
    at: new Date().toISOString(),
  };
  const walletId = await walletFor(transfer.reference);
  const matched = walletId !== undefined && currency === required('currency');
  if (!matched) await ensurePersonKey(bankTransactionId);
  try {
    await execute({
      cause,
      participants: [
        matched ? deposit(transfer, walletId, cause) : unmatched(transfer, walletId, cause),
      ],
      guards: () => [
        claim(bankGuard(bankTransactionId), {
          transactionId: { S: commandId },
          amount: { S: transfer.amount },
          currency: { S: currency },
          at: { S: cause.at },
        }),
      ],
      guardFailed: () => {
        throw new Known();
      },
    });
    return 'received';
  } catch (error) {
    if (isKnown(error)) return 'known';
    throw error;
  }
};
