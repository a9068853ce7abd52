/** A pool's own course; amounts in minor units, gold in micrograms. */
export interface Pool {
  /** Empty until PooledInvestmentOpened. */
  readonly poolId: string;
  readonly name: string;
  readonly currency: string;
  readonly targetAmount: bigint;
  readonly minimumParticipants: number;
  readonly deadline: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly status: 'none' | 'open' | 'closed' | 'purchased' | 'allocated' | 'cancelled';
  readonly totalParticipants: number;
  readonly totalAmount: bigint;
  readonly goldAmount: bigint;
  /** Micro-units per gram. */
  readonly pricePerGram: bigint;
  readonly totalCost: bigint;
  readonly supplierReference: string;
  /** The bars that hold the pool's gold, in the order in which members are given it. */
  readonly barSerials: readonly string[];
  /** Why it was closed or cancelled. */
  readonly reason: string;
  /** How the dealer's payment stands; `none` before there is anything to pay. */
  readonly payment: 'none' | 'ordered' | 'paid' | 'failed';
  /** Our id of the last payment; empty when there was none. */
  readonly paymentOrder: string;
}

export const noPool: Pool = {
  poolId: '',
  name: '',
  currency: '',
  targetAmount: 0n,
  minimumParticipants: 0,
  deadline: '',
  openedBy: '',
  openedAt: '',
  status: 'none',
  totalParticipants: 0,
  totalAmount: 0n,
  goldAmount: 0n,
  pricePerGram: 0n,
  totalCost: 0n,
  supplierReference: '',
  barSerials: [],
  reason: '',
  payment: 'none',
  paymentOrder: '',
};
