import type { Cancel, Timeline } from './timeline.ts';

/** One timer for many due times: only the earliest is armed, so a thousand waits cost one entry on the timeline. */
export interface Alarm {
  /** Rings no later than `dueMs`; whoever is called looks up what is due and sets the alarm again. */
  readonly by: (dueMs: number) => void;
  readonly stop: () => void;
}

/** Calls `ring` at the earliest time asked for. */
export const createAlarm = (timeline: Timeline, ring: () => void): Alarm => {
  let armedMs = Number.POSITIVE_INFINITY;
  let cancel: Cancel | undefined;
  const stop = () => {
    cancel?.();
    cancel = undefined;
    armedMs = Number.POSITIVE_INFINITY;
  };
  return {
    by: (dueMs) => {
      if (dueMs >= armedMs) return;
      cancel?.();
      armedMs = dueMs;
      cancel = timeline.after(Math.max(dueMs - timeline.now(), 0), () => {
        armedMs = Number.POSITIVE_INFINITY;
        cancel = undefined;
        ring();
      });
    },
    stop,
  };
};
