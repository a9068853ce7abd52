import { foundTogether, noFindings } from '../../domain/rebuilds/findings.ts';
import { rebuild } from '../../domain/rebuilds/rebuild.ts';
import type { DerivedEventType } from '../../domain/shared/names.ts';
import { msPerSecond } from '../../domain/shared/time.ts';
import { type DerivedEvent, publishDerived } from '../shared/derived-events.ts';
import { log, metric } from '../shared/log.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { parts, rebuildStream, type Step, steps } from '../shared/rebuild-parts.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { derivedId } from '../shared/uuid.ts';
import { groupsThatDiffer, noSums } from './rebuild/key-sums.ts';
import {
  type Done,
  forgetSums,
  mayEndStep,
  note,
  outcomeOf,
  type Part,
  standingOf,
} from './rebuild/part.ts';
import { work } from './rebuild/work.ts';

/** What one invocation does before it hands on: half of its time, or so many pages where no time passes. */
const workMsMax = 60 * msPerSecond;
const pagesMax = 40;

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

const begin = (
  event: Published,
  { rebuildId, projection }: Pick<Part, 'rebuildId' | 'projection'>,
  step: Step,
  groups?: Part['groups'],
): Promise<void> => {
  const first = { rebuildId, projection, step, turn: 0, counts: noFindings };
  const all = groups === undefined ? first : { ...first, groups };
  return hand(
    event,
    Array.from({ length: parts }, (_, part) => ({ ...all, part })),
  );
};

const end = async (event: Published, part: Part): Promise<void> => {
  const { rebuildId, projection } = part;
  const outcomes = await Promise.all(steps.map((step) => outcomeOf(part, step)));
  const findings = foundTogether(outcomes.map((outcome) => outcome?.counts ?? noFindings));
  const done: Done = { rebuildId, projection, findings };
  await publishDerived([
    derivedFrom(event, 'ProjectionRebuildDone', derivedId(rebuildId, 'done'), done),
  ]);
  await forgetSums(part);
};

/** Whoever finds every part of its step done goes on to the next step, or ends the rebuild. */
const conclude = async (event: Published, part: Part): Promise<void> => {
  const outcome = await outcomeOf(part, part.step);
  if (outcome === undefined || !(await mayEndStep(part))) return;
  if (part.step === 'streams') return begin(event, part, 'rows');
  if (part.step === 'rows') {
    const made = await outcomeOf(part, 'streams');
    const groups = groupsThatDiffer(made?.sums ?? noSums(), outcome.sums);
    if (groups.length > 0) return begin(event, part, 'sweep', groups);
  }
  return end(event, part);
};

const turnOf = async (event: Published, part: Part): Promise<void> => {
  const { state } = await loadHead(rebuild, rebuildStream(part.projection), true);
  if (state.rebuildId !== part.rebuildId)
    return log.warn('a rebuild was overtaken', { projection: part.projection });
  const standing = await standingOf(part);
  if (standing?.rebuildId === part.rebuildId && standing.turn > part.turn)
    return standing.done ? conclude(event, part) : undefined;
  const turn = await work[part.step](part, state.startedAt, patience());
  metric('RebuildEvents', turn.counts.events - part.counts.events);
  const { after, ...found } = turn;
  // Handed on before it is noted: broken off between the two, it is done again and not forgotten.
  if (after !== undefined) await hand(event, [{ ...part, ...found, turn: part.turn + 1, after }]);
  await note(part, turn);
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
