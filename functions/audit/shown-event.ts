import * as z from 'zod/mini';
import { mapPersonalData, personalPathsOfEvent } from '../../domain/shared/personal-data.ts';
import { Id, InstantText, named } from '../shared/http/answers.ts';
import { currentEvents } from '../shared/store/history.ts';
import type { Commit } from '../shared/store/types.ts';

/** An event as it is stored, what is personal in it covered. */
export const StoredEvent = named(
  'StoredEvent',
  z.object({
    eventId: Id,
    eventType: z.string(),
    eventData: z.record(z.string(), z.unknown()),
    sequenceNumber: z.number(),
    timestamp: InstantText,
    /** Who caused it; `system` where nobody did. */
    userId: z.string(),
    correlationId: z.string(),
    causationId: z.string(),
  }),
);

/** The same among those of other streams. */
export const AuditedEvent = named('AuditedEvent', z.extend(StoredEvent, { stream: z.string() }));

/** The events of a commit. Whoever must know a customer's name opens the account, which is logged. */
export const shownEvents = (commit: Commit): z.infer<typeof StoredEvent>[] => {
  const { at, userId, correlationId, causationId } = commit.meta;
  return currentEvents(commit).map(({ type, data }, index) => ({
    eventId: `${commit.events[index]?.eventId}`,
    eventType: type,
    eventData: { ...mapPersonalData(data, personalPathsOfEvent(type), () => 'sealed') },
    sequenceNumber: commit.version + index,
    timestamp: at,
    userId,
    correlationId,
    causationId,
  }));
};
