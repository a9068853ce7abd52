import type { Timeline } from '../../local/kernel/timeline.ts';
import { chanceOf } from './chance.ts';

/** How often each fault happens in ordinary times, as a probability per opportunity. */
export interface FaultRates {
  /** A call to AWS is answered late, so that calls overtake each other. */
  readonly slowCall: number;
  /** A call never arrives. */
  readonly lostCall: number;
  /** A call is done, and its answer lost; what was written more often than what was read, since it matters more. */
  readonly lostReply: number;
  readonly lostWriteReply: number;
  /** An eventually consistent read shows what was there a moment ago. */
  readonly staleRead: number;
  readonly throttledWrite: number;
  readonly transactionConflict: number;
  /** A message or delivery comes twice, late, or is refused at first. */
  readonly doubledDelivery: number;
  readonly lateDelivery: number;
  readonly refusedDelivery: number;
  /** A consumer did its work and its answer is lost: everything is delivered again. */
  readonly lostOutcome: number;
  /** The customer's connection breaks after the platform has done what was asked. */
  readonly lostAnswer: number;
  /** Something is down throughout one of the spans that time is cut into. */
  readonly outage: number;
}

export const usualRates: FaultRates = {
  slowCall: 0.08,
  lostCall: 0.004,
  lostReply: 0.004,
  lostWriteReply: 0.03,
  staleRead: 0.05,
  throttledWrite: 0.006,
  transactionConflict: 0.01,
  doubledDelivery: 0.05,
  lateDelivery: 0.05,
  refusedDelivery: 0.02,
  lostOutcome: 0.01,
  lostAnswer: 0.03,
  outage: 0.2,
};

/** Nothing goes wrong but what is asked for. */
export const noFaults: FaultRates = {
  slowCall: 0,
  lostCall: 0,
  lostReply: 0,
  lostWriteReply: 0,
  staleRead: 0,
  throttledWrite: 0,
  transactionConflict: 0,
  doubledDelivery: 0,
  lateDelivery: 0,
  refusedDelivery: 0,
  lostOutcome: 0,
  lostAnswer: 0,
  outage: 0,
};

/** Time is cut into spans; in a few of them every fault is likelier, in a few something is down throughout. */
const spanMs = 20_000;
const burstShare = 0.15;
const burstFactor = 6;
const services = ['events', 'events', 'sqs', 'dynamodb', 'kms', 'kms'] as const;
type Service = (typeof services)[number];

/** What a request may not survive. A late answer, an old read, a conflict or what befalls deliveries excuses none. */
const harmful: ReadonlySet<string> = new Set([
  'lostCall',
  'lostReply',
  'lostWriteReply',
  'throttledWrite',
  'outage',
  'kill',
]);

/** Whether something goes wrong now, decided by the seed. */
export interface Weather {
  readonly happens: (fault: Exclude<keyof FaultRates, 'outage'>) => boolean;
  readonly isDown: (service: string) => boolean;
  /** From now on everything goes well, until `resume`. */
  readonly heal: () => void;
  readonly resume: () => void;
  /** Notes what somebody else does to the platform: it counts with what is injected here. */
  readonly count: (what: 'kill') => true;
  /** How many of each were made. */
  readonly injected: () => Readonly<Record<string, number>>;
  /** When the latest of them was made that can make a request fail; before all time where there was none. */
  readonly harmedAtMs: () => number;
}

/** Bursts and outages over the whole time, and single faults by their rates. Fair until `resume`. */
export const createWeather = (
  seed: number,
  rates: FaultRates,
  timeline: () => Timeline,
): Weather => {
  const chance = chanceOf(seed, 'faults');
  const spans = chanceOf(seed, 'spans');
  const counts: Record<string, number> = {};
  let fair = true;
  let spanUntilMs = 0;
  let burst = false;
  let down: Service | undefined;
  let harmedAtMs = Number.NEGATIVE_INFINITY;

  const count = (what: string): true => {
    counts[what] = (counts[what] ?? 0) + 1;
    if (harmful.has(what)) harmedAtMs = timeline().now();
    return true;
  };
  const enterSpan = (): void => {
    const now = timeline().now();
    if (now < spanUntilMs) return;
    burst = spans.hit(burstShare);
    down = spans.hit(rates.outage) ? spans.one(services) : undefined;
    spanUntilMs = now + spanMs;
  };
  return {
    happens: (fault) => {
      if (fair) return false;
      enterSpan();
      return chance.hit(rates[fault] * (burst ? burstFactor : 1)) && count(fault);
    },
    isDown: (service) => {
      if (fair) return false;
      enterSpan();
      return down === service && count('outage');
    },
    heal: () => {
      fair = true;
    },
    resume: () => {
      fair = false;
    },
    count,
    injected: () => counts,
    harmedAtMs: () => harmedAtMs,
  };
};
