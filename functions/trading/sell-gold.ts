import * as z from 'zod/mini';
import { Grams } from '../../domain/shared/gold.ts';
import { amountOf } from '../../domain/shared/money.ts';
import { PricePerGram } from '../../domain/shared/price.ts';
import type { GoldSold } from '../../domain/wallets/events.ts';
import { walletFolding } from '../../domain/wallets/folding.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { requireGold, sellGold } from '../../domain/wallets/trades.ts';
import {
  CurrencyText,
  GramsText,
  Id,
  MoneyText,
  named,
  PriceText,
} from '../shared/http/answers.ts';
import { type CommandContext, command } from '../shared/http/endpoint.ts';
import { onlyCommit } from '../shared/repeated.ts';
import { execute } from '../shared/store/execute.ts';
import { returnToLot } from '../shared/store/guards.ts';
import { currentEvents } from '../shared/store/history.ts';
import type { Commit } from '../shared/store/types.ts';
import { walletIdOf, walletStream } from '../shared/wallet-ids.ts';
import { chooseReturns, lotWas, type ReturnPart } from './lots.ts';
import { type Asked, termsOf } from './orders.ts';
import { numberOf } from './printed-numbers.ts';
import { SignedQuote } from './quotes.ts';

const limit = { minPricePerGram: z.optional(PricePerGram) };
const Sale = z.union([
  z.strictObject({ quote: SignedQuote }),
  z.strictObject({ grams: Grams, ...limit }),
  z.strictObject({ amount: amountOf('EUR'), ...limit }),
]);
type Sale = z.infer<typeof Sale>;

const Sold = named(
  'SaleMade',
  z.object({
    saleId: Id,
    status: z.literal('completed'),
    grams: GramsText,
    pricePerGram: PriceText,
    fee: MoneyText,
    proceeds: MoneyText,
    currency: CurrencyText,
    costBasis: MoneyText,
    realisedGain: MoneyText,
    confirmationNumber: z.string(),
  }),
);

const asked = (body: Sale): Asked =>
  'quote' in body ? body : { ...body, limitPricePerGram: body.minPricePerGram };

const answer = (commit: Commit) => {
  const data = currentEvents(commit).find(({ type }) => type === 'GoldSold')
    ?.data as GoldSold['data'];
  return {
    saleId: data.saleId,
    status: 'completed' as const,
    grams: data.goldAmount,
    pricePerGram: data.pricePerGram,
    fee: data.fee,
    proceeds: data.proceeds,
    currency: data.currency,
    costBasis: data.costBasis,
    realisedGain: data.realisedGain,
    confirmationNumber: data.confirmationNumber,
  };
};

/** The gold goes back to the lots in the transaction that pays for it, so vault and customers agree at every instant. */
const sell = async ({ body, actor, cause }: CommandContext<Sale>) => {
  const walletId = walletIdOf(actor.userId);
  let parts: readonly ReturnPart[] = [];
  const executed = await execute({
    cause,
    idempotent: true,
    participants: [
      {
        folding: walletFolding,
        stream: walletStream(walletId),
        decide: async (state: Wallet) => {
          const context = { side: 'sell', userId: actor.userId, at: cause.at } as const;
          const terms = await termsOf(asked(body), context);
          requireGold(state, terms.goldAmount);
          parts = await chooseReturns(walletId, terms.goldAmount);
          return sellGold(
            {
              type: 'SellGold',
              saleId: cause.commandId,
              confirmationNumber: numberOf('CN', cause.commandId),
              ...terms,
              returns: parts,
              at: cause.at,
            },
            state,
          );
        },
      },
    ],
    guards: () =>
      parts.map(({ lotId, goldAmount, openedWith }) => returnToLot(lotId, goldAmount, openedWith)),
    guardFailed: (index, reason) => {
      const lot = parts[index];
      if (lot !== undefined) lotWas(lot.lotId, reason);
    },
  });
  return answer(onlyCommit(executed, cause));
};

/** Sells gold to the house, which pays at once: by a quote, or at the market's price now by grams or for an amount. */
export const handler = command({
  schema: Sale,
  answer: Sold,
  groups: ['customer'],
  movesMoney: true,
  status: 201,
  handle: sell,
});
