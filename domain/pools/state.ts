/** A pool's own course; amounts in minor units, gold in micrograms. */
export interface Pool {
  /** Empty until PooledInvestmentOpened. */
  readonly poolId: string;
  readonly name: string;
  readonly currency: string;
  readonly targetAmount: bigint;
  readonly minimumParticipants: number;
  readonly deadline: string;
  readonly status: 'none' | 'open' | 'closed' | 'purchased' | 'allocated' | 'cancelled';
  readonly totalParticipants: number;
  readonly totalAmount: bigint;
  readonly goldAmount: bigint;
  readonly totalCost: bigint;
}

export const noPool: Pool = {
  poolId: '',
  name: '',
  currency: '',
  targetAmount: 0n,
  minimumParticipants: 0,
  deadline: '',
  status: 'none',
  totalParticipants: 0,
  totalAmount: 0n,
  goldAmount: 0n,
  totalCost: 0n,
};
