import { log, setLogContext } from '../shared/log.ts';

/** What API Gateway tells of a WebSocket, as far as it is read here. */
export interface SocketEvent {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly requestContext: {
    readonly routeKey: string;
    readonly connectionId: string;
    /** Epoch milliseconds. */
    readonly connectedAt: number;
    /** What the authoriser said of the caller; every event of the connection carries it. */
    readonly authorizer?: Readonly<Record<string, unknown>>;
  };
}

export interface SocketAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Who is connected. Throws where no authoriser has said so. */
export const connectingOf = ({ requestContext }: SocketEvent) => {
  const { connectionId, authorizer } = requestContext;
  const { userId, groups } = authorizer ?? {};
  if (typeof userId !== 'string') throw new Error('nobody was admitted to this connection');
  return { connectionId, userId, groups: `${groups ?? ''}`.split(' ') };
};

/** The subprotocols that a client offers, whatever the case in which a proxy has left the header's name. */
export const offeredProtocols = ({ headers = {} }: Pick<SocketEvent, 'headers'>): string[] => {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'sec-websocket-protocol');
  return (headers[name ?? ''] ?? '').split(',').map((each) => each.trim());
};

/** A route of the WebSocket API: what fails is logged, and the client learns that it failed. */
export const socketRoute =
  (handle: (event: SocketEvent) => Promise<SocketAnswer>) =>
  async (event: SocketEvent): Promise<SocketAnswer> => {
    setLogContext({ route: event.requestContext.routeKey });
    try {
      return await handle(event);
    } catch (error) {
      log.error('a WebSocket route failed', error);
      return { statusCode: 500 };
    }
  };
