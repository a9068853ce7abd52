import { AsyncLocalStorage } from 'node:async_hooks';
import { promisify } from 'node:util';
import type { Cancel, Clock } from '../../kernel/timeline.ts';

type Callback = (...values: readonly unknown[]) => void;

/** What `setTimeout` gives back: enough of Node's `Timeout`, and a number where one is asked for. */
interface Timer {
  readonly ref: () => Timer;
  readonly unref: () => Timer;
  readonly hasRef: () => boolean;
  readonly refresh: () => Timer;
  readonly close: () => Timer;
  readonly [Symbol.toPrimitive]: () => number;
}

type Fail = (error: unknown) => void;

const guarded = (callback: Callback, values: readonly unknown[], fail: Fail) => {
  try {
    callback(...values);
  } catch (error) {
    fail(error);
  }
};

/** `setTimeout` and `setInterval`. */
const createTimeouts = (timeline: Clock, fail: Fail) => {
  const live = new Map<number, Cancel>();
  let lastId = 0;
  const disarm = (id: number) => {
    live.get(id)?.();
    live.delete(id);
  };
  const start = (
    callback: Callback,
    delayMs: unknown,
    values: readonly unknown[],
    again: boolean,
  ) => {
    lastId += 1;
    const id = lastId;
    // As Node's timers do, keep what AsyncLocalStorage held where the timer was started.
    const bound = AsyncLocalStorage.bind(callback);
    // Node's own rule: below 1 ms, and what is no number, counts as 1 ms.
    const delay = Math.max(Number(delayMs) || 1, 1);
    const arm = () => {
      const cancel = timeline.after(delay, () => {
        if (again) arm();
        else live.delete(id);
        guarded(bound, values, fail);
      });
      live.set(id, cancel);
      return timer;
    };
    const timer: Timer = {
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
      refresh: () => {
        disarm(id);
        return arm();
      },
      close: () => {
        disarm(id);
        return timer;
      },
      [Symbol.toPrimitive]: () => id,
    };
    return arm();
  };
  return {
    start,
    clear: (timer: unknown) => {
      if (timer !== undefined && timer !== null) disarm(Number(timer));
    },
    stop: () => {
      for (const cancel of live.values()) cancel();
      live.clear();
    },
  };
};

/** `setImmediate`: the next turn of the event loop, which is no matter of time. */
const createImmediates = (fail: Fail) => {
  const live = new Set<NodeJS.Immediate>();
  return {
    start: (callback: Callback, ...values: readonly unknown[]) => {
      const immediate = setImmediate(() => {
        live.delete(immediate);
        guarded(callback, values, fail);
      });
      live.add(immediate);
      return immediate;
    },
    clear: (immediate: NodeJS.Immediate) => {
      clearImmediate(immediate);
      live.delete(immediate);
    },
    stop: () => {
      for (const immediate of live) clearImmediate(immediate);
      live.clear();
    },
  };
};

/** The timer functions on a timeline. `fail` hears of what a callback throws. */
export const createTimers = (timeline: Clock, fail: Fail) => {
  const timeouts = createTimeouts(timeline, fail);
  const immediates = createImmediates(fail);
  const once = (callback: Callback, delayMs?: unknown, ...values: readonly unknown[]) =>
    timeouts.start(callback, delayMs, values, false);
  const later = (delayMs?: number, value?: unknown) =>
    new Promise((resolve) => once(() => resolve(value), delayMs));
  const nextTurn = (value?: unknown) =>
    new Promise((resolve) => immediates.start(() => resolve(value)));
  return {
    functions: {
      setTimeout: Object.assign(once, { [promisify.custom]: later }),
      clearTimeout: timeouts.clear,
      setInterval: (callback: Callback, delayMs?: unknown, ...values: readonly unknown[]) =>
        timeouts.start(callback, delayMs, values, true),
      clearInterval: timeouts.clear,
      setImmediate: Object.assign(immediates.start, { [promisify.custom]: nextTurn }),
      clearImmediate: immediates.clear,
    },
    promises: { setTimeout: later, setImmediate: nextTurn },
    /** Nothing started here runs any more. */
    stop: () => {
      timeouts.stop();
      immediates.stop();
    },
  };
};
