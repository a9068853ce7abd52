import type { AggregateType } from '../../domain/shared/names.ts';
import { aggregateOf } from './aggregates.ts';
import type { Published } from './messages.ts';
import { currentEvents } from './store/history.ts';
import type { Commit } from './store/types.ts';

const ownerOf = (state: unknown, fallback: string): string => {
  const owner = (state as { readonly userId?: unknown }).userId;
  return typeof owner === 'string' && owner !== '' ? owner : fallback;
};

/** The events of a commit as the bus carries them, with the given state after it. Throws on a stream of no known aggregate. */
export const publishedWith = (commit: Commit, stateAfter: unknown): Published[] => {
  const dash = commit.stream.indexOf('-');
  const aggregateType = commit.stream.slice(0, dash) as AggregateType;
  const aggregate = aggregateOf(aggregateType);
  if (aggregate === undefined) throw new Error(`no aggregate ${aggregateType}`);
  // Made when somebody asks: a rebuild of a table that tells of events never does.
  let shown: Published['state'] | undefined;
  const stateShown = () => {
    shown ??= aggregate.publicState(stateAfter);
    return shown;
  };
  const { at, correlationId, causationId, userId } = commit.meta;
  const events = currentEvents(commit);
  return events.map(({ type, data }, index) => {
    const { eventId = '', version = 1 } = commit.events[index] ?? {};
    return {
      eventId,
      aggregateId: commit.stream.slice(dash + 1),
      aggregateType,
      eventType: type,
      eventData: data as Readonly<Record<string, unknown>>,
      sequenceNumber: commit.version + index,
      timestamp: at,
      userId: ownerOf(stateAfter, userId),
      metadata: { eventId, correlationId, causationId, timestamp: at, userId, version },
      get state() {
        return stateShown();
      },
      stateVersion: commit.version + events.length - 1,
      lastInCommit: index === events.length - 1,
    };
  });
};

/** The same with the state that was stored. */
export const publishedOf = (commit: Commit): Published[] => publishedWith(commit, commit.state);
