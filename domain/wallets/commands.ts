import type { DepositCommand } from './deposit-commands.ts';
import type { WithdrawalCommand } from './withdrawal-commands.ts';

/** Ids, times, prices and lots are the caller's; amounts are minor units, gold micrograms, prices micro-units per gram. */
export interface CreateWallet {
  readonly type: 'CreateWallet';
  readonly walletId: string;
  readonly userId: string;
  readonly currency: string;
  readonly reference: string;
  readonly at: string;
}

export interface Allocation {
  readonly allocationId: string;
  readonly lotId: string;
  readonly goldAmount: bigint;
  readonly certificateNumber: string;
}

export interface PurchaseGold {
  readonly type: 'PurchaseGold';
  readonly purchaseId: string;
  readonly reservationId: string;
  readonly confirmationNumber: string;
  readonly goldAmount: bigint;
  /** One per lot that the gold comes from; they add up to `goldAmount`. */
  readonly allocations: readonly Allocation[];
  readonly pricePerGram: bigint;
  readonly fee: bigint;
  readonly currency: string;
  readonly priceId: string;
  readonly quoteId?: string;
  /** The customer's tier, for the limits. */
  readonly verified: boolean;
  readonly at: string;
}

export interface SellGold {
  readonly type: 'SellGold';
  readonly saleId: string;
  readonly confirmationNumber: string;
  readonly goldAmount: bigint;
  /** The lots that take the gold back; they add up to `goldAmount`. */
  readonly returns: readonly { readonly lotId: string; readonly goldAmount: bigint }[];
  readonly pricePerGram: bigint;
  readonly fee: bigint;
  readonly currency: string;
  readonly priceId: string;
  readonly quoteId?: string;
  readonly at: string;
}

/** Sets money aside for a pool. Purchases and withdrawals reserve through their own commands. */
export interface ReserveForPool {
  readonly type: 'ReserveForPool';
  readonly reservationId: string;
  readonly poolId: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly at: string;
}

/** Gives a pool's reservation back in full. */
export interface ReleasePoolReservation {
  readonly type: 'ReleasePoolReservation';
  readonly reservationId: string;
  readonly poolId: string;
  /** When the reservation was made. */
  readonly committedAt: string;
  readonly reason: string;
  readonly at: string;
}

/** Credits a pool's gold and ends the reservation behind it: `cost` is spent, the rest comes back. */
export interface AllocatePoolGold {
  readonly type: 'AllocatePoolGold';
  readonly poolId: string;
  readonly reservationId: string;
  /** When the reservation was made. */
  readonly committedAt: string;
  /** At least one, even of nothing: who is due less than a step is told so. */
  readonly allocations: readonly Allocation[];
  readonly cost: bigint;
  readonly at: string;
}

export interface FreezeWallet {
  readonly type: 'FreezeWallet';
  readonly reason: string;
  readonly caseId: string;
  readonly at: string;
}

export interface UnfreezeWallet {
  readonly type: 'UnfreezeWallet';
  readonly reason: string;
  readonly caseId: string;
  readonly at: string;
}

export interface RequestAdjustment {
  readonly type: 'RequestAdjustment';
  readonly adjustmentId: string;
  /** Negative when it takes money from the customer. */
  readonly amount: bigint;
  readonly currency: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly at: string;
}

export interface ApproveAdjustment {
  readonly type: 'ApproveAdjustment';
  readonly adjustmentId: string;
  readonly approvedBy: string;
  readonly at: string;
}

export interface DeclineAdjustment {
  readonly type: 'DeclineAdjustment';
  readonly adjustmentId: string;
  readonly declinedBy: string;
  readonly reason: string;
  readonly at: string;
}

export type WalletCommand =
  | CreateWallet
  | DepositCommand
  | PurchaseGold
  | SellGold
  | ReserveForPool
  | ReleasePoolReservation
  | AllocatePoolGold
  | WithdrawalCommand
  | FreezeWallet
  | UnfreezeWallet
  | RequestAdjustment
  | ApproveAdjustment
  | DeclineAdjustment;
