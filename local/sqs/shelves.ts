import type { Activity } from '../kernel/activity.ts';
import { createAlarm } from '../kernel/alarm.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Message } from './message.ts';

/** The messages of one queue by state: visible, delayed, in flight. It moves them as time passes and says so. */
export interface Shelves {
  /** In the order in which they are to be received. */
  readonly ready: ReadonlyMap<number, Message>;
  readonly add: (message: Message) => void;
  /** Takes a message off the visible ones, for good. */
  readonly drop: (seq: number) => void;
  readonly hide: (message: Message, untilMs: number) => void;
  /** Makes a message in flight visible at once. */
  readonly show: (message: Message) => void;
  readonly inFlight: (seq: number) => Message | undefined;
  readonly groupsInFlight: () => ReadonlySet<string | undefined>;
  readonly clear: () => readonly number[];
  readonly activity: () => Activity;
  readonly onReady: (listener: () => void) => () => void;
  readonly announce: () => void;
}

interface Waiting {
  readonly message: Message;
  readonly dueMs: number;
}

/** Arrival order matters in FIFO queues only; a standard queue gives what returned after what waits. */
const put = (ready: Map<number, Message>, fifo: boolean, messages: readonly Message[]): void => {
  for (const message of messages) ready.set(message.seq, message);
  if (!fifo) return;
  const ordered = [...ready.values()].sort((a, b) => a.seq - b.seq);
  ready.clear();
  for (const message of ordered) ready.set(message.seq, message);
};

const takeDue = (shelf: Map<number, Waiting>, nowMs: number): readonly Message[] => {
  const due = [...shelf.values()].filter(({ dueMs }) => dueMs <= nowMs);
  for (const { message } of due) shelf.delete(message.seq);
  return due.map(({ message }) => message);
};

/** Empty shelves on a timeline. */
export const createShelves = (timeline: Timeline, fifo: boolean): Shelves => {
  const ready = new Map<number, Message>();
  const delayed = new Map<number, Waiting>();
  const inFlight = new Map<number, Waiting>();
  const listeners = new Set<() => void>();
  const waiting = () => [...delayed.values(), ...inFlight.values()];
  const announce = () => {
    for (const listener of [...listeners]) listener();
  };
  const alarm = createAlarm(timeline, () => {
    const now = timeline.now();
    const back = [...takeDue(delayed, now), ...takeDue(inFlight, now)];
    for (const { dueMs } of waiting()) alarm.by(dueMs);
    if (back.length === 0) return;
    put(ready, fifo, back);
    announce();
  });
  const wait = (shelf: Map<number, Waiting>, message: Message, dueMs: number) => {
    shelf.set(message.seq, { message, dueMs });
    alarm.by(dueMs);
  };
  return {
    ready,
    announce,
    add: (message) => {
      if (message.visibleMs > timeline.now()) wait(delayed, message, message.visibleMs);
      else ready.set(message.seq, message);
    },
    drop: (seq) => {
      ready.delete(seq);
      inFlight.delete(seq);
    },
    hide: (message, untilMs) => {
      ready.delete(message.seq);
      wait(inFlight, message, untilMs);
    },
    show: (message) => {
      inFlight.delete(message.seq);
      put(ready, fifo, [message]);
      announce();
    },
    inFlight: (seq) => inFlight.get(seq)?.message,
    groupsInFlight: () => new Set([...inFlight.values()].map(({ message }) => message.groupId)),
    clear: () => {
      const all = [...ready.keys(), ...delayed.keys(), ...inFlight.keys()];
      for (const shelf of [ready, delayed, inFlight]) shelf.clear();
      return all;
    },
    activity: () => {
      const dues = waiting().map(({ dueMs }) => dueMs);
      const nextDueMs = dues.length === 0 ? undefined : dues.reduce((a, b) => Math.min(a, b));
      const [visible, flying] = [ready.size, inFlight.size];
      return { ready: visible, inFlight: flying, delayed: delayed.size, nextDueMs };
    },
    onReady: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
