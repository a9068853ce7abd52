/** What a service still has to do; a test or a simulator waits until nothing is left. */
export interface Activity {
  /** Could be worked on now. */
  readonly ready: number;
  /** Being worked on. */
  readonly inFlight: number;
  /** Waits for its time: delays, retries, visibility. */
  readonly delayed: number;
  /** When the earliest of the delayed is due, in milliseconds since 1970. */
  readonly nextDueMs: number | undefined;
}

const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

/** Several services (or queues, or lanes) read as one. */
export const sumActivities = (all: readonly Activity[]): Activity =>
  all.reduce(
    (sum, next) => ({
      ready: sum.ready + next.ready,
      inFlight: sum.inFlight + next.inFlight,
      delayed: sum.delayed + next.delayed,
      nextDueMs: earlier(sum.nextDueMs, next.nextDueMs),
    }),
    { ready: 0, inFlight: 0, delayed: 0, nextDueMs: undefined },
  );

/** True when nothing is ready, in flight or delayed. */
export const isIdle = (activity: Activity): boolean =>
  activity.ready + activity.inFlight + activity.delayed === 0;
