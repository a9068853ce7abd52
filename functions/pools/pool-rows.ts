import { moneyFromWire } from '../../domain/shared/money.ts';
import type { PoolFacts } from './pool-answers.ts';
import { readTally, type Tally } from './tally.ts';

export type PoolRow = PoolFacts & { readonly shelf: string; readonly version: number };

/** What is committed to a pool of the read table: by its tally while it is open, else by its own totals. */
export const progressOf = async (row: PoolFacts): Promise<Tally | undefined> =>
  row.status === 'open'
    ? readTally({
        poolId: row.poolId,
        currency: row.currency,
        targetAmount: moneyFromWire(row.targetAmount, row.currency),
      })
    : undefined;
