import type { DerivedEventType } from '../../domain/shared/names.ts';
import { isWatched } from '../shared/connections.ts';
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
