import type { PurchaseGold } from '../../../domain/wallets/commands.ts';
import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { specification } from '../../support/given.ts';

export const given = specification(wallet);

export const userId = '01930000-0000-7000-8000-000000000001';
export const walletId = '01930000-0000-5000-8000-000000000002';
export const at = '2026-11-23T10:00:00.000Z';

export const walletCreated: WalletEvent = {
  type: 'WalletCreated',
  data: { walletId, userId, currency: 'EUR', createdAt: at, reference: 'RF180000539007547034' },
};

/** A deposit that can be spent. */
export const deposited = (amount: string, transactionId = 'deposit-1'): WalletEvent => ({
  type: 'FundsDeposited',
  data: {
    transactionId,
    userId,
    walletId,
    amount,
    currency: 'EUR',
    bankReference: `bank-${transactionId}`,
    depositedAt: at,
    verificationStatus: 'verified',
  },
});

/** 10 g at 8.00 out of one lot. */
export const purchaseOfTenGrams: PurchaseGold = {
  type: 'PurchaseGold',
  purchaseId: 'purchase-1',
  reservationId: 'reservation-1',
  confirmationNumber: 'AP-0000-0000-0001',
  goldAmount: 10_000_000n,
  allocations: [
    {
      allocationId: 'allocation-1',
      lotId: 'AB123456.01',
      goldAmount: 10_000_000n,
      certificateNumber: 'AC-0000-0000-0001',
    },
  ],
  pricePerGram: 8_000_000n,
  fee: 0n,
  currency: 'EUR',
  priceId: 'price-1',
  verified: false,
  at,
};

/** The same purchase of another quantity or price. */
export const purchase = (goldAmount: bigint, change: Partial<PurchaseGold> = {}): PurchaseGold => ({
  ...purchaseOfTenGrams,
  goldAmount,
  allocations: purchaseOfTenGrams.allocations.map((part) => ({ ...part, goldAmount })),
  ...change,
});

/** What a purchase left behind, as a history. */
export const bought = (command: PurchaseGold, ...history: readonly WalletEvent[]) =>
  wallet.decide(command, history.reduce(wallet.evolve, wallet.initialState));
