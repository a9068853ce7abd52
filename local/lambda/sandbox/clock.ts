import type { Timeline } from '../../kernel/timeline.ts';

/** `Date` on a timeline: only "now" differs, so dates from inside and outside are alike, `instanceof` included. */
export const createDate = (timeline: Pick<Timeline, 'now'>): DateConstructor => {
  const clock = function (this: unknown, ...given: readonly unknown[]) {
    const now = Math.floor(timeline.now());
    if (new.target === undefined) return new Date(now).toString();
    return Reflect.construct(Date, given.length === 0 ? [now] : given, new.target);
  };
  return Object.assign(clock, {
    now: () => Math.floor(timeline.now()),
    parse: Date.parse,
    UTC: Date.UTC,
    prototype: Date.prototype,
  }) as unknown as DateConstructor;
};

/** The part of `performance` that code measures with, on a timeline. */
export const createPerformance = (timeline: Pick<Timeline, 'now'>) => {
  const timeOrigin = timeline.now();
  return { timeOrigin, now: () => timeline.now() - timeOrigin, mark: () => {}, measure: () => {} };
};
