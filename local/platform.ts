import { type Cloud, type CloudOptions, createCloud } from './cloud.ts';
import { createDistribution } from './cloudfront/distribution.ts';
import type { HttpHandler, HttpRequest } from './http/message.ts';
import type { Upgrade } from './http/server.ts';
import { fromSite } from './http/site-handler.ts';
import { createWebSocketUpgrade } from './http/websocket-upgrade.ts';
import type { Ledger } from './kernel/meter.ts';
import type { Site } from './kernel/site.ts';
import type { World } from './kernel/world.ts';
import type { ApiCall } from './sandbox/api-call.ts';
import { createSandbox, type Sandbox } from './sandbox/create-sandbox.ts';
import { furnish } from './sandbox/furnish.ts';
import { importHistory } from './sandbox/import-history.ts';
import type { Mail } from './sandbox/mailbox.ts';
import type { Deliver } from './sandbox/webhooks.ts';

/** Where the bank's messages come in. */
export const webhookPath = '/bank/webhook';
/** … and the identity provider's. */
export const identityPath = '/identity/webhook';

const functionUrls = {
  [webhookPath]: 'bank-receive-webhook',
  [identityPath]: 'accounts-receive-identity-webhook',
};

export interface PlatformOptions {
  readonly world: World & { readonly meter: Ledger };
  /** The folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** The folder of the built web app, where it is to be served. */
  readonly site?: string;
  readonly cloud?: CloudOptions;
  /** The price history that a new world gets: lines of a month and US dollars per troy ounce. */
  readonly history?: string;
}

/** The platform in its sandbox. */
export interface Platform {
  readonly cloud: Cloud;
  readonly sandbox: Sandbox;
  /** Every door by path prefix: the web app, the API, the webhook and the sandbox's controls. */
  readonly doors: Readonly<Record<string, HttpHandler>>;
  /** Where WebSockets are opened, by path. */
  readonly upgrades: Readonly<Record<string, Upgrade>>;
  /** A call of the API from inside the process. */
  readonly api: ApiCall;
  /** Starts everything, takes up what an earlier process left, and furnishes an empty world. */
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

const pollingMsMax = 60_000;
const loopback = '127.0.0.1';

const requestOf = (
  request: Omit<HttpRequest, 'body' | 'sourceIp' | 'query'> & { readonly body: string },
): HttpRequest => {
  const [path = '', query = ''] = request.path.split('?');
  return { ...request, path, query, body: Buffer.from(request.body), sourceIp: loopback };
};

const asText = (body: string | Uint8Array): string =>
  typeof body === 'string' ? body : Buffer.from(body).toString('utf8');

const createApi =
  (cloud: Cloud): ApiCall =>
  async ({ method, path, headers, body }) => {
    const answer = await cloud.handleHttp(
      requestOf({ method, path, headers: { ...headers, 'user-agent': 'assay-sandbox' }, body }),
    );
    return { status: answer.status, body: asText(answer.body) };
  };

/** Messages go through the webhooks' own doors, as they would over a socket. */
const createDeliver =
  (cloud: Cloud, path: string): Deliver =>
  ({ headers, body }) =>
    cloud.handleHttp(requestOf({ method: 'POST', path, headers, body }));

const addToGroup =
  (cloud: Cloud) =>
  async (email: string, group: string): Promise<void> => {
    const [pool] = cloud.resources.ofType('AWS::Cognito::UserPool');
    await cloud.services['cognito-idp']?.call({
      operation: 'AdminAddUserToGroup',
      input: { UserPoolId: pool?.ref, Username: email, GroupName: group },
      caller: { kind: 'cloud', name: 'sandbox' },
    });
  };

/** What people open in a browser, as the template's distribution serves it. */
const sitePages = ({ resources }: Cloud, folder: string | undefined) => {
  const pages = folder === undefined ? undefined : createDistribution(resources, folder);
  return pages === undefined ? {} : { '/': pages };
};

/** The WebSocket API's door, which the sandbox may have closed. */
const upgradesOf = (
  { webSocket }: Cloud,
  { isDown }: Sandbox['network'],
  warn: (message: string) => void = () => undefined,
): Readonly<Record<string, Upgrade>> => {
  if (webSocket === undefined) return {};
  const open = createWebSocketUpgrade(webSocket, (error) => warn(`WebSocket: ${error}`));
  return {
    [webSocket.path]: (request, socket, head) =>
      isDown() ? socket.destroy() : open(request, socket, head),
  };
};

/** Everything that was sent to people, by either way. */
const mailsOf = ({ ses, sns }: Cloud): readonly Mail[] => [
  ...ses.mails().map(({ to, subject, text, html, sentAt }) => ({
    channel: 'email' as const,
    to,
    subject,
    text: text ?? '',
    ...(html === undefined ? {} : { html }),
    sentAt,
  })),
  ...sns.messages().map(({ to, text, sentAt }) => ({
    channel: 'sms' as const,
    to: [to],
    text,
    sentAt,
  })),
];

/** Builds the platform of an assembly and the sandbox around it. Nothing moves before `start`. */
export const createPlatform = async (options: PlatformOptions): Promise<Platform> => {
  const { world, assembly, history } = options;
  // The cloud reaches the sandbox's sites, and the sandbox the cloud: filled once both are there.
  const sites: Record<string, Site> = {};
  const cloud = await createCloud({
    world,
    assembly,
    sites,
    options: { functionUrls, ...options.cloud },
  });
  const sandbox = createSandbox({
    world,
    secretNamed: cloud.secrets.read,
    deliver: createDeliver(cloud, webhookPath),
    deliverIdentity: createDeliver(cloud, identityPath),
    // Whatever asks every minute asks now; what comes round by the hour has no part in a new price.
    fireSchedules: () => cloud.events.fireSchedules(pollingMsMax),
    mails: () => mailsOf(cloud),
    dropConnections: () => cloud.webSocket?.drop() ?? 0,
    meterReport: world.meter.report,
    health: () => ({ status: 'ready', ...cloud.activity() }),
  });
  Object.assign(sites, sandbox.sites);
  const api = createApi(cloud);
  return {
    cloud,
    sandbox,
    doors: {
      ...sitePages(cloud, options.site),
      ...cloud.doors,
      '/_local': fromSite(sandbox.controls),
    },
    upgrades: upgradesOf(cloud, sandbox.network, options.cloud?.warn),
    api,
    start: async () => {
      cloud.start();
      sandbox.resume();
      await furnish({ world, api, addToGroup: addToGroup(cloud) });
      if (history !== undefined) await importHistory({ world, api, csv: history });
    },
    stop: cloud.stop,
  };
};
