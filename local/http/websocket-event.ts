import type { Random } from '../kernel/random.ts';
import type { World } from '../kernel/world.ts';
import { logTime } from './payload.ts';

/** What the client's handshake said. */
export interface Handshake {
  /** Raw, without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sourceIp: string;
}

/** A client that is connected, or about to be. */
export interface Connection {
  readonly id: string;
  readonly handshake: Handshake;
  readonly connectedMs: number;
  lastActiveMs: number;
  /** What the authorizer said of the caller; every later event carries it. */
  authorizer?: Readonly<Record<string, unknown>>;
}

export interface Place {
  readonly apiId: string;
  readonly stage: string;
  readonly domainName: string;
}

const idBytes = 12;

/** Fifteen letters and an equals sign, as API Gateway's connection ids look. */
export const connectionId = (random: Random): string =>
  `${Buffer.from(random.bytes(idBytes)).toString('base64').slice(0, 15)}=`;

/** The members that every event of a connection carries ("$context variables for WebSocket APIs"). */
export const contextOf = (
  { random, timeline }: World,
  place: Place,
  connection: Connection,
  more: Readonly<Record<string, unknown>>,
) => {
  const { id, handshake, connectedMs, authorizer } = connection;
  const nowMs = timeline.now();
  const requestId = random.uuid();
  return {
    ...more,
    ...place,
    ...(authorizer === undefined ? {} : { authorizer }),
    connectionId: id,
    connectedAt: connectedMs,
    extendedRequestId: requestId,
    requestId,
    messageDirection: 'IN',
    requestTime: logTime(nowMs),
    requestTimeEpoch: nowMs,
    identity: { sourceIp: handshake.sourceIp, userAgent: handshake.headers['user-agent'] ?? null },
  };
};

const multi = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));

/** The request members of `$connect` and of its authorizer. */
export const handshakeMembers = ({ headers, query }: Handshake) => {
  const parameters = Object.fromEntries(new URLSearchParams(query));
  return {
    headers,
    multiValueHeaders: multi(headers),
    ...(query === ''
      ? {}
      : {
          queryStringParameters: parameters,
          multiValueQueryStringParameters: multi(parameters),
        }),
  };
};
