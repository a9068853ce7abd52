import { unlistConnection } from '../shared/connections.ts';
import { connectingOf, socketRoute } from './socket-event.ts';

/** $disconnect: told once as a rule, and sometimes never; who is gone unheard is forgotten at the next message. */
export const handler = socketRoute(async (event) => {
  await unlistConnection(connectingOf(event));
  return { statusCode: 200 };
});
