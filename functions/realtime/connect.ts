import { liveProtocol } from '../../domain/shared/names.ts';
import { connectionsOf, listConnection } from '../shared/connections.ts';
import { metric } from '../shared/log.ts';
import { connectingOf, socketRoute } from './socket-event.ts';

/** Tabs and devices of one person. More are refused: they show what they ask for, every few seconds. */
const connectionsPerPersonMax = 10;

const openOf = async (userId: string): Promise<number> => {
  let open = 0;
  for await (const page of connectionsOf(userId)) open += page.length;
  return open;
};

/** $connect: lists the connection, unless the person has too many. */
export const handler = socketRoute(async (event) => {
  const connecting = connectingOf(event);
  if ((await openOf(connecting.userId)) >= connectionsPerPersonMax) return { statusCode: 429 };
  await listConnection(connecting, event.requestContext.connectedAt);
  metric('Connected', 1);
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': liveProtocol } };
});
