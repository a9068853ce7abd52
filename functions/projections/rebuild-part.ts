import { foundTogether, noFindings, type RebuildFindings } from '../../domain/rebuilds/findings.ts';
import { rebuild } from '../../domain/rebuilds/rebuild.ts';
import type { DerivedEventType } from '../../domain/shared/names.ts';
import { msPerSecond } from '../../domain/shared/time.ts';
import { type DerivedEvent, publishDerived } from '../shared/derived-events.ts';
import { log, metric } from '../shared/log.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { parts, rebuildStream, type Step } from '../shared/rebuild-parts.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { streamsOfSegment } from '../shared/store/replay.ts';
import { derivedId } from '../shared/uuid.ts';
import { readTables } from './read-tables.ts';
import { checkStreams } from './rebuild/check-streams.ts';
import {
  countsOf,
  countsOfStep,
  type Done,
  mayEndStep,
  note,
  type Part,
  standingOf,
} from './rebuild/part.ts';
import { pageOfRows, sweepRows } from './rebuild/sweep-rows.ts';

/** What one invocation does before it hands on: half of its time, or so many pages where no time passes. */
const workMsMax = 60 * msPerSecond;
const pagesMax = 40;

/** What a turn came to, and where the next one goes on; `after` is undefined at the end of the part. */
interface Turn {
  readonly counts: RebuildFindings;
  readonly after: string | undefined;
}

type Work = (part: Part, mayGoOn: () => boolean) => Promise<Turn>;

const readStreams: Work = async ({ projection, part, after, counts: before }, mayGoOn) => {
  const readTable = readTables[projection];
  const settled = new Set<string>();
  let counts = before;
  const pages = streamsOfSegment({
    segment: part,
    segments: parts,
    kinds: readTable.aggregates,
    after: after === undefined ? undefined : JSON.parse(after),
  });
  for await (const page of pages) {
    const events = page.streams.flat().reduce((sum, commit) => sum + commit.events.length, 0);
    const findings = await checkStreams(readTable, page, settled);
    counts = foundTogether([counts, { events, rows: findings.length, ...countsOf(findings) }]);
    if (page.next !== undefined && !mayGoOn()) return { counts, after: JSON.stringify(page.next) };
  }
  return { counts, after: undefined };
};

const readRows: Work = async ({ projection, part, after, counts: before }, mayGoOn) => {
  const readTable = readTables[projection];
  let counts = before;
  let start = after === undefined ? undefined : JSON.parse(after);
  do {
    const page = await pageOfRows(readTable, { segment: part, segments: parts }, start);
    const findings = await sweepRows(readTable, page);
    // What is swept was counted when its stream was read.
    counts = foundTogether([counts, { events: 0, rows: 0, ...countsOf(findings) }]);
    start = page.next;
  } while (start !== undefined && mayGoOn());
  return { counts, after: start === undefined ? undefined : JSON.stringify(start) };
};

const work: Readonly<Record<Step, Work>> = { streams: readStreams, rows: readRows };

/** Half an invocation's time, but at least one page. */
const patience = (): (() => boolean) => {
  const until = Date.now() + workMsMax;
  let pages = 0;
  return () => {
    pages += 1;
    return pages < pagesMax && Date.now() < until;
  };
};

const derivedFrom = (
  { userId, eventId, metadata }: Published,
  type: DerivedEventType,
  id: string,
  data: Part | Done,
): DerivedEvent => ({
  type,
  eventId: id,
  aggregateId: data.projection,
  userId,
  data,
  at: new Date().toISOString(),
  correlationId: metadata.correlationId,
  causationId: eventId,
});

const hand = (event: Published, messages: readonly Part[]): Promise<void> =>
  publishDerived(
    messages.map((data) => {
      const { rebuildId, step, part, turn } = data;
      const id = derivedId(rebuildId, step, `${part}`, `${turn}`);
      return derivedFrom(event, 'ProjectionRebuildDue', id, data);
    }),
  );

const begin = (event: Published, about: Pick<Part, 'rebuildId' | 'projection'>, step: Step) => {
  const { rebuildId, projection } = about;
  const first = { rebuildId, projection, step, turn: 0, counts: noFindings };
  return hand(
    event,
    Array.from({ length: parts }, (_, part) => ({ ...first, part })),
  );
};

/** Whoever finds every part of its step done goes on to the next step, or ends the rebuild. */
const conclude = async (event: Published, part: Part): Promise<void> => {
  const { rebuildId, projection, step } = part;
  const counts = await countsOfStep(part, step);
  if (counts === undefined || !(await mayEndStep(part))) return;
  if (step === 'streams') return begin(event, part, 'rows');
  const before = (await countsOfStep(part, 'streams')) ?? noFindings;
  const findings = foundTogether([before, counts]);
  const done: Done = { rebuildId, projection, findings };
  await publishDerived([
    derivedFrom(event, 'ProjectionRebuildDone', derivedId(rebuildId, 'done'), done),
  ]);
};

const turnOf = async (event: Published, part: Part): Promise<void> => {
  const { state } = await loadHead(rebuild, rebuildStream(part.projection), true);
  if (state.rebuildId !== part.rebuildId)
    return log.warn('a rebuild was overtaken', { projection: part.projection });
  const standing = await standingOf(part);
  if (standing?.rebuildId === part.rebuildId && standing.turn > part.turn)
    return standing.done ? conclude(event, part) : undefined;
  const { counts, after } = await work[part.step](part, patience());
  metric('RebuildEvents', counts.events - part.counts.events);
  // Handed on before it is noted: broken off between the two, it is done again and not forgotten.
  if (after !== undefined) await hand(event, [{ ...part, turn: part.turn + 1, after, counts }]);
  await note(part, counts, after === undefined);
  if (after === undefined) await conclude(event, part);
};

/**
 * One turn of a rebuild. Every row of a read table is compared with what the events make of it, and put right where it
 * stands; readers see the table all the time, and nobody is told of anything. A turn that comes twice finds all right.
 */
export const handler = consumer('rebuild-part', (event) =>
  event.eventType === 'ProjectionRebuildStarted'
    ? begin(event, event.eventData as Pick<Part, 'rebuildId' | 'projection'>, 'streams')
    : turnOf(event, event.eventData as Part),
);
