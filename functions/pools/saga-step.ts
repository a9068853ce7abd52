import * as z from 'zod/mini';
import { setLogContext } from '../shared/log.ts';
import type { Cause } from '../shared/store/types.ts';
import { derivedId } from '../shared/uuid.ts';

/** What every step is told: the pool, and what began it all. */
export const Started = z.object({
  poolId: z.uuid(),
  deadline: z.string(),
  correlationId: z.string(),
});
export type Started = z.infer<typeof Started>;

/** A step of the saga: a function of JSON that may be run again at any time. Throws on what the saga should not say. */
export const sagaStep =
  <Told extends Started, Said>(
    name: string,
    schema: z.ZodMiniType<Told>,
    run: (told: Told) => Promise<Said>,
  ) =>
  (event: unknown): Promise<Said> => {
    const told = z.parse(schema, event);
    setLogContext({ step: name, correlationId: told.correlationId, poolId: told.poolId });
    return run(told);
  };

/** The cause of what a step does to one thing: the same command id for every run of it. */
export const causeOfStep = (
  { poolId, correlationId }: Started,
  step: string,
  thing = poolId,
): Cause => ({
  commandId: derivedId(poolId, step, thing),
  correlationId,
  causationId: poolId,
  userId: 'system',
  at: new Date().toISOString(),
});
