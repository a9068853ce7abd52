import * as z from 'zod/mini';
import { groups } from '../../domain/shared/names.ts';
import { formatInstant, Instant, instantFromWire } from '../../domain/shared/time.ts';
import { InstantText, named } from '../shared/http/answers.ts';
import { command } from '../shared/http/endpoint.ts';
import { markRead } from './read-marker.ts';

const ReadUntil = named('ReadUntil', z.object({ until: InstantText }));

/** Notes that every notice up to an instant was read. */
export const handler = command({
  schema: z.strictObject({ until: Instant }),
  answer: ReadUntil,
  groups,
  status: 200,
  handle: async ({ body, actor }) => {
    // What is still to come cannot have been read.
    const until = formatInstant(Math.min(instantFromWire(body.until), Date.now()));
    await markRead(actor.userId, until);
    return { until };
  },
});
