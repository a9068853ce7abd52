import type { SagaWorld } from '../sagas/saga-world.ts';
import type { PoolWorld } from './pool-world.ts';
import type { ScriptedDealer } from './scripted-dealer.ts';

export const dayS = 86_400;
export const hourS = 3_600;
export const minuteS = 60;

/** What a branch may do. */
export interface PoolTools {
  readonly saga: SagaWorld;
  readonly pool: PoolWorld;
  readonly dealer: ScriptedDealer;
  readonly start: (name?: string) => Promise<void>;
  /** Three commit 30.00 each, which fills the pool, and the read table hears of it; the saga does not yet. */
  readonly fill: () => Promise<void>;
  /** What the bus tells the saga. */
  readonly wake: (
    eventType:
      | 'PoolParticipationCommitted'
      | 'PooledInvestmentClosed'
      | 'PooledInvestmentCancelled',
  ) => Promise<void>;
  /** Operations: an answer's status, and its code where it is a problem. */
  readonly operate: (
    action: 'close-pool' | 'cancel-pool' | 'retry-purchase',
  ) => Promise<readonly [status: number, code: string | undefined]>;
  readonly metrics: () => readonly string[];
}

export interface PoolBranch {
  readonly what: string;
  readonly act: (tools: PoolTools) => Promise<void>;
  /** The pool's events. */
  readonly told: string;
  /** How its money ends: with gold, with everybody's money back, or for people, who are called. */
  readonly ends: 'allocated' | 'released' | 'FAILED';
}

/** How a pool's events read that got its gold. */
export const bought = 'Opened Closed Purchased BulkPaymentOrdered AllocationCompleted';

/** Fills the pool and lets the saga know. */
export const filled = async ({ start, fill, wake }: PoolTools): Promise<void> => {
  await start();
  await fill();
  await wake('PoolParticipationCommitted');
};
