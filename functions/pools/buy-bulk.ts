import type { Pool } from '../../domain/pools/state.ts';
import { Refusal } from '../../domain/shared/refusal.ts';
import type { RefusalCode } from '../../domain/shared/refusal-codes.ts';
import { log } from '../shared/log.ts';
import type { Outcome } from './dealer.ts';
import { DealerError } from './dealer-error.ts';
import { dealer } from './house-dealer.ts';
import { loadPool } from './pool-head.ts';
import { recordPurchase } from './record-purchase.ts';
import { causeOfStep, Started, sagaStep } from './saga-step.ts';
import { rememberWait } from './waits.ts';

/** How the saga goes on: with the gold, without it, or not before the dealer or people say more. */
interface Said {
  readonly outcome: 'filled' | 'refused' | 'cancelled' | 'unknown' | 'unavailable';
  /** A code for people and for the pool's own record. */
  readonly why: string;
}

/** The pool says no to what was delivered: what that makes of the purchase. Anything else is not what was ordered. */
const refusals: Readonly<Partial<Record<RefusalCode, Said['outcome']>>> = {
  'pool.over-budget': 'refused',
  'pool.not-closed': 'cancelled',
  'pool.already-purchased': 'filled',
};

const booked = async (told: Started, outcome: Outcome): Promise<Said> => {
  if (outcome.status !== 'filled') return { outcome: 'refused', why: `dealer.${outcome.reason}` };
  try {
    await recordPurchase(told.poolId, outcome, causeOfStep(told, 'buy'));
    return { outcome: 'filled', why: '' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { outcome: refusals[error.code] ?? 'unknown', why: error.code };
  }
};

const bought = async (told: Started, { poolId, currency, totalAmount }: Pool): Promise<Said> => {
  try {
    return await booked(told, await dealer.buy({ orderId: poolId, currency, budget: totalAmount }));
  } catch (error) {
    if (!(error instanceof DealerError)) throw error;
    return { outcome: error.trouble, why: `dealer.${error.reason}` };
  }
};

/** Buys the pool's gold from the dealer, and books the bars. Whatever the dealer means, it is never guessed. */
export const handler = sagaStep('buy-bulk', Started, async (told): Promise<Said> => {
  const state = await loadPool(told.poolId);
  if (state.status === 'cancelled') return { outcome: 'cancelled', why: state.reason };
  if (state.status !== 'closed') return { outcome: 'filled', why: '' };
  const said = await bought(told, state);
  log.info('the dealer was asked', { outcome: said.outcome, why: said.why });
  if (said.outcome === 'unavailable') await rememberWait(told.poolId, 'dealer', { why: said.why });
  return said;
});
