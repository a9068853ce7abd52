import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { headersOf, type Upgrade } from './server.ts';
import type { Connected, WebSocketApi } from './websocket-api.ts';
import { createFrameWatch } from './websocket-frames.ts';

const messageBytesMax = 128 * 1024;

const refuse = (socket: Duplex, status: number): void => {
  const text = STATUS_CODES[status] ?? 'Error';
  const body = JSON.stringify({ message: text });
  socket.end(
    `HTTP/1.1 ${status} ${text}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
};

/** Tells whether the client has sent a frame that is too long; then the connection is at its end. */
const watchFrames = (raw: Duplex, socket: WebSocket): (() => boolean) => {
  const isTooLong = createFrameWatch();
  let over = false;
  raw.prependListener('data', (chunk: Buffer) => {
    if (over || !isTooLong(chunk)) return;
    over = true;
    socket.close(1009, 'Frame too long');
  });
  return () => over;
};

const join = (
  socket: WebSocket,
  raw: Duplex,
  connected: Connected,
  onError: (error: unknown) => void,
) => {
  const isOver = watchFrames(raw, socket);
  connected.attach({
    send: (data) => socket.send(data),
    close: (code, reason) => socket.close(code, reason),
    drop: () => socket.terminate(),
  });
  socket.on('message', (data, isBinary) => {
    if (isOver()) return;
    // API Gateway takes text frames only.
    if (isBinary) socket.close(1003, 'Binary messages are not supported');
    else connected.receive(String(data)).catch(onError);
  });
  socket.on('error', onError);
  socket.on('close', (code, reason) => {
    connected.disconnected(code, reason.toString('utf8')).catch(onError);
  });
};

/** Puts a WebSocket API behind the server's `upgrades`: the function answers `$connect` before the handshake does. */
export const createWebSocketUpgrade = (
  api: WebSocketApi,
  onError: (error: unknown) => void = () => undefined,
): Upgrade => {
  /** What $connect chose of the protocols that the client offered; a client that gets none of its own hangs up. */
  const chosen = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
    handleProtocols: (_offered, request) => chosen.get(request) ?? false,
  });
  return (request, socket, head) => {
    socket.on('error', onError);
    const query = (request.url ?? '').split('?')[1] ?? '';
    const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
    api
      .connect({ query, headers: headersOf(request.rawHeaders), sourceIp })
      .then((connected) => {
        if (typeof connected === 'number') refuse(socket, connected);
        else {
          if (connected.protocol !== undefined) chosen.set(request, connected.protocol);
          server.handleUpgrade(request, socket, head, (webSocket) =>
            join(webSocket, socket, connected, onError),
          );
        }
      })
      .catch((error: unknown) => {
        onError(error);
        refuse(socket, 500);
      });
  };
};
