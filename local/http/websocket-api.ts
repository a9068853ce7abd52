import type { Iam } from '../kernel/iam.ts';
import type { Invoke, Outcome } from '../kernel/invoke.ts';
import type { Resources } from '../kernel/resources.ts';
import type { Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import {
  type Connections,
  createConnectionsService,
  meterMessage,
  type Peer,
} from './connections.ts';
import { createBuckets } from './token-bucket.ts';
import { bodyOf, protocolOf, statusOf } from './websocket-answer.ts';
import { createAdmission } from './websocket-authorizer.ts';
import {
  type DeclaredWebSocketApi,
  readWebSocketApi,
  type WebSocketRoute,
} from './websocket-declared.ts';
import {
  type Connection,
  connectionId,
  contextOf,
  type Handshake,
  handshakeMembers,
} from './websocket-event.ts';

/** A client that was let in. */
export interface Connected {
  readonly connectionId: string;
  /** The subprotocol that `$connect` answered with. */
  readonly protocol: string | undefined;
  /** Takes the client's end, which messages can be sent to from now on. */
  readonly attach: (peer: Peer) => void;
  readonly receive: (message: string) => Promise<void>;
  /** Tells the platform that the client is gone; the second time does nothing. */
  readonly disconnected: (code: number, reason: string) => Promise<void>;
}

export interface WebSocketApi {
  /** `$connect`: the client, or the HTTP status that it is refused with. */
  readonly connect: (handshake: Handshake) => Promise<Connected | number>;
  /** `@connections`. */
  readonly service: Service;
  /** The path at which it stands beside the HTTP API: its stage. */
  readonly path: string;
  /** How many connections are open. */
  readonly count: () => number;
  /** Ends every connection, as a broken network would; answers how many. */
  readonly drop: () => number;
}

export interface WebSocketApiOptions {
  readonly world: World;
  readonly resources: Resources;
  readonly invoke: Invoke;
  /** Whether a function's permissions let the API in. */
  readonly allowed: Iam['allowsService'];
}

const idleMsMax = 10 * 60_000;
const connectedMsMax = 2 * 3_600_000;

type ContextFor = (
  connection: Connection,
  more: Readonly<Record<string, unknown>>,
) => ReturnType<typeof contextOf>;

/** Calls the function of a route, as far as its permissions let the API do so. */
const createCaller = (
  { world, invoke, allowed }: WebSocketApiOptions,
  api: DeclaredWebSocketApi,
) => {
  const refused: Outcome = {
    ok: false,
    errorType: 'AccessDenied',
    errorMessage: 'API Gateway has no permission to invoke the function.',
  };
  return async (route: WebSocketRoute, event: unknown): Promise<Outcome> => {
    const { region, account } = world;
    const permitted = allowed({
      principal: 'apigateway.amazonaws.com',
      action: 'lambda:InvokeFunction',
      resource: route.functionArn,
      sourceArn: `arn:aws:execute-api:${region}:${account}:${api.apiId}/${api.stage}/${route.routeKey}`,
    });
    const outcome = permitted ? await invoke(route.functionArn, event) : refused;
    await world.storage.durable();
    return outcome;
  };
};

/** The stage's throttle, of connections made and messages sent together. */
const createThrottle = ({ timeline }: World, { throttle }: DeclaredWebSocketApi) => {
  const buckets = createBuckets();
  return (): boolean => throttle === undefined || buckets.take('', throttle, timeline.now());
};

/** Ends connections that are silent for ten minutes, and every one after two hours ("Quotas", developer guide). */
const watch = (world: World, connections: Connections, id: string): void => {
  const held = connections.get(id);
  if (held === undefined) return;
  const { connection, peer } = held;
  const idleAtMs = connection.lastActiveMs + idleMsMax;
  const endMs = Math.min(idleAtMs, connection.connectedMs + connectedMsMax);
  const nowMs = world.timeline.now();
  if (nowMs >= endMs) peer.close(1001, 'Going away');
  else world.timeline.after(endMs - nowMs, () => watch(world, connections, id));
};

/** What happens on a connection that is open: messages come in, and in the end it goes. */
const createTraffic = (
  { world }: WebSocketApiOptions,
  api: DeclaredWebSocketApi,
  parts: {
    readonly connections: Connections;
    readonly callRoute: ReturnType<typeof createCaller>;
    readonly contextFor: ContextFor;
    readonly mayPass: () => boolean;
  },
) => {
  const { connections, callRoute, contextFor, mayPass } = parts;
  return {
    receive: async (connection: Connection, message: string): Promise<void> => {
      connection.lastActiveMs = world.timeline.now();
      meterMessage(world, Buffer.byteLength(message), api);
      const route = api.routeOf(message);
      const peer = connections.get(connection.id)?.peer;
      if (!mayPass()) {
        peer?.send(JSON.stringify({ message: 'Too Many Requests', connectionId: connection.id }));
        return;
      }
      if (route === undefined) {
        peer?.send(JSON.stringify({ message: 'Forbidden', connectionId: connection.id }));
        return;
      }
      const { routeKey } = route;
      const more = { routeKey, eventType: 'MESSAGE', messageId: world.random.uuid() };
      const requestContext = contextFor(connection, more);
      const event = { requestContext, body: message, isBase64Encoded: false };
      const outcome = await callRoute(route, event);
      const { connectionId: id, requestId } = requestContext;
      const failure = { message: 'Internal server error', connectionId: id, requestId };
      const body = outcome.ok ? bodyOf(outcome) : JSON.stringify(failure);
      if (body !== undefined && (route.replies || !outcome.ok)) peer?.send(body);
    },
    disconnected: async (connection: Connection, code: number, reason: string): Promise<void> => {
      if (!connections.delete(connection.id)) return;
      const route = api.route('$disconnect');
      if (route === undefined) return;
      const requestContext = contextFor(connection, {
        routeKey: '$disconnect',
        eventType: 'DISCONNECT',
        disconnectStatusCode: code,
        disconnectReason: reason,
      });
      await callRoute(route, { requestContext, headers: {}, isBase64Encoded: false });
    },
  };
};

/** The WebSocket API of the template without sockets; undefined where the template has none. */
export const createWebSocketApi = (options: WebSocketApiOptions): WebSocketApi | undefined => {
  const { world, invoke } = options;
  const api = readWebSocketApi(options.resources);
  if (api === undefined) return undefined;
  const domainName = `${api.apiId}.execute-api.${world.region}.amazonaws.com`;
  const place = { apiId: api.apiId, stage: api.stage, domainName };
  const connections: Connections = new Map();
  const admit = createAdmission({ world, place, invoke });
  const callRoute = createCaller(options, api);
  const contextFor: ContextFor = (connection, more) => contextOf(world, place, connection, more);
  const mayPass = createThrottle(world, api);
  const traffic = createTraffic(options, api, { connections, callRoute, contextFor, mayPass });

  const connect = async (handshake: Handshake): Promise<Connected | number> => {
    if (!mayPass()) return 429;
    const connectedMs = world.timeline.now();
    const id = connectionId(world.random);
    const connection: Connection = { id, handshake, connectedMs, lastActiveMs: connectedMs };
    const route = api.route('$connect');
    if (route?.authorizer !== undefined) {
      const admission = await admit(route.authorizer, connection);
      if (!admission.ok) return admission.status;
      connection.authorizer = admission.context;
    }
    let protocol: string | undefined;
    if (route !== undefined) {
      const more = { routeKey: '$connect', eventType: 'CONNECT' };
      const requestContext = contextFor(connection, more);
      const event = { ...handshakeMembers(handshake), requestContext, isBase64Encoded: false };
      const outcome = await callRoute(route, event);
      const status = statusOf(outcome);
      if (status < 200 || status > 299) return status;
      protocol = protocolOf(outcome);
    }
    return {
      connectionId: id,
      protocol,
      attach: (peer) => {
        connections.set(id, { connection, peer });
        watch(world, connections, id);
      },
      receive: (message) => traffic.receive(connection, message),
      disconnected: (code, reason) => traffic.disconnected(connection, code, reason),
    };
  };
  return {
    connect,
    service: createConnectionsService(world, api, connections),
    path: `/${api.stage}`,
    count: () => connections.size,
    drop: () => {
      const held = [...connections.values()];
      for (const { peer } of held) peer.drop();
      return held.length;
    },
  };
};
