import type { Activity } from '../kernel/activity.ts';
import { createAlarm } from '../kernel/alarm.ts';
import { type Faults, noFaults } from '../kernel/faults.ts';
import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { createDeadLetters } from './dead-letters.ts';
import { createDeliveryStore, type Pending } from './delivery-store.ts';
import { type Receivers, sendToTarget } from './send-to-target.ts';
import type { Target } from './target.ts';
import type { BusEvent } from './target-input.ts';

/** Delivers events to targets, at least once. */
export interface Deliveries {
  /**
   * Tries at once, in this turn, so that PutEvents and what it caused become durable together; what fails is kept and
   * tried again.
   */
  readonly deliver: (target: Target, event: BusEvent, text: string) => void;
  /** Takes up again what was pending before a restart. */
  readonly resume: () => void;
  readonly activity: () => Activity;
}

interface Options {
  readonly world: World;
  readonly receivers: Receivers;
  readonly targets: ReadonlyMap<string, Target>;
  readonly faults?: Faults | undefined;
  /** Hears of every event that is lost for good. */
  readonly warn: (message: string) => void;
}

const BACKOFF_MS_MIN = 1_000;
const BACKOFF_MS_MAX = 600_000;

/** AWS names exponential back-off with jitter, and no numbers. */
const backoffMs = (attempts: number, chance: number): number =>
  Math.round(Math.min(BACKOFF_MS_MIN * 2 ** (attempts - 1), BACKOFF_MS_MAX) * (0.5 + chance / 2));

const isRetriable = ({ code, status }: AwsError): boolean =>
  status >= 500 || /throttl|toomanyrequests|provisionedthroughput/i.test(code);

/** Tries once; gives the next try, or undefined when this one was the last. */
const createAttempt = ({ world, receivers, faults = noFaults, warn }: Options) => {
  const { timeline, random, storage } = world;
  const deadLetters = createDeadLetters(receivers, warn);
  return (target: Target, event: BusEvent, now: Omit<Pending, 'id'>) => {
    storage.begin();
    const pending = { ...now, attempts: now.attempts + 1 };
    try {
      const code = faults.rejection('events.deliver', target.arn);
      if (code !== undefined) throw new AwsError(code, 'Rejected by a fault', { status: 503 });
      sendToTarget(receivers, target, target.input(event, pending.event));
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const dueMs = timeline.now() + backoffMs(pending.attempts, random.next());
      const bury = (failure: AwsError, exhausted?: string) =>
        deadLetters({ target, pending, error: failure, exhausted });
      if (!isRetriable(error)) bury(error);
      else if (pending.attempts > target.retriesMax) bury(error, 'MaximumRetryAttempts');
      else if (dueMs - pending.createdMs > target.ageMsMax) bury(error, 'MaximumEventAgeInSeconds');
      else return { ...pending, dueMs };
      return undefined;
    }
  };
};

/** Starts with nothing pending; call `resume` once every receiver is there. */
export const createDeliveries = (options: Options): Deliveries => {
  const { world, targets, faults = noFaults, warn } = options;
  const { timeline, storage } = world;
  const attempt = createAttempt(options);
  const store = createDeliveryStore(storage);
  const waiting = new Map<number, Pending>();
  const keep = (pending: Pending) => {
    waiting.set(pending.id, pending);
    alarm.by(pending.dueMs);
  };

  const retry = (pending: Pending) => {
    waiting.delete(pending.id);
    const target = targets.get(pending.targetKey);
    if (target === undefined) warn(`the target ${pending.targetKey} is gone, and an event with it`);
    const next = target && attempt(target, JSON.parse(pending.event) as BusEvent, pending);
    if (next === undefined) return store.remove(pending.id);
    const kept = { ...next, id: pending.id };
    store.update(kept);
    keep(kept);
  };

  const alarm = createAlarm(timeline, () => {
    storage.begin();
    const due = [...waiting.values()].filter(({ dueMs }) => dueMs <= timeline.now());
    for (const pending of due) retry(pending);
    for (const { dueMs } of waiting.values()) alarm.by(dueMs);
  });

  return {
    deliver: (target, event, eventText) => {
      const now = timeline.now();
      for (const lateMs of faults.arrivalsMs('events.deliver', target.arn)) {
        const dueMs = now + lateMs;
        const first = {
          targetKey: target.key,
          event: eventText,
          createdMs: now,
          attempts: 0,
          dueMs,
        };
        const next = lateMs > 0 ? first : attempt(target, event, first);
        if (next !== undefined) keep(store.add(next));
      }
    },
    resume: () => {
      for (const pending of store.load()) keep(pending);
    },
    activity: () => {
      const dues = [...waiting.values()].map(({ dueMs }) => dueMs);
      const nextDueMs = dues.length === 0 ? undefined : dues.reduce((a, b) => Math.min(a, b));
      return { ready: 0, inFlight: 0, delayed: waiting.size, nextDueMs };
    },
  };
};
