import type { DerivedEventType } from '../../domain/shared/names.ts';
import { isWatched, staffAudience } from '../shared/connections.ts';
import { derivedEvent, publishDerived } from '../shared/derived-events.ts';
import type { Published } from '../shared/messages.ts';

/**
 * Tells the bus that a customer's row has changed, while somebody looks at it. An event for everybody would cost more
 * than the rest of a projection together, and nobody would hear it.
 */
export const tellWatched = async (
  event: Published,
  type: DerivedEventType,
  data: Readonly<Record<string, unknown>>,
): Promise<void> => {
  if (await isWatched(event.userId)) await publishDerived([derivedEvent(event, type, data)]);
};

/** A list that those who work here decide from. */
type WorkList = 'adjustments' | 'cases' | 'deposits' | 'reconciliations' | 'users' | 'withdrawals';

/** Tells those who work here, while somebody does, that a list has changed; who is meant, they read there. */
export const tellStaff = async (event: Published, list: WorkList): Promise<void> => {
  if (await isWatched(staffAudience))
    await publishDerived([derivedEvent(event, 'WorkUpdated', { list })]);
};
