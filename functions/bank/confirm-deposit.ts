import * as z from 'zod/mini';
import type { DepositConfirmed } from '../../domain/wallets/deposit-events.ts';
import { decideDeposit } from '../../domain/wallets/deposits.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import { CurrencyText, Id, MoneyText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { eventIn, onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { bankBooks } from './bank-books.ts';
import { walletReviewOf } from './review.ts';

const DepositConfirmation = named(
  'DepositConfirmation',
  z.object({
    transactionId: Id,
    status: z.enum(['confirmed']),
    amount: MoneyText,
    currency: CurrencyText,
  }),
);

/** Accepts a deposit in review, whoever paid it, as long as the bank's books have it. */
export const handler = command({
  schema: z.strictObject({}),
  answer: DepositConfirmation,
  path: z.strictObject({ id: z.uuid() }),
  groups: ['operations', 'compliance'],
  movesMoney: true,
  status: 200,
  handle: async ({ path: { id }, actor, cause }) => {
    const { stream, bankReference } = await walletReviewOf(id);
    const bank = await bankBooks(bankReference);
    const executed = await execute({
      cause,
      idempotent: true,
      participants: [
        {
          folding: walletFolding,
          stream,
          decide: (state) =>
            decideDeposit(
              {
                type: 'ConfirmDeposit',
                transactionId: id,
                bank,
                confirmedBy: actor.userId,
                at: cause.at,
              },
              state,
            ),
        },
      ],
    });
    const { amount, currency } = eventIn<DepositConfirmed>(
      onlyCommit(executed, cause),
      'DepositConfirmed',
    );
    return { transactionId: id, status: 'confirmed' as const, amount, currency };
  },
});
