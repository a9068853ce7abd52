import { AwsError, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import type { DeclaredWebSocketApi } from './websocket-declared.ts';
import type { Connection } from './websocket-event.ts';

/** The client's end of a connection, whatever carries it. */
export interface Peer {
  readonly send: (data: string) => void;
  readonly close: (code: number, reason: string) => void;
  /** Ends it without a word, as a broken network would. */
  readonly drop: () => void;
}

export type Connections = Map<string, { readonly connection: Connection; readonly peer: Peer }>;

const messageBytesMax = 128 * 1024;
const meteredBytes = 32 * 1024;

const verbs: Readonly<Record<string, string>> = {
  PostToConnection: 'POST',
  GetConnection: 'GET',
  DeleteConnection: 'DELETE',
};

/** Messages are metered in 32 KB, both ways. */
export const meterMessage = ({ meter }: World, bytes: number, api: DeclaredWebSocketApi): void =>
  meter.add('apigateway.messages', Math.max(1, Math.ceil(bytes / meteredBytes)), api.logicalId);

const iso = (ms: number): string => new Date(ms).toISOString();

/** `@connections`: sends to a client, looks at it, or ends it; `GoneException` (410) when it is no longer there. */
export const createConnectionsService = (
  world: World,
  api: DeclaredWebSocketApi,
  connections: Connections,
): Service => ({
  name: 'execute-api',
  permissions: ({ operation, input }) => {
    const path = `${input.ApiId}/${input.Stage}/${verbs[operation]}/@connections/${input.ConnectionId}`;
    const resource = `arn:aws:execute-api:${world.region}:${world.account}:${path}`;
    return [{ action: 'execute-api:ManageConnections', resource }];
  },
  call: async ({ operation, input }) => {
    if (verbs[operation] === undefined)
      throw new AwsError('UnknownOperationException', `@connections has no ${operation} here`);
    const held = input.ApiId === api.apiId ? connections.get(input.ConnectionId) : undefined;
    if (held === undefined) throw new AwsError('GoneException', 'Gone', { status: 410 });
    const { connection, peer } = held;
    const { handshake } = connection;
    if (operation === 'GetConnection')
      return {
        connectedAt: iso(connection.connectedMs),
        lastActiveAt: iso(connection.lastActiveMs),
        identity: { sourceIp: handshake.sourceIp, userAgent: handshake.headers['user-agent'] },
      };
    if (operation === 'DeleteConnection') {
      peer.close(1000, 'Connection deleted');
      return {};
    }
    const data = Buffer.from(input.Data ?? '');
    if (data.length > messageBytesMax)
      throw new AwsError('PayloadTooLargeException', 'Message too long', { status: 413 });
    connection.lastActiveMs = world.timeline.now();
    meterMessage(world, data.length, api);
    peer.send(data.toString('utf8'));
    return {};
  },
});
