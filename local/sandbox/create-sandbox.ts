import type { Site } from '../kernel/site.ts';
import type { World } from '../kernel/world.ts';
import { json } from './answers.ts';
import { createBank } from './bank/create-bank.ts';
import { clockControls } from './clock.ts';
import { createDealer } from './dealer/create-dealer.ts';
import { createIdentity } from './identity/create-identity.ts';
import { type Mail, mailboxControls } from './mailbox.ts';
import { createMarketApi } from './market/api.ts';
import { everyOf, marketControls } from './market/controls.ts';
import { createMarket } from './market/market.ts';
import { readReplay } from './market/replay.ts';
import { mannersIn } from './market/sources.ts';
import { createNetwork, type Network } from './network.ts';
import { createSite, type SiteRoute } from './router.ts';
import { createSettings } from './settings.ts';
import type { Deliver } from './webhooks.ts';

export interface SandboxOptions {
  readonly world: World;
  /** A secret's text, by the name that the template gives it. */
  readonly secretNamed: (name: string) => string | Promise<string>;
  /** Brings the bank's messages to the platform's webhook. */
  readonly deliver: Deliver;
  /** Brings the identity provider's. */
  readonly deliverIdentity: Deliver;
  /** Fires every schedule of the template now. */
  readonly fireSchedules: () => void | Promise<void>;
  readonly mails: () => readonly Mail[];
  /** Ends every WebSocket as a broken network would; answers how many there were. */
  readonly dropConnections: () => number;
  /** The bill so far. */
  readonly meterReport: () => unknown;
  /** What the cloud is busy with. */
  readonly health: () => unknown;
  /** The account that customers pay into. */
  readonly account?: { readonly iban: string; readonly currency: string };
}

/** The world around the platform, as far as the local cloud plays it. */
export interface Sandbox {
  /** By host name: what a function's HTTP call reaches. */
  readonly sites: Readonly<Record<string, Site>>;
  /** Everything below `/_local`. */
  readonly controls: Site;
  /** What stands between people and their WebSockets. */
  readonly network: Network;
  /** Goes on with what an earlier process left; call it once the platform can take webhooks. */
  readonly resume: () => void;
  /** Plays a file of `Date,Price` lines. Throws a `Problem` when it is none. */
  readonly replayMarket: (csv: string, every: string) => Promise<void>;
}

const usualAccount = { iban: 'IE29AIBK93115212345678', currency: 'EUR' } as const;

/** One member of a secret that is a JSON object. */
const memberOf = (read: SandboxOptions['secretNamed'], name: string, member: string) => async () =>
  String((JSON.parse(await read(name)) as Record<string, unknown>)[member]);

const readings = ({ meterReport, health }: SandboxOptions): readonly SiteRoute[] => [
  {
    method: 'GET',
    path: '/_local/meter',
    about: 'what this would have cost on AWS, at list prices',
    handle: () => json(200, meterReport()),
  },
  {
    method: 'GET',
    path: '/_local/health',
    about: 'whether it runs, and what it is busy with',
    handle: () => json(200, health()),
  },
];

const withIndex = (routes: readonly SiteRoute[]): readonly SiteRoute[] => [
  ...routes,
  {
    method: 'GET',
    path: '/_local',
    about: 'this list',
    handle: () =>
      json(200, {
        controls: routes.map(({ method, path, about }) => ({ route: `${method} ${path}`, about })),
      }),
  },
];

/** Puts the bank, the dealer, the market, the mailbox and the clock into a world. */
export const createSandbox = (options: SandboxOptions): Sandbox => {
  const { world, secretNamed, deliver, fireSchedules, mails, account = usualAccount } = options;
  const settings = createSettings(world.storage);
  const bank = createBank({
    world,
    settings,
    deliver,
    account,
    secrets: {
      webhook: memberOf(secretNamed, 'assay/local/bank/webhook', 'current'),
      credential: memberOf(secretNamed, 'assay/local/bank/credential', 'token'),
    },
  });
  const identity = createIdentity({
    world,
    settings,
    deliver: options.deliverIdentity,
    secrets: {
      webhook: memberOf(secretNamed, 'assay/local/identity/webhook', 'current'),
      credential: memberOf(secretNamed, 'assay/local/identity/credential', 'token'),
    },
  });
  const market = createMarket({ world, settings, onChange: fireSchedules });
  const dealer = createDealer({
    world,
    settings,
    market,
    credential: memberOf(secretNamed, 'assay/local/dealer/credential', 'token'),
  });
  const manners = mannersIn(settings);
  const network = createNetwork(options.dropConnections);
  return {
    sites: {
      'bank.sandbox.assay.test': bank.api,
      'identity.sandbox.assay.test': identity.api,
      'dealer.sandbox.assay.test': dealer.api,
      'market.sandbox.assay.test': createMarketApi({
        world,
        market,
        manners: manners.get,
        key: (kind) => memberOf(secretNamed, `assay/local/market/${kind}`, 'key')(),
      }),
    },
    controls: createSite(
      withIndex([
        ...bank.controls,
        ...identity.controls,
        ...marketControls({ market, manners, onChange: fireSchedules }),
        ...dealer.controls,
        ...mailboxControls(mails),
        ...network.controls,
        ...clockControls(world, settings),
        ...readings(options),
      ]),
    ),
    network,
    resume: () => {
      bank.resume();
      identity.resume();
      market.resume();
    },
    replayMarket: (csv, every) => market.replay(readReplay(csv), everyOf(every)),
  };
};
