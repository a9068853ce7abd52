import type { Outcome } from '../kernel/invoke.ts';
import type { World } from '../kernel/world.ts';
import type { Declaration } from './definition.ts';
import type { Instance } from './instance.ts';

/** The instances of one function. */
export interface Pool {
  readonly invoke: (payload: unknown, invokedArn: string) => Promise<Outcome>;
  readonly running: () => number;
  readonly waiting: () => number;
  /** Lets go of every instance: current requests fail, the next one starts afresh. */
  readonly kill: () => void;
}

/** How long an invocation is billed for, in milliseconds, given what the clock measured. */
export type BilledDuration = (functionName: string, measuredMs: number) => number;

/** Rounded up to a millisecond, as Lambda bills. */
export const measuredDuration: BilledDuration = (_, measuredMs) =>
  Math.max(Math.ceil(measuredMs), 1);

/** Runs at most `limit` requests at a time, each on an instance of its own; the rest wait their turn. */
export const createPool = ({
  world,
  definition,
  limit,
  duration,
  start,
}: {
  readonly world: World;
  readonly definition: Declaration;
  readonly limit: number;
  readonly duration: BilledDuration;
  readonly start: () => Instance;
}): Pool => {
  const { timeline, meter, random } = world;
  const idle: Instance[] = [];
  const busy = new Set<Instance>();
  const queue: (() => void)[] = [];

  /** An instance may have ended since it served, by itself or with its thread. */
  const living = (): Instance | undefined => {
    let instance = idle.pop();
    while (instance?.alive() === false) instance = idle.pop();
    return instance;
  };

  let places = limit;
  const take = async (): Promise<Instance> => {
    // Whoever leaves hands its place to the first in the queue, so nobody slips in between.
    if (places > 0) places -= 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
    const instance = living() ?? start();
    busy.add(instance);
    return instance;
  };
  const give = (instance: Instance) => {
    busy.delete(instance);
    if (instance.alive()) idle.push(instance);
    const next = queue.shift();
    if (next === undefined) places += 1;
    else next();
  };
  const bill = (startedMs: number) => {
    const billedMs = duration(definition.name, timeline.now() - startedMs);
    meter.add('lambda.requests', 1, definition.name);
    meter.add(
      'lambda.gbSeconds',
      (billedMs / 1000) * (definition.memoryMb / 1024),
      definition.name,
    );
  };

  return {
    running: () => busy.size,
    waiting: () => queue.length,
    kill: () => {
      for (const instance of idle.splice(0)) instance.forget();
      for (const instance of busy) instance.kill();
    },
    invoke: async (payload, invokedArn) => {
      const instance = await take();
      const startedMs = timeline.now();
      try {
        const json = payload === undefined ? undefined : JSON.stringify(payload);
        const outcome = await instance.invoke(json, random.uuid(), invokedArn);
        return outcome.ok ? { ok: true, payload: JSON.parse(outcome.json) } : outcome;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { ok: false, errorType: 'Runtime.MarshalError', errorMessage: reason };
      } finally {
        bill(startedMs);
        give(instance);
      }
    },
  };
};
