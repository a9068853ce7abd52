import type { Activity } from '../kernel/activity.ts';
import type { Timeline } from '../kernel/timeline.ts';
import type { Message } from './message.ts';
import type { MessageStore } from './message-store.ts';
import type { QueueSettings } from './queue-settings.ts';
import { createShelves } from './shelves.ts';

/** One queue in memory, every change written through to the store in the same turn. */
export interface Queue {
  readonly settings: QueueSettings;
  readonly add: (message: Message) => void;
  /** Up to `limit` visible messages, hidden from others for `visibilityMs`. */
  readonly take: (limit: number, visibilityMs: number) => readonly Message[];
  /** False when the message was received again since, or is gone. */
  readonly remove: (seq: number, receiveCount: number) => boolean;
  readonly hide: (seq: number, receiveCount: number, visibilityMs: number) => boolean;
  readonly purge: () => void;
  /** Discards what is past its retention period; receiving does it for what it meets. */
  readonly expire: () => void;
  /** How many could be received now. */
  readonly visible: () => number;
  readonly activity: () => Activity;
  /** Called whenever messages may have become receivable; returns what ends it. */
  readonly onReady: (listener: () => void) => () => void;
}

interface Options {
  readonly settings: QueueSettings;
  readonly timeline: Timeline;
  readonly store: MessageStore;
  /** Takes a message that was received too often. */
  readonly deadLetter: (message: Message) => void;
}

/** Opens a queue with what the store kept of it. */
export const createQueue = ({ settings, timeline, store, deadLetter }: Options): Queue => {
  const { redrive, retentionMs, fifo, name } = settings;
  const shelves = createShelves(timeline, fifo);
  for (const message of store.load(name)) shelves.add(message);

  const discard = (seq: number) => {
    shelves.drop(seq);
    store.remove(seq);
  };
  const expired = (message: Message) => timeline.now() - message.sentMs >= retentionMs;
  const receive = (message: Message, untilMs: number): Message => {
    const receiveCount = message.receiveCount + 1;
    const firstReceivedMs = message.firstReceivedMs ?? timeline.now();
    const received = { ...message, receiveCount, firstReceivedMs };
    // The first receive is not worth a write: losing it in a crash gives one more try.
    if (receiveCount > 1) store.received(received);
    shelves.hide(received, untilMs);
    return received;
  };

  return {
    settings,
    onReady: shelves.onReady,
    add: (message) => {
      store.add(name, message);
      shelves.add(message);
      if (shelves.ready.has(message.seq)) shelves.announce();
    },
    take: (limit, visibilityMs) => {
      const locked = fifo ? shelves.groupsInFlight() : undefined;
      const taken: Message[] = [];
      for (const message of shelves.ready.values()) {
        if (taken.length >= limit) break;
        if (locked?.has(message.groupId)) continue;
        if (expired(message)) discard(message.seq);
        else if (redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount) {
          shelves.drop(message.seq);
          deadLetter(message);
        } else taken.push(receive(message, timeline.now() + visibilityMs));
      }
      return taken;
    },
    remove: (seq, receiveCount) => {
      const message = shelves.inFlight(seq) ?? shelves.ready.get(seq);
      if (message?.receiveCount !== receiveCount) return false;
      discard(seq);
      // The next message of its group has become receivable.
      if (fifo && shelves.ready.size > 0) shelves.announce();
      return true;
    },
    hide: (seq, receiveCount, visibilityMs) => {
      const message = shelves.inFlight(seq);
      if (message?.receiveCount !== receiveCount) return false;
      if (visibilityMs === 0) shelves.show(message);
      else shelves.hide(message, timeline.now() + visibilityMs);
      return true;
    },
    purge: () => {
      for (const seq of shelves.clear()) store.remove(seq);
    },
    visible: () => shelves.ready.size,
    activity: shelves.activity,
    expire: () => {
      for (const message of [...shelves.ready.values()].filter(expired)) discard(message.seq);
    },
  };
};
