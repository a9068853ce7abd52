/** Where and how one stage of Assay runs. */
export interface StageConfig {
  readonly stage: Stage;
  readonly region: string;
  /** ISO 4217: what customers pay in. */
  readonly currency: string;
  readonly vaultId: string;
  readonly bank: {
    readonly apiUrl: string;
    /** The account that customers pay into. */
    readonly depositIban: string;
    readonly depositBeneficiary: string;
  };
  /** Checks who customers are. */
  readonly identity: { readonly apiUrl: string };
  /** Where pools buy their gold. */
  readonly dealer: {
    readonly apiUrl: string;
    /** The account that it is paid to. */
    readonly iban: string;
    readonly name: string;
  };
  /** Asked every minute; the median of what answers is the price. */
  readonly marketSources: readonly MarketSource[];
  /** Whether the market is open: by the exchange's calendar, or as a sandbox market says itself. */
  readonly marketSession: 'calendar' | 'source';
  readonly mail: { readonly domain: string; readonly from: string };
  readonly alarmEmail: string | undefined;
  readonly logRetentionDays: LogRetentionDays;
  /** Whether tables, keys and users outlive their stack. */
  readonly removal: 'destroy' | 'retain';
  readonly backup: { readonly retentionDays: number; readonly lockMinDays: number };
  readonly throttles: Throttles;
  /** How often everybody's valuation is refreshed, and in how many parts at once. */
  readonly valuations: { readonly everyMinutes: number; readonly shards: number };
}

export const stages = ['local', 'dev', 'staging', 'prod'] as const;
export type Stage = (typeof stages)[number];

/** What CloudWatch Logs accepts, of which we use these. */
export type LogRetentionDays = 7 | 30 | 365;

