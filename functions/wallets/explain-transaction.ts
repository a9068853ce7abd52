import * as z from 'zod/mini';
import { Refusal } from '../../domain/shared/refusal.ts';
import { Id, InstantText, listOf, named } from '../shared/http/answers.ts';
import { query } from '../shared/http/endpoint.ts';
import { commitsOf, currentEvents } from '../shared/store/history.ts';
import { walletIdOf, walletStream } from '../shared/wallet-ids.ts';

const EventShown = named(
  'EventShown',
  z.object({
    eventId: Id,
    eventType: z.string(),
    eventData: z.record(z.string(), z.unknown()),
    sequenceNumber: z.number(),
    timestamp: InstantText,
  }),
);

const EventsShown = named('EventsShown', z.object({ items: listOf(EventShown) }));

/** Whether an event names the id, itself or in a part of it (a pool's settlement names the reservation). */
const mentions = (data: object, id: string): boolean =>
  Object.values(data).some(
    (value: unknown) =>
      value === id || (typeof value === 'object' && value !== null && mentions(value, id)),
  );

/** Moves no money, and would warn whom it is about. */
const notTold = new Set(['WithdrawalScreened']);

/**
 * The events that make up one transaction, out of the wallet's own stream: those that name it, and the others of the
 * commits in which it was decided. What screening found is left out.
 */
export const handler = query({
  schema: z.strictObject({ id: z.uuid() }),
  answer: EventsShown,
  groups: ['customer'],
  handle: async ({ actor, parameters: { id } }) => {
    const items = [];
    for await (const commit of commitsOf(walletStream(walletIdOf(actor.userId)))) {
      const events = currentEvents(commit);
      if (!events.some(({ data }) => mentions(data, id))) continue;
      for (const [index, event] of events.entries()) {
        if (notTold.has(event.type)) continue;
        items.push({
          eventId: `${commit.events[index]?.eventId}`,
          eventType: event.type,
          eventData: { ...event.data },
          sequenceNumber: commit.version + index,
          timestamp: commit.meta.at,
        });
      }
    }
    if (items.length === 0)
      throw new Refusal('transaction.unknown', 'This wallet has no such transaction.');
    return { items };
  },
});
