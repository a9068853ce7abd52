import { socketRoute } from './socket-event.ts';

/** $default: nothing is asked for over a WebSocket, but whether it still stands. */
export const handler = socketRoute(async () => ({
  statusCode: 200,
  body: JSON.stringify({ type: 'pong', data: {} }),
}));
