import { createVirtualTimeline, type Timeline } from '../../local/kernel/timeline.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Turns of the event loop after which something spins without time moving: a bug, and better named than hung. */
const turnsMax = 1_000_000;

/**
 * Resolves when nothing can happen before time moves: no turn of the event loop is asked for any more. In the local
 * cloud everything that does not wait for the timeline runs in microtasks and immediates, so this is exact and the
 * same in every run.
 */
export const quiet = async (): Promise<void> => {
  for (let turns = 0; turns < turnsMax; turns++) {
    await turn();
    if (!process.getActiveResourcesInfo().includes('Immediate')) return;
  }
  throw new Error('the event loop spins and no time passes');
};

export interface Clockwork extends Timeline {
  /** How many moments had something due so far. */
  readonly moments: () => number;
}

/** Virtual time in which each moment is worked off entirely before the next one comes. */
export const createClockwork = (startMs: number): Clockwork => {
  const { settleWith, ...timeline } = createVirtualTimeline(startMs);
  let moments = 0;
  settleWith?.(() => {
    moments += 1;
    return quiet();
  });
  return {
    ...timeline,
    moments: () => moments,
    advance: async (byMs) => {
      await quiet();
      await timeline.advance(byMs);
      await quiet();
    },
  };
};

/** Waits for so long on the timeline. */
export const passing = (timeline: Timeline, ms: number): Promise<void> =>
  new Promise((resolve) => void timeline.after(ms, resolve));

/** Moves time on until the promise is settled. Throws when that takes longer than `withinMs` of virtual time. */
export const moveUntil = async <Value>(
  timeline: Timeline,
  promise: Promise<Value>,
  withinMs: number,
  stepMs = 100,
): Promise<Value> => {
  let settled = false;
  const watched = promise.finally(() => {
    settled = true;
  });
  watched.catch(() => undefined);
  await quiet();
  const untilMs = timeline.now() + withinMs;
  while (!settled && timeline.now() < untilMs) await timeline.advance(stepMs);
  if (!settled) throw new Error(`nothing came of it within ${withinMs} ms`);
  return watched;
};
