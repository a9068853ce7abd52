import type { World } from '../kernel/world.ts';
import type { Schedule } from './schedule-expression.ts';

/** Something that fires by the clock. */
export interface Scheduled {
  readonly arn: string;
  readonly schedule: Schedule;
  /** Delivers to its targets, in the turn it is called in. */
  readonly fire: () => void;
}

/** The clock of rules and schedules. */
export interface Schedules {
  /**
   * Fires every rate once and then each period (AWS counts from the creation of a rule, so a fresh system has its first
   * price at once); fires a calendar time that passed while nothing ran once, late.
   */
  readonly start: () => void;
  /** Fires every rate now whose period is at most `periodMsMax`, without moving it. */
  readonly fireRates: (periodMsMax: number) => void;
}

const hourMs = 3_600_000;

/**
 * When a rate fires next. While somebody moves the clock by a long way, one of minutes fires once an hour, or moving it
 * by a week would take as long as ten thousand runs.
 */
const nextInMs = ({ now, jumpEnd }: World['timeline'], periodMs: number): number => {
  const leftMs = (jumpEnd?.() ?? now()) - now();
  if (leftMs <= hourMs || periodMs >= hourMs) return periodMs;
  return Math.floor(hourMs / periodMs) * periodMs;
};

/** Keeps when each schedule fired last. */
export const createSchedules = (world: World, all: readonly Scheduled[]): Schedules => {
  const { timeline, storage } = world;
  storage.db.exec(
    'CREATE TABLE IF NOT EXISTS events_schedules (arn TEXT PRIMARY KEY, fired INTEGER NOT NULL) WITHOUT ROWID',
  );
  const select = storage.db.prepare('SELECT fired FROM events_schedules WHERE arn = ?');
  const upsert = storage.db.prepare(
    'INSERT OR REPLACE INTO events_schedules (arn, fired) VALUES (?, ?)',
  );
  const lastFired = (arn: string) => (select.get(arn) as { fired: number } | undefined)?.fired;
  const mark = (arn: string, atMs: number) => {
    storage.begin();
    upsert.run(arn, atMs);
  };
  const fire = ({ arn, fire: deliver }: Scheduled, atMs: number) => {
    mark(arn, atMs);
    deliver();
  };

  const every = (scheduled: Scheduled, periodMs: number): void => {
    fire(scheduled, timeline.now());
    timeline.after(nextInMs(timeline, periodMs), () => every(scheduled, periodMs));
  };

  const onCalendar = (
    scheduled: Scheduled,
    nextMs: (afterMs: number) => number | undefined,
  ): void => {
    const last = lastFired(scheduled.arn);
    const dueMs = nextMs(last ?? timeline.now());
    if (last === undefined) mark(scheduled.arn, timeline.now());
    if (dueMs === undefined) return;
    const ring = () => {
      fire(scheduled, timeline.now());
      onCalendar(scheduled, nextMs);
    };
    timeline.after(Math.max(dueMs - timeline.now(), 0), ring);
  };

  return {
    start: () => {
      for (const scheduled of all)
        if (scheduled.schedule.kind === 'rate') every(scheduled, scheduled.schedule.periodMs);
        else onCalendar(scheduled, scheduled.schedule.nextMs);
    },
    fireRates: (periodMsMax) => {
      for (const scheduled of all)
        if (scheduled.schedule.kind === 'rate' && scheduled.schedule.periodMs <= periodMsMax)
          fire(scheduled, timeline.now());
    },
  };
};
