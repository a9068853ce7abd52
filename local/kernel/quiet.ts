import type { Activity } from './activity.ts';
import type { Timeline } from './timeline.ts';

/** Lets whatever works get on by a little: promises run, writes commit. */
export type Turn = () => Promise<void>;

/** One turn of the event loop. */
export const oneTurn: Turn = () => new Promise((resolve) => setImmediate(resolve));

/** Turns in a row without work before work is believed to be over: a commit and its listener take two. */
const QUIET_TURNS = 4;

/** Turns to wait for a moment's work before time moves on; what still runs then sleeps, or waits for a thread. */
const SETTLE_TURNS_MAX = 400;

/** Turns between two waits on the timeline, so that waiting for a delay does not keep a processor busy. */
const SPIN_TURNS = 200;
const PAUSE_MS = 5;

/** Waits until `busy` says no for a few turns; gives up after `turnsMax` and says false. */
const quietWithin = async (busy: () => boolean, turnsMax: number, turn: Turn): Promise<boolean> => {
  for (let total = 0, quiet = 0; total < turnsMax; total++) {
    await turn();
    quiet = busy() ? 0 : quiet + 1;
    if (quiet >= QUIET_TURNS) return true;
  }
  return false;
};

/** Lets the work that is under way get as far as it gets without time: for `Timeline.settleWith`. */
export const createSettle =
  (activity: () => Activity, turn: Turn = oneTurn) =>
  async (): Promise<void> => {
    const busy = () => {
      const { ready, inFlight } = activity();
      return ready + inFlight > 0;
    };
    await quietWithin(busy, SETTLE_TURNS_MAX, turn);
  };

/** Resolves when nothing is ready, in flight or delayed. On a virtual timeline somebody must move time meanwhile. */
export const createIdle =
  (activity: () => Activity, timeline: Timeline, turn: Turn = oneTurn) =>
  async (): Promise<void> => {
    const busy = () => {
      const { ready, inFlight, delayed } = activity();
      return ready + inFlight + delayed > 0;
    };
    while (!(await quietWithin(busy, SPIN_TURNS, turn)))
      await new Promise<void>((resolve) => timeline.after(PAUSE_MS, resolve));
  };
