import { costOf, formatRemainder, proceedsOf } from '../shared/exchange.ts';
import { formatGrams, isWholeSteps } from '../shared/gold.ts';
import { formatMoney } from '../shared/money.ts';
import { formatPrice } from '../shared/price.ts';
import { Refusal } from '../shared/refusal.ts';
import { divide } from '../shared/rounding.ts';
import type { PurchaseGold, SellGold } from './commands.ts';
import type { GoldAllocated, WalletEvent } from './events.ts';
import { requireWithinLimit } from './limits.ts';
import { requireUnusedQuote } from './quotes-used.ts';
import { requireFunds } from './reservations.ts';
import { requireCurrency, requireUnfrozen, type Wallet } from './state.ts';

type Parts = readonly { readonly goldAmount: bigint }[];

/** The checks that a purchase and a sale share. */
const requireTradable = (goldAmount: bigint, parts: Parts): void => {
  if (goldAmount <= 0n || !isWholeSteps(goldAmount))
    throw new Refusal(
      'trading.below-minimum-step',
      'Gold is traded in whole steps of 0.000100 g.',
      { grams: formatGrams(goldAmount) },
    );
  const sum = parts.reduce((total, part) => total + part.goldAmount, 0n);
  if (sum !== goldAmount || parts.some((part) => part.goldAmount <= 0n))
    throw new Refusal(
      'trading.allocation-mismatch',
      'The parts taken from the lots are not the gold traded.',
      { grams: formatGrams(goldAmount), allocated: formatGrams(sum) },
    );
};

const allocated = (command: PurchaseGold, wallet: Wallet): readonly GoldAllocated[] =>
  command.allocations.map(({ allocationId, goldAmount, certificateNumber, lotId }) => ({
    type: 'GoldAllocated',
    data: {
      allocationId,
      userId: wallet.userId,
      goldAmount: formatGrams(goldAmount),
      certificateNumber,
      lotId,
      source: 'purchase',
      allocatedAt: command.at,
    },
  }));

/** One append: initiated, money reserved, gold allocated, completed. It happens whole or not at all. */
export const purchaseGold = (command: PurchaseGold, wallet: Wallet): readonly WalletEvent[] => {
  const { purchaseId, reservationId, goldAmount, currency, at } = command;
  requireUnfrozen(wallet);
  requireCurrency(wallet, currency);
  requireUnusedQuote(wallet.quotesUsed, command.quoteId);
  requireTradable(goldAmount, command.allocations);
  const { total, remainder } = costOf(command);
  requireFunds(wallet, reservationId, total);
  requireWithinLimit(wallet, { cost: total, verified: command.verified, at });

  const totalCost = formatMoney(total, currency);
  const terms = {
    goldAmount: formatGrams(goldAmount),
    pricePerGram: formatPrice(command.pricePerGram),
    fee: formatMoney(command.fee, currency),
    totalCost,
    currency,
    initiatedAt: at,
  };
  return [
    {
      type: 'GoldPurchaseInitiated',
      data: {
        purchaseId,
        userId: wallet.userId,
        walletId: wallet.walletId,
        ...terms,
        priceId: command.priceId,
        ...(command.quoteId === undefined ? {} : { quoteId: command.quoteId }),
      },
    },
    {
      type: 'FundsReserved',
      data: { reservationId, amount: totalCost, purpose: 'purchase', at },
    },
    ...allocated(command, wallet),
    {
      type: 'GoldPurchaseCompleted',
      data: {
        purchaseId,
        reservationId,
        confirmationNumber: command.confirmationNumber,
        completedAt: at,
        ...terms,
        roundingRemainder: formatRemainder(remainder),
        certificateNumbers: command.allocations.map((part) => part.certificateNumber),
      },
    },
  ];
};

/**
 * The part of the cost basis that `goldAmount` of the gold held has: its share by weight (average cost), rounded half
 * to even; all of it for all the gold, so that nothing stays behind.
 */
const costBasisOf = (
  held: { readonly grams: bigint; readonly costBasis: bigint },
  goldAmount: bigint,
): bigint => divide(held.costBasis * goldAmount, held.grams, 'half-even');

/** Throws `wallet.insufficient-gold` when the wallet holds less. */
export const requireGold = (wallet: Wallet, goldAmount: bigint): void => {
  if (goldAmount > wallet.grams)
    throw new Refusal('wallet.insufficient-gold', 'The wallet holds less gold than asked.', {
      grams: formatGrams(goldAmount),
      held: formatGrams(wallet.grams),
    });
};

/** One event: the gold leaves, the proceeds are available at once, the gain is on the event. */
export const sellGold = (command: SellGold, wallet: Wallet): readonly WalletEvent[] => {
  const { goldAmount, currency } = command;
  requireUnfrozen(wallet);
  requireCurrency(wallet, currency);
  requireUnusedQuote(wallet.quotesUsed, command.quoteId);
  requireTradable(goldAmount, command.returns);
  requireGold(wallet, goldAmount);
  const { total, remainder } = proceedsOf(command);
  if (total <= 0n)
    throw new Refusal('trading.below-minimum-amount', 'Nothing would be left to pay out.');
  const costBasis = costBasisOf(wallet, goldAmount);
  return [
    {
      type: 'GoldSold',
      data: {
        saleId: command.saleId,
        userId: wallet.userId,
        walletId: wallet.walletId,
        goldAmount: formatGrams(goldAmount),
        pricePerGram: formatPrice(command.pricePerGram),
        fee: formatMoney(command.fee, currency),
        proceeds: formatMoney(total, currency),
        costBasis: formatMoney(costBasis, currency),
        realisedGain: formatMoney(total - costBasis, currency),
        confirmationNumber: command.confirmationNumber,
        soldAt: command.at,
        currency,
        priceId: command.priceId,
        ...(command.quoteId === undefined ? {} : { quoteId: command.quoteId }),
        roundingRemainder: formatRemainder(remainder),
        returns: command.returns.map((part) => ({
          lotId: part.lotId,
          goldAmount: formatGrams(part.goldAmount),
        })),
      },
    },
  ];
};