/** Providers of gold prices whose answers we can read. */
export const sourceKinds = ['goldapi', 'metals-dev', 'metalpriceapi'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A provider of gold prices: the shape of its answers, and where it is. Its key is a secret. */
export interface MarketSource {
  readonly kind: SourceKind;
  readonly url: string;
}

/** Requests a second, and how many may come at once, over all callers of a route. */
export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** Classes of routes by what they may cost or harm. */
export interface Throttles {
  /** Registration and log-in, where guessing must be slow. */
  readonly credentials: Throttle;
  readonly money: Throttle;
  readonly read: Throttle;
  readonly operations: Throttle;
  /** Connections made and messages sent by clients over the WebSocket API. */
  readonly live: Throttle;
}

const throttles = (scale: number): Throttles => ({
  credentials: { ratePerSecond: 10 * scale, burst: 20 * scale },
  money: { ratePerSecond: 100 * scale, burst: 200 * scale },
  read: { ratePerSecond: 200 * scale, burst: 400 * scale },
  operations: { ratePerSecond: 10 * scale, burst: 20 * scale },
  live: { ratePerSecond: 100 * scale, burst: 200 * scale },
});

const common = {
  region: 'eu-west-1',
  currency: 'EUR',
  marketSession: 'calendar',
  vaultId: '0199d1a0-0c5e-7b1e-9a57-6f0c2b8d4e11',
  alarmEmail: undefined,
  logRetentionDays: 7,
  removal: 'destroy',
  backup: { retentionDays: 35, lockMinDays: 7 },
  valuations: { everyMinutes: 60, shards: 4 },
} as const;

/** Until a stage has an account at a bank: the IBAN registry's own example, to which nobody can pay. */
const sandboxBank = {
  depositIban: 'IE29AIBK93115212345678',
  depositBeneficiary: 'Assay Client Money',
} as const;

/** The same of the dealer that pools buy from. */
const sandboxDealer = { iban: 'CH9300762011623852957', name: 'Bullion Dealer' } as const;

const sourcesAt = (hosts: Readonly<Record<SourceKind, string>>): readonly MarketSource[] => [
  { kind: 'goldapi', url: `https://${hosts.goldapi}/api/XAU/${common.currency}` },
  {
    kind: 'metals-dev',
    url: `https://${hosts['metals-dev']}/v1/metal/spot?metal=gold&currency=${common.currency}`,
  },
  {
    kind: 'metalpriceapi',
    url: `https://${hosts.metalpriceapi}/v1/latest?base=${common.currency}&currencies=XAU`,
  },
];

const marketSources = sourcesAt({
  goldapi: 'www.goldapi.io',
  'metals-dev': 'api.metals.dev',
  metalpriceapi: 'api.metalpriceapi.com',
});

const sandboxMarket = sourcesAt({
  goldapi: 'market.sandbox.assay.test',
  'metals-dev': 'market.sandbox.assay.test',
  metalpriceapi: 'market.sandbox.assay.test',
});

const configs: { readonly [S in Stage]: Omit<StageConfig, 'stage'> } = {
  local: {
    ...common,
    bank: { ...sandboxBank, apiUrl: 'https://bank.sandbox.assay.test' },
    identity: { apiUrl: 'https://identity.sandbox.assay.test' },
    dealer: { ...sandboxDealer, apiUrl: 'https://dealer.sandbox.assay.test' },
    marketSources: sandboxMarket,
    marketSession: 'source',
    mail: { domain: 'assay.test', from: 'hello@assay.test' },
    // One machine plays all customers here: a throttle must be there, and not be what a load test meets first.
    throttles: throttles(100),
  },
  dev: {
    ...common,
    bank: { ...sandboxBank, apiUrl: 'https://bank.dev.assay.example' },
    identity: { apiUrl: 'https://identity.dev.assay.example' },
    dealer: { ...sandboxDealer, apiUrl: 'https://dealer.dev.assay.example' },
    marketSources,
    mail: { domain: 'dev.assay.example', from: 'hello@dev.assay.example' },
    throttles: throttles(1),
  },
  staging: {
    ...common,
    logRetentionDays: 30,
    removal: 'retain',
    bank: { ...sandboxBank, apiUrl: 'https://bank.staging.assay.example' },
    identity: { apiUrl: 'https://identity.staging.assay.example' },
    dealer: { ...sandboxDealer, apiUrl: 'https://dealer.staging.assay.example' },
    marketSources,
    mail: { domain: 'staging.assay.example', from: 'hello@staging.assay.example' },
    alarmEmail: 'alarms@staging.assay.example',
    throttles: throttles(1),
  },
  prod: {
    ...common,
    logRetentionDays: 365,
    removal: 'retain',
    backup: { retentionDays: 365, lockMinDays: 35 },
    valuations: { everyMinutes: 60, shards: 32 },
    bank: { ...sandboxBank, apiUrl: 'https://bank.assay.example' },
    identity: { apiUrl: 'https://identity.assay.example' },
    dealer: { ...sandboxDealer, apiUrl: 'https://dealer.assay.example' },
    marketSources,
    mail: { domain: 'assay.example', from: 'hello@assay.example' },
    alarmEmail: 'alarms@assay.example',
    throttles: throttles(10),
  },
};

const isStage = (name: string): name is Stage => (stages as readonly string[]).includes(name);

/** The record of one stage. Throws when there is no such stage. */
export const configFor = (name: string): StageConfig => {
  if (!isStage(name)) throw new Error(`no stage '${name}': one of ${stages.join(', ')}`);
  return { stage: name, ...configs[name] };
};

/** What a kind of function gets. Memory buys CPU as well: 1,769 MiB is one vCPU (AWS Lambda developer guide). */
export interface Size {
  readonly memoryMib: number;
  readonly timeoutSeconds: number;
}

export const sizes = {
  /** Somebody waits: enough CPU for a cold start, and an end before the API's own 29 s. */
  request: { memoryMib: 512, timeoutSeconds: 20 },
  /** Somebody waits while a partner is asked, who may need three tries. */
  inquiry: { memoryMib: 512, timeoutSeconds: 20 },
  /** Nobody waits: batches of ten, retried. */
  subscriber: { memoryMib: 256, timeoutSeconds: 20 },
  /** Nobody waits, and thousands are dealt with: one vCPU, and time enough for the slowest of them. */
  batch: { memoryMib: 1_769, timeoutSeconds: 120 },
  /** A saga waits: long enough to ask a slow partner several times. */
  step: { memoryMib: 256, timeoutSeconds: 60 },
  /** Somebody waits while a document of megabytes is read, checked and stored. */
  statement: { memoryMib: 1_024, timeoutSeconds: 28 },
  /** Nobody waits, once a night, over everything. */
  nightly: { memoryMib: 1_024, timeoutSeconds: 600 },
  relay: { memoryMib: 512, timeoutSeconds: 30 },
  /** Ten thousand rows an invocation. */
  valuation: { memoryMib: 512, timeoutSeconds: 60 },
  /** Posts one message to everybody who is connected: some tens of thousands in its time. */
  broadcast: { memoryMib: 1_024, timeoutSeconds: 30 },
  poller: { memoryMib: 256, timeoutSeconds: 20 },
} as const satisfies Record<string, Size>;

/** How a subscriber's queue behaves. */
export const queueing = {
  batchSize: 10,
  /** Deliveries before a message goes to the dead letters. */
  receivesMax: 5,
  /** AWS asks for at least six times the function's timeout, so that a retry never overlaps a running attempt. */
  visibilityTimeouts: 6,
  /** The longest that SQS keeps a message: time to read a runbook and redrive. */
  deadLetterRetentionDays: 14,
} as const;
