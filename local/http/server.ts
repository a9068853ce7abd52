import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Timeline } from '../kernel/timeline.ts';
import { type HttpHandler, type HttpRequest, type HttpResponse, message } from './message.ts';

/** Takes over a connection that asked to become a WebSocket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface ListenOptions {
  readonly port: number;
  readonly host?: string;
  readonly timeline: Timeline;
  /** By path prefix, the longest first: `/v1` takes `/v1` and `/v1/…`; `/` takes the rest. */
  readonly routes: Readonly<Record<string, HttpHandler>>;
  readonly upgrades?: Readonly<Record<string, Upgrade>>;
  /** Told of what a handler threw; the client sees a bare 500. */
  readonly onError?: (error: unknown) => void;
}

export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Takes no more connections, lets requests under way finish (up to `graceMs`), then closes. */
  readonly close: (graceMs?: number) => Promise<void>;
}

const bodyBytesMax = 10 * 1024 * 1024;
const headerBytesMax = 16 * 1024;
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 60_000;
const keepAliveMs = 30_000;

/** Looks up what a path belongs to. */
const createMounts = <T>(mounts: Readonly<Record<string, T>>) => {
  const sorted = Object.entries(mounts).sort(([a], [b]) => b.length - a.length);
  return (path: string): T | undefined =>
    sorted.find(
      ([prefix]) =>
        prefix === '/' || path === prefix || path.startsWith(`${prefix.replace(/\/$/, '')}/`),
    )?.[1];
};

/** Repeated headers are joined with commas, cookies with semicolons, as the gateway does. */
export const headersOf = (raw: readonly string[]): Record<string, string> => {
  const headers: Record<string, string> = Object.create(null);
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] as string).toLowerCase();
    const value = raw[index + 1] as string;
    const before = headers[name];
    const glue = name === 'cookie' ? '; ' : ',';
    headers[name] = before === undefined ? value : `${before}${glue}${value}`;
  }
  return { ...headers };
};

/** The whole body, or undefined once it is larger than any front door takes. */
const readBody = async (incoming: IncomingMessage): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > bodyBytesMax) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
};

const write = (outgoing: ServerResponse, { status, headers, cookies, body }: HttpResponse) => {
  outgoing.statusCode = status;
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  if (cookies !== undefined && cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (status !== 204 && status !== 304)
    outgoing.setHeader('content-length', Buffer.byteLength(body));
  outgoing.end(outgoing.req.method === 'HEAD' ? undefined : body);
};

const pathAndQuery = (url: string): readonly [path: string, query: string] => {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
};

const createListener = ({ routes, onError }: ListenOptions, server: Server) => {
  const mountOf = createMounts(routes);
  const serve = async (incoming: IncomingMessage): Promise<HttpResponse> => {
    const [path, query] = pathAndQuery(incoming.url ?? '/');
    const handler = mountOf(path);
    if (!path.startsWith('/') || handler === undefined) return message(404, 'Not Found');
    const body = await readBody(incoming);
    if (body === undefined)
      return message(413, 'Request Entity Too Large', { connection: 'close' });
    const request: HttpRequest = {
      method: incoming.method ?? 'GET',
      path,
      query,
      headers: headersOf(incoming.rawHeaders),
      body,
      sourceIp: (incoming.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    };
    return handler(request);
  };
  return async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    try {
      const response = await serve(incoming);
      // A connection kept alive would hold a closing server open.
      if (!server.listening) outgoing.shouldKeepAlive = false;
      write(outgoing, response);
    } catch (error) {
      // A client that hung up half-way is no fault of ours.
      if (incoming.destroyed && !incoming.complete) return;
      onError?.(error);
      if (!outgoing.headersSent) write(outgoing, message(500, 'Internal Server Error'));
    }
  };
};

const explain = (error: NodeJS.ErrnoException, port: number, host: string): Error => {
  if (error.code === 'EADDRINUSE')
    return new Error(
      `Port ${port} is taken by another process. Stop it, or choose another port: PORT=${port + 1} npm start`,
      { cause: error },
    );
  if (error.code === 'EACCES')
    return new Error(
      `Port ${port} needs rights that this process does not have. Choose one above 1023: PORT=4000 npm start`,
      { cause: error },
    );
  return new Error(`Cannot listen on ${host}:${port}: ${error.message}`, { cause: error });
};

const closing =
  (server: Server, upgraded: ReadonlySet<Duplex>, timeline: Timeline) =>
  (graceMs = 5_000) =>
    new Promise<void>((resolve) => {
      const cancel = timeline.after(graceMs, () => server.closeAllConnections());
      server.close(() => {
        cancel();
        resolve();
      });
      server.closeIdleConnections();
      // The server knows no more of a connection that became a WebSocket, and yet waits for it.
      for (const socket of upgraded) socket.destroy();
    });

const upgradeWith = (upgrades: Readonly<Record<string, Upgrade>>, upgraded: Set<Duplex>) => {
  const mountOf = createMounts(upgrades);
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    const upgrade = mountOf(pathAndQuery(request.url ?? '/')[0]);
    if (upgrade === undefined) socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
    else upgrade(request, socket, head);
  };
};

/** Opens the one port of the local cloud. Throws with what to do when it cannot. */
export const listen = async (options: ListenOptions): Promise<Listening> => {
  const { port, host = '127.0.0.1', timeline, upgrades = {} } = options;
  const upgraded = new Set<Duplex>();
  const server = createServer({ maxHeaderSize: headerBytesMax, keepAlive: true });
  server.headersTimeout = headersTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  server.keepAliveTimeout = keepAliveMs;
  server.on('request', createListener(options, server));
  server.on('upgrade', upgradeWith(upgrades, upgraded));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port, host)));
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    port: bound,
    url: `http://localhost:${bound}`,
    close: closing(server, upgraded, timeline),
  };
};
