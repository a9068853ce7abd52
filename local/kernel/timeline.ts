import { oneTurn } from './quiet.ts';

/** Cancels what it was given for; calling it twice does nothing. */
export type Cancel = () => void;

/**
 * The one source of time in the local cloud. Nothing else in `local/` reads the clock or starts a timer,
 * so a simulator can hand in a virtual timeline and own every moment.
 */
export interface Timeline {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** Runs `task` once, `delayMs` from now on this timeline; tasks due at one moment run in the order given. */
  readonly after: (delayMs: number, task: () => void) => Cancel;
  /** Moves time forward; what becomes due on the way runs in order of its due time, at its due time. */
  readonly advance: (byMs: number) => Promise<void>;
  /** Where a jump of a clock that people move is bound for, while it is under way; virtual time makes no jumps. */
  readonly jumpEnd?: () => number | undefined;
  /** Says how `advance` waits, after each moment, until what that moment caused has been worked off. */
  readonly settleWith?: (settle: () => Promise<void>) => void;
  /** What `clockOf` reads the same time from in another thread. */
  readonly shared?: SharedArrayBuffer;
  /** Forgets every timer, so that the process can end. */
  readonly stop: () => void;
}

/** Time for one who cannot move it. */
export type Clock = Pick<Timeline, 'now' | 'after'>;

/** What a timeline's time is: how far the machine's is off, and the moment it is held at while it stands still. */
const createSharedTime = (offsetMs: number, heldMs: number | undefined) => {
  const shared = new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT);
  const values = new Float64Array(shared);
  const set = (offset: number, held: number | undefined): void => {
    values[0] = offset;
    values[1] = held ?? Number.NaN;
  };
  set(offsetMs, heldMs);
  return { shared, set };
};

/** The time of a timeline of another thread, in milliseconds since 1970-01-01T00:00:00Z. */
export const clockOf = (shared: SharedArrayBuffer): (() => number) => {
  const values = new Float64Array(shared);
  return () => {
    // Before the offset, which is written first: at the end of a jump it would else be the one before it.
    const held = values[1] as number;
    return Number.isNaN(held) ? Date.now() + (values[0] as number) : held;
  };
};

/** Runs `task` once, so many milliseconds of the machine's own from now: for what must not wait for a timeline that stands still. */
export const afterOnMachine = (delayMs: number, task: () => void): Cancel => {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
};

interface Entry {
  readonly dueMs: number;
  readonly order: number;
  readonly task: () => void;
  cancelled: boolean;
}

/** Cancelled entries that may lie around before they are swept out. */
const CANCELLED_MAX = 1024;

/** A binary heap by due time, then by order of arrival. */
const createHeap = () => {
  let items: Entry[] = [];
  let cancelled = 0;
  const before = (a: Entry, b: Entry) =>
    a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
  const swap = (i: number, j: number) => {
    const held = items[i] as Entry;
    items[i] = items[j] as Entry;
    items[j] = held;
  };
  const sink = (from: number) => {
    for (let at = from; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < items.length && before(items[left] as Entry, items[least] as Entry)) least = left;
      if (right < items.length && before(items[right] as Entry, items[least] as Entry))
        least = right;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  const pop = () => {
    const top = items[0];
    const last = items.pop();
    if (items.length > 0 && last !== undefined) {
      items[0] = last;
      sink(0);
    }
    return top;
  };
  return {
    /** What is due next; what was called off is no moment. */
    peek: () => {
      for (; items[0]?.cancelled === true; cancelled -= 1) pop();
      return items[0];
    },
    clear: () => items.splice(0),
    /** Most timers are cancelled long before they are due; without a sweep they would pile up until then. */
    cancel: (entry: Entry) => {
      if (entry.cancelled) return;
      entry.cancelled = true;
      cancelled += 1;
      if (cancelled < CANCELLED_MAX || cancelled * 2 < items.length) return;
      // A sorted list is a heap.
      items = items.filter((each) => !each.cancelled).sort((a, b) => (before(a, b) ? -1 : 1));
      cancelled = 0;
    },
    push: (entry: Entry) => {
      items.push(entry);
      for (let at = items.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!before(items[at] as Entry, items[parent] as Entry)) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop,
  };
};

/** Time as the machine has it, plus an offset that `advance` grows (`offsetMs` restores it after a restart). */
export const createRealTimeline = (
  offsetMs = 0,
): Timeline & { readonly offsetMs: () => number } => {
  const heap = createHeap();
  let offset = offsetMs;
  let settle = oneTurn;
  let held: number | undefined;
  let jumpEnd: number | undefined;
  let order = 0;
  let alarm: NodeJS.Timeout | undefined;
  const time = createSharedTime(offset, held);
  const now = () => held ?? Date.now() + offset;

  const runDue = (untilMs: number) => {
    for (let next = heap.peek(); next !== undefined && next.dueMs <= untilMs; next = heap.peek()) {
      heap.pop();
      next.task();
    }
  };
  const arm = () => {
    clearTimeout(alarm);
    const next = heap.peek();
    if (next === undefined || held !== undefined) return;
    // setTimeout counts in 32 bits; a later wake-up arms again.
    alarm = setTimeout(
      () => {
        runDue(now());
        arm();
      },
      Math.min(Math.max(next.dueMs - now(), 0), 2_000_000_000),
    );
  };

  return {
    now,
    offsetMs: () => offset,
    after: (delayMs, task) => {
      const entry = { dueMs: now() + delayMs, order: order++, task, cancelled: false };
      heap.push(entry);
      if (heap.peek() === entry) arm();
      return () => heap.cancel(entry);
    },
    jumpEnd: () => jumpEnd,
    advance: async (byMs) => {
      const target = now() + byMs;
      jumpEnd = target;
      for (let next = heap.peek(); next !== undefined && next.dueMs <= target; next = heap.peek()) {
        held = Math.max(now(), next.dueMs);
        time.set(offset, held);
        runDue(held);
        await settle();
      }
      held = undefined;
      jumpEnd = undefined;
      offset += Math.max(target - now(), 0);
      time.set(offset, held);
      arm();
    },
    settleWith: (given) => {
      settle = given;
    },
    shared: time.shared,
    stop: () => {
      clearTimeout(alarm);
      heap.clear();
    },
  };
};

/** Virtual time: stands still until `advance` moves it. */
export const createVirtualTimeline = (startMs: number): Timeline => {
  const heap = createHeap();
  let current = startMs;
  let settle = oneTurn;
  let order = 0;
  const time = createSharedTime(0, current);
  const standAt = (ms: number): void => {
    current = ms;
    time.set(0, ms);
  };
  return {
    now: () => current,
    after: (delayMs, task) => {
      const entry = { dueMs: current + delayMs, order: order++, task, cancelled: false };
      heap.push(entry);
      return () => heap.cancel(entry);
    },
    advance: async (byMs) => {
      const target = current + byMs;
      for (let next = heap.peek(); next !== undefined && next.dueMs <= target; next = heap.peek()) {
        heap.pop();
        standAt(Math.max(current, next.dueMs));
        next.task();
        await settle();
      }
      standAt(target);
    },
    settleWith: (given) => {
      settle = given;
    },
    shared: time.shared,
    stop: () => {
      heap.clear();
    },
  };
};
