import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { jitteredDelayMs, pause } from './pause.ts';

const bus = new EventBridgeClient({ maxAttempts: 4 });
/** The most that one call takes. */
export const entriesPerCall = 10;
const triesMax = 5;

/**
 * Publishes up to ten entries, and again those that the bus did not accept; answers the places of those that it never
 * accepted. Throws when the bus does not answer at all.
 */
export const putEvents = async (
  entries: readonly PutEventsRequestEntry[],
): Promise<readonly number[]> => {
  let waiting = entries.map((_, place) => place);
  for (let attempt = 0; waiting.length > 0 && attempt < triesMax; attempt++) {
    if (attempt > 0) await pause(jitteredDelayMs(attempt, 20, 500));
    const { Entries = [] } = await bus.send(
      new PutEventsCommand({
        Entries: waiting.flatMap((place) => entries[place] ?? []),
      }),
    );
    waiting = waiting.filter((_, index) => Entries[index]?.ErrorCode !== undefined);
  }
  return waiting;
};
