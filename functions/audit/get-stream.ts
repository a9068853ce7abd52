import * as z from 'zod/mini';
import { Instant } from '../../domain/shared/time.ts';
import { aggregateOf, type SomeFolding } from '../shared/aggregates.ts';
import { listOf, named } from '../shared/http/answers.ts';
import { Cursor, cursorAt, Limit, sortKeyOf } from '../shared/http/cursor.ts';
import { query } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { type CommitItem, decodeCommit } from '../shared/store/codec.ts';
import { foldedEvents, itemsOf, verifyChain } from '../shared/store/history.ts';
import type { Commit } from '../shared/store/types.ts';
import { StoredEvent, shownEvents } from './shown-event.ts';

const StreamShown = named(
  'StreamShown',
  z.object({
    stream: z.string(),
    aggregateType: z.string(),
    /** Of its last event. */
    version: z.number(),
    chain: z.object({
      intact: z.boolean(),
      /** The last version that was checked, or the first that is wrong. */
      version: z.number(),
      reason: z.optional(z.enum(['gap', 'hash'])),
    }),
    /** What the events up to `asOf` make; null before the first. */
    state: z.nullable(z.record(z.string(), z.unknown())),
    items: listOf(StoredEvent),
    nextCursor: z.nullable(z.string()),
  }),
);

/** No stream of the platform comes near it; what did could not be checked within one request. */
const commitsMax = 20_000;

const unknown = (stream: string) =>
  new Problem(404, 'stream.unknown', 'Unknown stream', `Nothing was ever stored as ${stream}.`);

const wholeStream = async (stream: string): Promise<readonly CommitItem[]> => {
  const items: CommitItem[] = [];
  for await (const item of itemsOf(stream)) {
    items.push(item);
    if (items.length > commitsMax)
      throw new Problem(422, 'stream.too-long', 'Too long', 'Read it from the archive.');
  }
  if (items.length === 0) throw unknown(stream);
  return items;
};

/** What the commits up to an instant make; null before the first. As everywhere, the first later one ends it. */
const stateAt = (folding: SomeFolding, commits: readonly Commit[], instant: string) => {
  const later = commits.findIndex(({ meta }) => meta.at > instant);
  const past = later < 0 ? commits : commits.slice(0, later);
  if (past.length === 0) return null;
  const state = past.flatMap(foldedEvents).reduce(folding.evolve, folding.initialState);
  return { ...folding.publicState(state) };
};

const pageAfter = (commits: readonly Commit[], limit: number, cursor: string | undefined) => {
  const after = cursor === undefined ? 0 : Number(sortKeyOf(cursor));
  const left = commits.flatMap(shownEvents).filter(({ sequenceNumber }) => sequenceNumber > after);
  const items = left.slice(0, limit);
  const last = left.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: cursorAt(last && `${last.sequenceNumber}`) };
};

/** A stream of any aggregate: its events, whether its chain is whole, and its state now or at an instant. */
export const handler = query({
  schema: z.strictObject({
    stream: z.string().check(z.regex(/^[a-z]{1,20}-[A-Za-z0-9-]{1,100}$/, 'is no stream')),
    asOf: z.optional(Instant),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: StreamShown,
  groups: ['operations', 'compliance', 'admin'],
  handle: async ({ parameters: { stream, asOf, limit, cursor } }) => {
    const aggregateType = stream.slice(0, stream.indexOf('-'));
    const aggregate = aggregateOf(aggregateType);
    if (aggregate === undefined) throw unknown(stream);
    const items = await wholeStream(stream);
    const commits = items.map(decodeCommit);
    const instant = new Date(asOf ?? Date.now()).toISOString();
    const last = commits.at(-1) as Commit;
    return {
      stream,
      aggregateType,
      version: last.version + last.events.length - 1,
      chain: await verifyChain(items),
      state: stateAt(aggregate, commits, instant),
      ...pageAfter(commits, limit, cursor),
    };
  },
});
