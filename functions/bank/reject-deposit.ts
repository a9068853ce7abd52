import * as z from 'zod/mini';
import { suspense } from '../../domain/suspense/suspense.ts';
import type { DepositRejected } from '../../domain/wallets/deposit-events.ts';
import { decideDeposit } from '../../domain/wallets/deposits.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import type { BankTransaction } from '../shared/bank/bank.ts';
import { CurrencyText, Id, MoneyText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { eventIn, onlyCommit } from '../shared/repeated.ts';
import { ensurePersonKey } from '../shared/seal/person-keys.ts';
import { execute, type Participant } from '../shared/store/execute.ts';
import type { Cause } from '../shared/store/types.ts';
import { derivedId } from '../shared/uuid.ts';
import { bankBooks } from './bank-books.ts';
import { type Review, walletReviewOf } from './review.ts';

/** The money that leaves the wallet, as the bank has it: it is with nobody now, and waits there for people. */
const parked = (
  { stream, bankReference }: Review,
  { bankConfirmationId: _, ...transaction }: BankTransaction,
  cause: Cause,
): Participant<ReturnType<typeof suspense.evolve>, Parameters<typeof suspense.evolve>[1]> => ({
  folding: suspense,
  stream: `suspense-${bankReference}`,
  decide: (state) =>
    suspense.decide(
      {
        type: 'ReceiveUnmatchedFunds',
        transactionId: derivedId('suspense', bankReference),
        bankTransactionId: bankReference,
        ...transaction,
        reason: 'deposit-rejected',
        walletId: stream.slice('wallet-'.length),
        at: cause.at,
      },
      state,
    ),
});

const DepositRejection = named(
  'DepositRejection',
  z.object({
    transactionId: Id,
    status: z.enum(['rejected']),
    amount: MoneyText,
    currency: CurrencyText,
  }),
);

/**
 * Refuses a deposit in review. What the bank has of it becomes unmatched money in the same transaction, to be returned
 * or assigned to somebody else; what the bank never had just leaves the wallet.
 */
export const handler = command({
  schema: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
  answer: DepositRejection,
  path: z.strictObject({ id: z.uuid() }),
  groups: ['operations', 'compliance'],
  movesMoney: true,
  status: 200,
  handle: async ({ path: { id }, body: { reason }, actor, cause }) => {
    const review = await walletReviewOf(id);
    const bank = await bankBooks(review.bankReference);
    if (bank !== undefined) await ensurePersonKey(review.bankReference);
    const executed = await execute({
      cause,
      idempotent: true,
      participants: [
        {
          folding: walletFolding,
          stream: review.stream,
          decide: (state) =>
            decideDeposit(
              {
                type: 'RejectDeposit',
                transactionId: id,
                parked: bank !== undefined && bank.currency === state.currency ? bank.amount : 0n,
                reason,
                rejectedBy: actor.userId,
                at: cause.at,
              },
              state,
            ),
        },
        ...(bank === undefined ? [] : [parked(review, bank, cause)]),
      ],
    });
    const rejected = eventIn<DepositRejected>(onlyCommit(executed, cause), 'DepositRejected');
    return {
      transactionId: id,
      status: 'rejected' as const,
      amount: rejected.amount,
      currency: rejected.currency,
    };
  },
});
