import * as z from 'zod/mini';
import { userFolding } from '../../domain/accounts/folding.ts';
import { Grams } from '../../domain/shared/gold.ts';
import { amountOf } from '../../domain/shared/money.ts';
import { PricePerGram } from '../../domain/shared/price.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { LotPart } from '../../domain/vault/lots.ts';
import type { PurchaseGold } from '../../domain/wallets/commands.ts';
import type { GoldPurchaseCompleted } from '../../domain/wallets/events.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { purchaseGold } from '../../domain/wallets/trades.ts';
import {
  CurrencyText,
  GramsText,
  Id,
  listOf,
  MoneyText,
  named,
  PriceText,
} from '../shared/http/answers.ts';
import { type CommandContext, command } from '../shared/http/endpoint.ts';
import { onlyCommit } from '../shared/repeated.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import { takeFromLot } from '../shared/store/guards.ts';
import { currentEvents } from '../shared/store/history.ts';
import type { Commit } from '../shared/store/types.ts';
import { derivedId } from '../shared/uuid.ts';
import { userStream, walletIdOf, walletStream } from '../shared/wallet-ids.ts';
import { chooseLots, lotWas } from './lots.ts';
import { type Asked, termsOf } from './orders.ts';
import { numberOf } from './printed-numbers.ts';
import { SignedQuote } from './quotes.ts';

const limit = { maxPricePerGram: z.optional(PricePerGram) };
const Purchase = z.union([
  z.strictObject({ quote: SignedQuote }),
  z.strictObject({ grams: Grams, ...limit }),
  z.strictObject({ amount: amountOf('EUR'), ...limit }),
]);
type Purchase = z.infer<typeof Purchase>;

const Bought = named(
  'PurchaseMade',
  z.object({
    purchaseId: Id,
    status: z.literal('completed'),
    grams: GramsText,
    pricePerGram: PriceText,
    fee: MoneyText,
    totalCost: MoneyText,
    currency: CurrencyText,
    certificateNumber: z.optional(z.string()),
    certificateNumbers: listOf(z.string()),
    confirmationNumber: z.string(),
  }),
);
type Bought = z.infer<typeof Bought>;

const asked = (body: Purchase): Asked =>
  'quote' in body ? body : { ...body, limitPricePerGram: body.maxPricePerGram };

const purchaseCommand = async ({
  body,
  actor,
  cause,
}: CommandContext<Purchase>): Promise<Omit<PurchaseGold, 'verified' | 'allocations'>> => ({
  type: 'PurchaseGold',
  purchaseId: cause.commandId,
  reservationId: cause.commandId,
  confirmationNumber: numberOf('CN', cause.commandId),
  ...(await termsOf(asked(body), { side: 'buy', userId: actor.userId, at: cause.at })),
  at: cause.at,
});

const allocationsOf = (purchaseId: string, parts: readonly LotPart[]) =>
  parts.map(({ lotId, goldAmount }) => ({
    allocationId: derivedId(purchaseId, lotId),
    lotId,
    goldAmount,
    certificateNumber: numberOf('AC', purchaseId, lotId),
  }));

/** Decides as for an unverified customer, and asks for the tier only when that is what stands in the way. */
const decided = async (userId: string, purchase: Omit<PurchaseGold, 'verified'>, state: Wallet) => {
  try {
    return purchaseGold({ ...purchase, verified: false }, state);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'trading.limit-exceeded') throw error;
    const { state: account } = await loadHead(userFolding, userStream(userId), true);
    if (account.kycStatus !== 'verified') throw error;
    return purchaseGold({ ...purchase, verified: true }, state);
  }
};

const answer = (commit: Commit): Bought => {
  const completed = currentEvents(commit).find(({ type }) => type === 'GoldPurchaseCompleted');
  const data = completed?.data as GoldPurchaseCompleted['data'];
  return {
    purchaseId: data.purchaseId,
    status: 'completed',
    grams: data.goldAmount,
    pricePerGram: data.pricePerGram,
    fee: data.fee,
    totalCost: data.totalCost,
    currency: data.currency,
    certificateNumber: data.certificateNumbers[0],
    certificateNumbers: data.certificateNumbers,
    confirmationNumber: data.confirmationNumber,
  };
};

const buy = async (context: CommandContext<Purchase>) => {
  const { actor, cause } = context;
  const walletId = walletIdOf(actor.userId);
  let parts: readonly LotPart[] = [];
  const executed = await execute({
    cause,
    idempotent: true,
    participants: [
      {
        folding: walletFolding,
        stream: walletStream(walletId),
        decide: async (state: Wallet) => {
          const purchase = await purchaseCommand(context);
          parts = await chooseLots(walletId, purchase.goldAmount);
          const allocations = allocationsOf(purchase.purchaseId, parts);
          return decided(actor.userId, { ...purchase, allocations }, state);
        },
      },
    ],
    guards: () => parts.map(({ lotId, goldAmount }) => takeFromLot(lotId, goldAmount)),
    guardFailed: (index, reason) => {
      const lot = parts[index];
      if (lot !== undefined) lotWas(lot.lotId, reason);
    },
  });
  return answer(onlyCommit(executed, cause));
};

/** Buys gold: by a quote, or at the market's price now by grams or for an amount of money. */
export const handler = command({
  schema: Purchase,
  answer: Bought,
  groups: ['customer'],
  movesMoney: true,
  status: 201,
  handle: buy,
});
