import * as z from 'zod/mini';
import { Instant, msPerDay } from '../../domain/shared/time.ts';
import { named, pageOf } from '../shared/http/answers.ts';
import { badCursor, Cursor, cursorAt, Limit, sortKeyOf } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { commitsWithin, ownStreams, type Period, streamsLedToBy } from './person-streams.ts';
import { AuditedEvent, shownEvents } from './shown-event.ts';

const AuditTrail = named('AuditTrail', pageOf(AuditedEvent));
type Audited = z.infer<typeof AuditedEvent>;

const daysUnlessTold = 30;
/** What one answer is chosen from; whoever asks for more narrows the period. */
const eventsMax = 5_000;

const periodOf = (from: string | undefined, to: string | undefined): Period => {
  const end = to === undefined ? Date.now() : Date.parse(to);
  const begin = from === undefined ? end - daysUnlessTold * msPerDay : Date.parse(from);
  if (begin > end)
    throw new Problem(422, 'audit.invalid-period', 'Invalid period', 'from lies behind to.');
  return { from: new Date(begin).toISOString(), to: new Date(end).toISOString() };
};

const trailOf = async (userId: string, period: Period): Promise<readonly Audited[]> => {
  const trail: Audited[] = [];
  const streams = [...ownStreams(userId)];
  for (let stream = streams.shift(); stream !== undefined; stream = streams.shift())
    for await (const commit of commitsWithin(stream, period)) {
      trail.push(...shownEvents(commit).map((event) => ({ ...event, stream: commit.stream })));
      streams.push(...streamsLedToBy(commit));
      if (trail.length > eventsMax)
        throw new Problem(422, 'audit.too-much', 'Too much', 'Ask for a shorter period.');
    }
  return trail.sort(
    (a, b) =>
      a.timestamp.localeCompare(b.timestamp) ||
      a.stream.localeCompare(b.stream) ||
      a.sequenceNumber - b.sequenceNumber,
  );
};

const placeAfter = (trail: readonly Audited[], last: string): number => {
  const index = trail.findIndex(({ eventId }) => eventId === last);
  if (index < 0) throw badCursor();
  return index + 1;
};

/** Everything that was stored about a customer in a period, oldest first: account, wallet, parts in pools, cases. */
export const handler = query({
  schema: z.strictObject({
    userId: z.uuid(),
    from: z.optional(Instant),
    to: z.optional(Instant),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: AuditTrail,
  groups: ['compliance', 'admin'],
  handle: async ({ parameters: { userId, from, to, limit, cursor } }) => {
    const trail = await trailOf(userId, periodOf(from, to));
    const start = cursor === undefined ? 0 : placeAfter(trail, sortKeyOf(cursor));
    const items = trail.slice(start, start + limit);
    const last = trail.length > start + limit ? items.at(-1) : undefined;
    return { items, nextCursor: cursorAt(last?.eventId) };
  },
});
