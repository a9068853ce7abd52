import { EventEmitter } from 'node:events';
import http from 'node:http';
import { Readable } from 'node:stream';
import { bytesOf, type WireResponse } from '../../wire/message.ts';
import type { Network } from '../network.ts';
import type { createTimers } from './timers.ts';

type Timers = ReturnType<typeof createTimers>['functions'];
type Listener = (...values: readonly unknown[]) => void;

interface RequestOptions {
  readonly protocol?: string;
  readonly host?: string;
  readonly hostname?: string;
  readonly port?: number | string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
}

const optionsOf = (url: string | URL): RequestOptions => {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  return { protocol, hostname, path: `${pathname}${search}`, ...(port === '' ? {} : { port }) };
};

/** A readable stream that ends after one piece. */
const streamOf = (body: Uint8Array | string) =>
  new Readable({
    read() {
      if (body.length > 0) this.push(bytesOf(body));
      this.push(null);
    },
  });

/**
 * A response as `http` hands it out. An SDK client takes a body of bytes as well as a stream of them, and an answer
 * in AWS JSON is only ever read by one; without the stream a call costs an eighth less.
 */
const incoming = ({ status, headers, body }: WireResponse) => {
  const isAwsJson = headers['content-type']?.startsWith('application/x-amz-json') === true;
  return Object.assign(isAwsJson ? Buffer.from(bytesOf(body)) : streamOf(body), {
    statusCode: status,
    statusMessage: http.STATUS_CODES[status] ?? '',
    headers,
    complete: true,
    httpVersion: '1.1',
  });
};

/** A socket that is connected from the start, and idles out on the function's own clock. */
const createSocket = (timers: Timers, destroy: (error?: Error) => void) => {
  const socket = new EventEmitter();
  let idle: unknown;
  return Object.assign(socket, {
    connecting: false,
    setKeepAlive: () => socket,
    setNoDelay: () => socket,
    ref: () => socket,
    unref: () => socket,
    destroy,
    end: () => timers.clearTimeout(idle),
    setTimeout: (delayMs: number, onTimeout?: Listener) => {
      timers.clearTimeout(idle);
      if (onTimeout !== undefined) socket.once('timeout', onTimeout);
      if (delayMs > 0) idle = timers.setTimeout(() => socket.emit('timeout'), delayMs);
      return socket;
    },
  });
};

const send = (
  network: Network,
  scheme: 'http' | 'https',
  { host, hostname, port, path = '/', method = 'GET', headers = {} }: RequestOptions,
  pieces: readonly (Uint8Array | string)[],
): Promise<WireResponse> => {
  const name = hostname ?? host ?? 'localhost';
  const mark = path.indexOf('?');
  const lowerCase: Record<string, string> = {};
  for (const key of Object.keys(headers)) lowerCase[key.toLowerCase()] = String(headers[key]);
  const [only] = pieces;
  return network({
    origin: `${scheme}://${name}${port === undefined ? '' : `:${port}`}`,
    host: name,
    method,
    path: mark === -1 ? path : path.slice(0, mark),
    query: mark === -1 ? '' : path.slice(mark + 1),
    headers: lowerCase,
    body: pieces.length > 1 ? Buffer.concat(pieces.map((each) => bytesOf(each))) : (only ?? ''),
  });
};

/** One request in the shape of `http.ClientRequest`, as far as SDK clients use it; sent when it ends. */
const createRequest = (
  network: Network,
  timers: Timers,
  scheme: 'http' | 'https',
  options: RequestOptions,
) => {
  const events = new EventEmitter();
  const pieces: (Uint8Array | string)[] = [];
  const headers: Record<string, unknown> = { ...options.headers };
  let closed = false;
  let socket: ReturnType<typeof createSocket> | undefined;

  const close = () => {
    if (closed) return;
    closed = true;
    socket?.end();
    events.emit('close');
  };
  const destroy = (error?: Error) => {
    if (closed) return request;
    if (error !== undefined) events.emit('error', error);
    close();
    return request;
  };
  const answered = (response: WireResponse) => {
    if (closed) return;
    events.emit('response', incoming(response));
    close();
  };
  const request = Object.assign(events, {
    setHeader: (name: string, value: unknown) => {
      headers[name] = value;
    },
    getHeader: (name: string) => headers[name],
    setTimeout: () => request,
    setNoDelay: () => request,
    flushHeaders: () => {},
    write: (piece: Uint8Array | string) => {
      pieces.push(piece);
      return true;
    },
    end: (piece?: Uint8Array | string) => {
      if (piece !== undefined) pieces.push(piece);
      send(network, scheme, { ...options, headers }, pieces).then(answered, destroy);
      return request;
    },
    destroy,
    abort: destroy,
  });
  return Object.defineProperty(request, 'socket', {
    get: () => {
      socket ??= createSocket(timers, destroy);
      return socket;
    },
  });
};

/** `node:http` or `node:https` for a bundle: requests go to `network`, and nothing can listen. */
export const createHttpModule = (network: Network, timers: Timers, scheme: 'http' | 'https') => {
  const Agent = function (this: object, options?: object) {
    Object.assign(
      this,
      { options: options ?? {}, sockets: {}, requests: {}, destroy: () => {} },
      options,
    );
  };
  const request = (...given: readonly unknown[]) => {
    const onResponse = given.find((each) => typeof each === 'function') as Listener | undefined;
    const parts = given.filter((each) => typeof each !== 'function' && each !== undefined);
    const options = parts.map((each) =>
      typeof each === 'string' || each instanceof URL ? optionsOf(each) : (each as RequestOptions),
    );
    const created = createRequest(network, timers, scheme, Object.assign({}, ...options));
    if (onResponse !== undefined) created.once('response', onResponse);
    return created;
  };
  return {
    Agent,
    globalAgent: {},
    request,
    get: (...given: readonly unknown[]) => request(...given).end(),
    METHODS: http.METHODS,
    STATUS_CODES: http.STATUS_CODES,
    IncomingMessage: http.IncomingMessage,
    createServer: () => {
      throw new Error('a function cannot listen');
    },
  };
};
