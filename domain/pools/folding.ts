import { evolveBy, type Folded } from '../shared/decider.ts';
import { formatGrams, gramsFromWire } from '../shared/gold.ts';
import { formatMoney, moneyFromWire } from '../shared/money.ts';
import { formatPrice, priceFromWire } from '../shared/price.ts';
import type { PoolEvent } from './events.ts';
import { noPool, type Pool } from './state.ts';

/** A pool as the bus and the API show it. A type, so that it is a record of JSON. */
export type PublicPool = {
  readonly poolId: string;
  readonly name: string;
  readonly currency: string;
  readonly targetAmount: string;
  readonly minimumParticipants: number;
  readonly deadline: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly status: Pool['status'];
  readonly totalParticipants: number;
  readonly totalAmount: string;
  readonly goldAmount: string;
  /** "0.000000" until the gold is bought. */
  readonly pricePerGram: string;
  readonly totalCost: string;
  readonly supplierReference: string;
  readonly reason: string;
  readonly payment: Pool['payment'];
};

const publicPool = (pool: Pool): PublicPool => ({
  poolId: pool.poolId,
  name: pool.name,
  currency: pool.currency,
  targetAmount: formatMoney(pool.targetAmount, pool.currency),
  minimumParticipants: pool.minimumParticipants,
  deadline: pool.deadline,
  openedBy: pool.openedBy,
  openedAt: pool.openedAt,
  status: pool.status,
  totalParticipants: pool.totalParticipants,
  totalAmount: formatMoney(pool.totalAmount, pool.currency),
  goldAmount: formatGrams(pool.goldAmount),
  pricePerGram: formatPrice(pool.pricePerGram),
  totalCost: formatMoney(pool.totalCost, pool.currency),
  supplierReference: pool.supplierReference,
  reason: pool.reason,
  payment: pool.payment,
});

/** What its events make of a pool (stream `pool-<poolId>`). */
export const poolFolding: Folded<Pool, PoolEvent> = {
  type: 'pool',
  stateVersion: 3,
  initialState: noPool,
  publicState: publicPool,
  evolve: evolveBy<Pool, PoolEvent>({
    PooledInvestmentOpened: (state, { data }) => ({
      ...state,
      poolId: data.poolId,
      name: data.name,
      currency: data.currency,
      targetAmount: moneyFromWire(data.targetAmount, data.currency),
      minimumParticipants: data.minimumParticipants,
      deadline: data.deadline,
      openedBy: data.openedBy,
      openedAt: data.openedAt,
      status: 'open',
    }),
    PooledInvestmentClosed: (state, { data }) => ({
      ...state,
      status: 'closed',
      reason: data.reason,
      totalParticipants: data.totalParticipants,
      totalAmount: moneyFromWire(data.totalAmount, state.currency),
    }),
    BulkGoldPurchased: (state, { data }) => ({
      ...state,
      status: 'purchased',
      goldAmount: gramsFromWire(data.goldAmount),
      pricePerGram: priceFromWire(data.pricePerGram),
      totalCost: moneyFromWire(data.totalCost, state.currency),
      supplierReference: data.supplierReference,
      barSerials: data.barSerials,
    }),
    BulkPaymentOrdered: (state, { data }) => ({
      ...state,
      payment: 'ordered',
      paymentOrder: data.endToEndId,
    }),
    BulkPaymentCompleted: (state) => ({ ...state, payment: 'paid' }),
    BulkPaymentFailed: (state) => ({ ...state, payment: 'failed' }),
    PoolAllocationCompleted: (state) => ({ ...state, status: 'allocated' }),
    PooledInvestmentCancelled: (state, { data }) => ({
      ...state,
      status: 'cancelled',
      reason: data.reason,
    }),
  }),
};
