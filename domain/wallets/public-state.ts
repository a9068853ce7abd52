import { exponentOf } from '../shared/currencies.ts';
import { formatGrams } from '../shared/gold.ts';
import { formatMoney } from '../shared/money.ts';
import { formatPrice } from '../shared/price.ts';
import { divide } from '../shared/rounding.ts';
import type { Wallet } from './state.ts';

/** A wallet as the bus, the read tables and the API show it. A type, so that it is a record of JSON. */
export type PublicWallet = {
  readonly walletId: string;
  readonly userId: string;
  readonly currency: string;
  readonly reference: string;
  readonly available: string;
  readonly reserved: string;
  readonly pending: string;
  readonly grams: string;
  readonly costBasis: string;
  /** Per gram; "0.000000" when no gold is held. */
  readonly averageCost: string;
  readonly realisedGain: string;
  readonly adjusted: string;
  readonly frozen: boolean;
};

/** Micro-units per gram of the gold held, rounded half to even; 0 when there is none. */
const averageCostOf = ({
  grams,
  costBasis,
  currency,
}: Pick<Wallet, 'grams' | 'costBasis' | 'currency'>): bigint => {
  if (grams === 0n) return 0n;
  // minor units to micro-units, and micrograms to grams
  const microUnits = costBasis * 10n ** BigInt(6 - exponentOf(currency));
  return divide(microUnits * 1_000_000n, grams, 'half-even');
};

/** Throws RangeError before WalletCreated: there is nothing to show. */
export const publicWallet = (wallet: Wallet): PublicWallet => ({
  walletId: wallet.walletId,
  userId: wallet.userId,
  currency: wallet.currency,
  reference: wallet.reference,
  available: formatMoney(wallet.available, wallet.currency),
  reserved: formatMoney(wallet.reserved, wallet.currency),
  pending: formatMoney(wallet.pending, wallet.currency),
  grams: formatGrams(wallet.grams),
  costBasis: formatMoney(wallet.costBasis, wallet.currency),
  averageCost: formatPrice(averageCostOf(wallet)),
  realisedGain: formatMoney(wallet.realisedGain, wallet.currency),
  adjusted: formatMoney(wallet.adjusted, wallet.currency),
  frozen: wallet.frozenBy.length > 0,
});
