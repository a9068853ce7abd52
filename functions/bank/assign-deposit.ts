import * as z from 'zod/mini';
import { findReference } from '../../domain/shared/reference.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { UnmatchedFundsAssigned } from '../../domain/suspense/events.ts';
import type { Suspense } from '../../domain/suspense/state.ts';
import { suspense } from '../../domain/suspense/suspense.ts';
import { decideDeposit } from '../../domain/wallets/deposits.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { CurrencyText, Id, MoneyText, named } from '../shared/http/answers.ts';
import { type CommandContext, command } from '../shared/http/endpoint.ts';
import { eventIn, onlyCommit } from '../shared/repeated.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import { readGuard } from '../shared/store/guards.ts';
import { walletIdOf, walletStream } from '../shared/wallet-ids.ts';
import { suspenseReviewOf } from './review.ts';

const Whose = z.union([
  z.strictObject({ walletId: z.uuid() }),
  z.strictObject({ userId: z.uuid() }),
  z.strictObject({ reference: z.string().check(z.minLength(1), z.maxLength(140)) }),
]);
type Whose = z.infer<typeof Whose>;

/** Throws `wallet.unknown` for a reference that no wallet has. */
const walletIdFor = async (whose: Whose): Promise<string> => {
  if ('walletId' in whose) return whose.walletId;
  if ('userId' in whose) return walletIdOf(whose.userId);
  const reference = findReference(whose.reference);
  const guard = reference === undefined ? undefined : await readGuard(`reference#${reference}`);
  const walletId = guard?.['walletId']?.S;
  if (walletId === undefined)
    throw new Refusal('wallet.unknown', 'No wallet has this payment reference.');
  return walletId;
};

const assign = async (
  { path: { id }, body, actor, cause }: CommandContext<Whose, { readonly id: string }>,
  stream: string,
) => {
  const walletId = await walletIdFor(body);
  const { state: owner } = await loadHead(walletFolding, walletStream(walletId), true);
  const { at } = cause;
  let found: Suspense | undefined;
  const executed = await execute({
    cause,
    idempotent: true,
    participants: [
      {
        folding: suspense,
        stream,
        decide: (state: Suspense) => {
          found = state;
          return suspense.decide(
            {
              type: 'AssignUnmatchedFunds',
              walletId,
              walletCurrency: owner.currency,
              assignedBy: actor.userId,
              at,
            },
            state,
          );
        },
      },
      {
        folding: walletFolding,
        stream: walletStream(walletId),
        decide: (state: Wallet) =>
          decideDeposit(
            {
              type: 'ReceiveDeposit',
              // Another one than the payment's: both are listed, and a rejected deposit may be assigned again.
              transactionId: cause.commandId,
              amount: found?.amount ?? 0n,
              currency: found?.currency ?? '',
              bankReference: found?.bankTransactionId ?? '',
              verificationStatus: 'pending',
              bookedAt: found?.bookedAt ?? at,
              assignedBy: actor.userId,
              at,
            },
            state,
          ),
      },
    ],
  });
  const { amount, currency, ...assigned } = eventIn<UnmatchedFundsAssigned>(
    onlyCommit(executed, cause),
    'UnmatchedFundsAssigned',
  );
  return {
    transactionId: id,
    status: 'assigned' as const,
    amount,
    currency,
    walletId: assigned.walletId,
    depositId: cause.commandId,
  };
};

const DepositAssignment = named(
  'DepositAssignment',
  z.object({
    transactionId: Id,
    status: z.enum(['assigned']),
    amount: MoneyText,
    currency: CurrencyText,
    walletId: Id,
    /** The deposit that it has become there. */
    depositId: Id,
  }),
);

/**
 * Gives unmatched money to a wallet: it arrives there as a pending deposit and is verified like any other, so that a
 * debtor of another name needs a second person.
 */
export const handler = command({
  schema: Whose,
  answer: DepositAssignment,
  path: z.strictObject({ id: z.uuid() }),
  groups: ['operations'],
  movesMoney: true,
  status: 200,
  handle: async (context) => assign(context, (await suspenseReviewOf(context.path.id)).stream),
});
