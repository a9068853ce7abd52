import * as z from 'zod/mini';
import { groups } from '../../domain/shared/names.ts';
import { named } from '../shared/http/answers.ts';
import { command, noParameters } from '../shared/http/endpoint.ts';
import { issueTicket, ticketSeconds } from './tickets.ts';

const LiveTicket = named(
  'LiveTicket',
  z.object({ ticket: z.string(), expiresInSeconds: z.number() }),
  {
    description:
      'Opens one WebSocket: offer the subprotocols `assay.v1` and the ticket at `/ws` of the page’s own address.',
  },
);

/** A ticket for one WebSocket: a browser can send no header with it, and a token has no place in an address. */
export const handler = command({
  schema: noParameters,
  answer: LiveTicket,
  groups,
  status: 201,
  handle: async ({ actor }) => ({
    ticket: await issueTicket(actor),
    expiresInSeconds: ticketSeconds,
  }),
});
