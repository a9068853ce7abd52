import type { Timeline } from '../kernel/timeline.ts';
import type { Frame } from './execution.ts';

/** One timer for each frame that has a time to wait for. */
export interface Timers {
  /** Sets a frame's timer, in place of the one it had. */
  readonly arm: (frame: Frame) => void;
  readonly disarm: (id: number) => void;
  readonly stop: () => void;
}

/** When a frame next needs attention without anybody's doing. */
const wakeMs = ({ dueMs, deadlineMs, heartbeatDueMs }: Frame): number | undefined => {
  const times = [dueMs, deadlineMs, heartbeatDueMs].filter((each) => each !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
};

/** No timers yet; `ring` hears of each frame whose time has come, as it was when its timer was set. */
export const createTimers = (timeline: Timeline, ring: (frame: Frame) => void): Timers => {
  const timers = new Map<number, () => void>();
  const disarm = (id: number) => {
    timers.get(id)?.();
    timers.delete(id);
  };
  return {
    disarm,
    arm: (frame) => {
      disarm(frame.id);
      const atMs = wakeMs(frame);
      if (atMs === undefined) return;
      const cancel = timeline.after(Math.max(atMs - timeline.now(), 0), () => {
        timers.delete(frame.id);
        ring(frame);
      });
      timers.set(frame.id, cancel);
    },
    stop: () => {
      for (const id of [...timers.keys()]) disarm(id);
    },
  };
};
