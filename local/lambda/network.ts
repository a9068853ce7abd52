import type { Caller } from '../kernel/service.ts';
import type { Site } from '../kernel/site.ts';
import type { Dispatch } from '../wire/dispatcher.ts';
import { bytesOf, textOf, type WireRequest, type WireResponse } from '../wire/message.ts';

/** What may go wrong on purpose with one call: the connection breaks, or another answer comes. */
export type Disturbance = 'reset' | WireResponse;

/** Hooks around every call that a function makes to AWS; a simulator loses requests and replies here. */
export interface CallFaults {
  /** Before the call happens: a disturbance replaces it, undefined lets it pass. */
  readonly before?: (request: WireRequest, caller: Caller) => Promise<Disturbance | undefined>;
  /** After it happened: a disturbance replaces the reply, so that the caller cannot know. */
  readonly after?: (
    request: WireRequest,
    caller: Caller,
    response: WireResponse,
  ) => Promise<Disturbance | undefined>;
}

/** Everything that functions can reach, without a socket. */
export interface Reachable {
  readonly dispatch: Dispatch;
  /** Sandbox servers, by host. */
  readonly sites: Readonly<Record<string, Site>>;
  /** Hosts (`name` or `name:port`) that calls may leave the process for, e.g. a DynamoDB elsewhere. */
  readonly realHosts?: ReadonlySet<string>;
  readonly faults?: CallFaults;
}

/** A request on its way out of a function; `origin` is `https://host[:port]`. */
export interface Outgoing extends WireRequest {
  readonly origin: string;
}

/** One function's way out. Rejects with Node's network errors. */
export type Network = (request: Outgoing) => Promise<WireResponse>;

const networkError = (code: string, message: string) => Object.assign(new Error(message), { code });

const isAws = (host: string): boolean =>
  host.endsWith('.amazonaws.com') || host.endsWith('.on.aws');

const settled = (disturbance: Disturbance): WireResponse => {
  if (disturbance === 'reset') throw networkError('ECONNRESET', 'socket hang up');
  return disturbance;
};

const leave = async ({
  origin,
  path,
  query,
  method,
  headers,
  body,
}: Outgoing): Promise<WireResponse> => {
  const url = `${origin}${path}${query === '' ? '' : `?${query}`}`;
  const { host, 'content-length': _, connection, ...rest } = headers;
  const bodied = method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.from(bytesOf(body)) };
  const response = await fetch(url, { method, headers: rest, ...bodied });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
};

/** The network as one function has it: AWS's hosts, the sandbox's sites, and what is let out. Anything else has no address. */
export const createNetwork =
  ({ dispatch, sites, realHosts, faults }: Reachable, caller: Caller): Network =>
  async (request) => {
    const { host } = request;
    if (isAws(host)) {
      const before = await faults?.before?.(request, caller);
      if (before !== undefined) return settled(before);
      const response = await dispatch(request, caller);
      const after = await faults?.after?.(request, caller, response);
      return after === undefined ? response : settled(after);
    }
    const site = sites[host];
    if (site !== undefined) return site({ ...request, body: textOf(request.body) });
    if (realHosts?.has(host) || realHosts?.has(new URL(request.origin).host)) return leave(request);
    throw networkError(
      'ENOTFOUND',
      `getaddrinfo ENOTFOUND ${host} (not a host of the local cloud)`,
    );
  };
