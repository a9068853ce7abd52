import { once } from 'node:events';
import WebSocket from 'ws';
import { type Listening, listen } from '../../local/http/server.ts';
import type { Platform } from './platform.ts';

/** A message as a page gets it. */
export interface News {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: stories read messages as a client would, without a schema.
  readonly data: any;
}

/** A page that listens. */
export interface Page {
  readonly socket: WebSocket;
  readonly news: News[];
  /** Resolves at the next message of a type that fits, past ones included. */
  readonly hears: (type: string, fits?: (data: News['data']) => boolean) => Promise<News['data']>;
}

export interface Sockets {
  readonly ticketOf: (token: string) => Promise<string>;
  readonly open: (ticket: string) => Promise<Page>;
  readonly connect: (token: string) => Promise<Page>;
  /** The status with which a handshake that offers these protocols is refused. */
  readonly refused: (...protocols: readonly string[]) => Promise<number>;
  readonly close: Listening['close'];
}

const listening = (socket: WebSocket): Page => {
  const news: News[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    news.push(JSON.parse(`${data}`));
    for (const wake of waiting) wake();
  });
  return {
    socket,
    news,
    hears: (type, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = news.find((each) => each.type === type && fits(each.data));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found.data);
        };
        waiting.add(look);
        look();
      }),
  };
};

/** Puts a real socket before a platform's WebSocket API. */
export const openSockets = async (platform: Platform): Promise<Sockets> => {
  const { upgrades, world } = platform;
  const server = await listen({ port: 0, timeline: world.timeline, routes: {}, upgrades });
  const address = `ws://127.0.0.1:${server.port}/ws`;
  const ticketOf = async (token: string): Promise<string> =>
    (await platform.call('POST', '/v1/live-tickets', { token, body: {} })).body.ticket;
  const open = async (ticket: string): Promise<Page> => {
    const socket = new WebSocket(address, ['assay.v1', ticket]);
    const page = listening(socket);
    await once(socket, 'open');
    return page;
  };
  return {
    ticketOf,
    open,
    connect: async (token) => open(await ticketOf(token)),
    refused: async (...protocols) => {
      const socket = new WebSocket(address, [...protocols]);
      const [, response] = await once(
        socket.on('error', () => undefined),
        'unexpected-response',
      );
      return response.statusCode;
    },
    close: server.close,
  };
};
