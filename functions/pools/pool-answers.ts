import * as z from 'zod/mini';
import type { PublicPool } from '../../domain/pools/folding.ts';
import { formatMoney } from '../../domain/shared/money.ts';
import {
  CurrencyText,
  GramsText,
  Id,
  InstantText,
  MoneyText,
  named,
  PriceText,
} from '../shared/http/answers.ts';
import type { Tally } from './tally.ts';
import type { Delay } from './waits.ts';

const facts = {
  poolId: Id,
  name: z.string(),
  currency: CurrencyText,
  targetAmount: MoneyText,
  minimumParticipants: z.number(),
  deadline: InstantText,
  openedAt: InstantText,
  status: z.enum(['open', 'closed', 'purchased', 'allocated', 'cancelled']),
  committedAmount: MoneyText,
  participants: z.number(),
  goldAmount: GramsText,
  pricePerGram: PriceText,
  totalCost: MoneyText,
};

/** A pool as anybody sees it who is signed in. */
export const PoolView = named('Pool', z.object(facts));
export type PoolView = z.infer<typeof PoolView>;

/** A pool as operations see it: with who opened it, why it ended as it did, and what holds up its gold. */
export const PoolRecord = named(
  'PoolRecord',
  z.extend(z.object(facts), {
    openedBy: Id,
    supplierReference: z.string(),
    reason: z.string(),
    /** How the dealer's payment stands. */
    payment: z.enum(['none', 'ordered', 'paid', 'failed']),
    /** Of a closed pool whose gold could not be bought yet: who must do something, and why. */
    delay: z.optional(z.object({ waitsFor: z.enum(['dealer', 'people']), why: z.string() })),
  }),
);
export type PoolRecord = z.infer<typeof PoolRecord>;

/** What is known of a pool beside what was committed: its row, or its state as it is published. */
export type PoolFacts = Omit<PublicPool, 'status'> & { readonly status: PoolView['status'] };

/** A pool with its progress; once it is closed the totals on it are final. */
export const poolView = (pool: PoolFacts, tally?: Tally): PoolView => {
  const { poolId, name, currency, targetAmount, minimumParticipants, deadline, openedAt } = pool;
  const { status, goldAmount, pricePerGram, totalCost, totalAmount, totalParticipants } = pool;
  return {
    poolId,
    name,
    currency,
    targetAmount,
    minimumParticipants,
    deadline,
    openedAt,
    status,
    committedAmount: tally === undefined ? totalAmount : formatMoney(tally.amount, currency),
    participants: tally?.participants ?? totalParticipants,
    goldAmount,
    pricePerGram,
    totalCost,
  };
};

export const poolRecord = (pool: PoolFacts, tally?: Tally, delay?: Delay): PoolRecord => ({
  ...poolView(pool, tally),
  openedBy: pool.openedBy,
  supplierReference: pool.supplierReference,
  reason: pool.reason,
  payment: pool.payment,
  ...(delay === undefined ? {} : { delay }),
});
