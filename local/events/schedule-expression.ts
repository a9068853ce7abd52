import { parseCron } from './cron.ts';

/** When a schedule fires, in milliseconds since 1970 (UTC). */
export type Schedule =
  | { readonly kind: 'rate'; readonly periodMs: number }
  /** The first firing after a moment; undefined when there is none any more. */
  | { readonly kind: 'calendar'; readonly nextMs: (afterMs: number) => number | undefined };

const unitsMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

const parseRate = (text: string): Schedule | undefined => {
  const [, count = '', unit = '', plural] =
    /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(text) ?? [];
  const periodMs = Number(count) * (unitsMs[unit] ?? 0);
  // AWS insists on `1 minute` and `2 minutes`.
  return periodMs > 0 && (count === '1') === (plural === '')
    ? { kind: 'rate', periodMs }
    : undefined;
};

const parseAt = (text: string): Schedule | undefined => {
  const [, moment] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(text) ?? [];
  if (moment === undefined) return undefined;
  const atMs = Date.parse(`${moment}Z`);
  return { kind: 'calendar', nextMs: (afterMs) => (atMs > afterMs ? atMs : undefined) };
};

/** Reads `rate(…)`, `cron(…)` or `at(…)`, all in UTC. Throws for anything else. */
export const parseSchedule = (text: string): Schedule => {
  const [, fields] = /^cron\((.+)\)$/.exec(text) ?? [];
  if (fields !== undefined) return { kind: 'calendar', nextMs: parseCron(fields) };
  const schedule = parseRate(text) ?? parseAt(text);
  if (schedule === undefined) throw new Error(`the schedule ${text} is not supported`);
  return schedule;
};
