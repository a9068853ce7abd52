import type { WalletEvent } from '../../../domain/wallets/events.ts';
import { verifyChain } from '../../../functions/shared/store/history.ts';
import { cents, micrograms } from '../model/amounts.ts';
import type { Stage } from '../stage.ts';
import { rowsOf, type StoredCommit, type Streams } from '../stores.ts';

type Guard = Readonly<Record<string, unknown>>;

async function* itemsOf(stored: readonly StoredCommit[]) {
  for (const { item } of stored) yield item;
}

/** Invariant 7: every stream's hash chain verifies, versions are contiguous from 1. */
const brokenChains = async (streams: Streams): Promise<readonly string[]> => {
  const wrong: string[] = [];
  for (const [stream, stored] of streams) {
    const verdict = await verifyChain(itemsOf(stored));
    if (!verdict.intact) wrong.push(`${stream} breaks at ${verdict.version}: ${verdict.reason}`);
  }
  return wrong;
};

/** What one wallet comes to when its events are added up by hand. */
export interface Tally {
  available: bigint;
  reserved: bigint;
  pending: bigint;
  grams: bigint;
  costBasis: bigint;
  readonly open: Map<string, bigint>;
}

type Add = (tally: Tally, data: Readonly<Record<string, string>>) => string | undefined;

const money = (data: Readonly<Record<string, unknown>>, field = 'amount'): bigint =>
  cents(`${data[field]}`);

const endReservation = (tally: Tally, id: string, back: bigint): string | undefined => {
  const held = tally.open.get(id);
  if (held === undefined) return `reservation ${id} ends that is not open`;
  tally.open.delete(id);
  tally.reserved -= held;
  tally.available += back;
  return undefined;
};

/** Each event's effect on the sums, written from the published language and not from the platform's own fold. */
const effects: Readonly<Partial<Record<WalletEvent['type'], Add>>> = {
  FundsDeposited: (tally, data) => {
    tally[data['verificationStatus'] === 'verified' ? 'available' : 'pending'] += money(data);
    return undefined;
  },
  DepositConfirmed: (tally, data) => {
    tally.pending -= money(data);
    tally.available += money(data);
    return undefined;
  },
  DepositRejected: (tally, data) => {
    tally.pending -= money(data);
    return undefined;
  },
  FundsReserved: (tally, data) => {
    const id = `${data['reservationId']}`;
    if (tally.open.has(id)) return `reservation ${id} was made twice`;
    tally.open.set(id, money(data));
    tally.available -= money(data);
    tally.reserved += money(data);
    return undefined;
  },
  FundsReservationCancelled: (tally, data) =>
    endReservation(tally, `${data['reservationId']}`, money(data)),
  GoldAllocated: (tally, data) => {
    tally.grams += micrograms(`${data['goldAmount']}`);
    const settlement = data['settlement'] as unknown as
      | Readonly<Record<string, string>>
      | undefined;
    if (settlement === undefined) return undefined;
    tally.costBasis += money(settlement, 'cost');
    return endReservation(tally, `${settlement['reservationId']}`, money(settlement, 'released'));
  },
  GoldPurchaseCompleted: (tally, data) => {
    tally.costBasis += money(data, 'totalCost');
    return endReservation(tally, `${data['reservationId']}`, 0n);
  },
  GoldSold: (tally, data) => {
    tally.available += money(data, 'proceeds');
    tally.grams -= micrograms(`${data['goldAmount']}`);
    tally.costBasis -= money(data, 'costBasis');
    return undefined;
  },
  WithdrawalCompleted: (tally, data) => endReservation(tally, `${data['transactionId']}`, 0n),
  WithdrawalReturned: (tally, data) => {
    tally.available += money(data);
    return undefined;
  },
  AdjustmentPosted: (tally, data) => {
    tally.available += money(data);
    return undefined;
  },
};

/** Adds a wallet up, event by event; says where it went below zero or ended something twice (invariant 3). */
export const tallyOf = (
  stream: string,
  stored: readonly StoredCommit[],
): { readonly tally: Tally; readonly wrong: readonly string[] } => {
  const tally: Tally = {
    available: 0n,
    reserved: 0n,
    pending: 0n,
    grams: 0n,
    costBasis: 0n,
    open: new Map(),
  };
  const wrong: string[] = [];
  for (const { commit } of stored) {
    for (const { type, data } of commit.events) {
      const said = effects[type as WalletEvent['type']]?.(tally, data as never);
      if (said !== undefined) wrong.push(`${stream} ${commit.version}: ${said}`);
    }
    for (const field of ['available', 'reserved', 'pending', 'grams', 'costBasis'] as const)
      if (tally[field] < 0n) wrong.push(`${stream} ${commit.version}: ${field} is ${tally[field]}`);
  }
  return { tally, wrong };
};

/** A command writes once to a stream, however often it is sent. */
const repeatedCommands = (streams: Streams): readonly string[] =>
  [...streams].flatMap(([stream, stored]) => {
    const commands = stored.map(({ commit }) => commit.commandId);
    return commands
      .filter((command, index) => commands.indexOf(command) !== index)
      .map((command) => `command ${command} wrote twice to ${stream}`);
  });

/** Invariant 4: a quote is used at most once, a withdrawal is paid at most once. */
const doubled = (streams: Streams): readonly string[] => {
  const seen = new Map<string, string>();
  const wrong: string[] = [];
  const once = (what: string, stream: string) => {
    const before = seen.get(what);
    if (before !== undefined) wrong.push(`${what} happened in ${before} and in ${stream}`);
    seen.set(what, stream);
  };
  for (const [stream, stored] of streams)
    for (const { type, data } of stored.flatMap(({ commit }) => commit.events)) {
      if (type === 'WithdrawalCompleted') once(`withdrawal ${data['transactionId']}`, stream);
      if (type === 'GoldPurchaseCompleted') once(`purchase ${data['purchaseId']}`, stream);
      if (type === 'GoldSold') once(`sale ${data['saleId']}`, stream);
      if (data['quoteId'] !== undefined && type !== 'GoldPurchaseInitiated')
        once(`quote ${data['quoteId']}`, stream);
    }
  return wrong;
};

/** Where the money of a bank transaction lies: it is taken in, or taken out again. */
const places: Readonly<Record<string, readonly [reference: string, by: number]>> = {
  FundsDeposited: ['bankReference', 1],
  DepositRejected: ['bankReference', -1],
  UnmatchedFundsReceived: ['bankTransactionId', 1],
  UnmatchedFundsAssigned: ['bankTransactionId', -1],
};

/** Invariant 4: one bank transaction is credited once, wherever people have moved it to. */
const creditedTwice = (streams: Streams): readonly string[] => {
  const held = new Map<string, number>();
  for (const { type, data } of [...streams.values()]
    .flat()
    .flatMap(({ commit }) => commit.events)) {
    const [field, by] = places[type] ?? ['', 0];
    const reference = `${data[field]}`;
    if (by !== 0) held.set(reference, (held.get(reference) ?? 0) + by);
  }
  return [...held]
    .filter(([, times]) => times !== 1)
    .map(([reference, times]) => `bank transaction ${reference} is credited ${times} times`);
};

/** Invariant 2, by lot: what purchases took and sales gave back, against the lot and its guard. */
const overdrawnLots = (streams: Streams, guardRows: readonly Guard[]): readonly string[] => {
  const lots = new Map<string, bigint>();
  const held = new Map<string, bigint>();
  const change = (lotId: string, by: bigint) => held.set(lotId, (held.get(lotId) ?? 0n) + by);
  for (const { type, data } of [...streams.values()]
    .flat()
    .flatMap(({ commit }) => commit.events)) {
    if (type === 'BarReceived')
      for (const lot of data['lots'] as readonly { lotId: string; goldAmount: string }[])
        lots.set(lot.lotId, micrograms(lot.goldAmount));
    if (type === 'GoldAllocated') change(`${data['lotId']}`, micrograms(`${data['goldAmount']}`));
    if (type === 'GoldSold')
      for (const part of data['returns'] as readonly { lotId: string; goldAmount: string }[])
        change(part.lotId, -micrograms(part.goldAmount));
  }
  const guards = new Map(
    guardRows
      .filter(({ guard }) => `${guard}`.startsWith('lot#'))
      .map(({ guard, remaining }) => [`${guard}`.slice(4), BigInt(`${remaining}`)]),
  );
  const wrong: string[] = [];
  for (const [lotId, size] of lots) {
    const taken = held.get(lotId) ?? 0n;
    if (taken < 0n || taken > size) wrong.push(`lot ${lotId} of ${size} has given ${taken}`);
    const remaining = guards.get(lotId);
    if (remaining !== undefined && remaining !== size - taken)
      wrong.push(`the guard of lot ${lotId} says ${remaining}, its events ${size - taken}`);
  }
  for (const lotId of held.keys())
    if (!lots.has(lotId)) wrong.push(`gold of an unknown lot ${lotId} was given`);
  return wrong;
};

/** Invariants 2 to 4 and 7 of a ledger, out of its streams and guards alone. */
export const faultsOf = async (
  streams: Streams,
  guardRows: readonly Guard[],
): Promise<readonly string[]> => {
  const wallets = [...streams].filter(([stream]) => stream.startsWith('wallet-'));
  return [
    ...(await brokenChains(streams)),
    ...wallets.flatMap(([stream, stored]) => tallyOf(stream, stored).wrong),
    ...repeatedCommands(streams),
    ...doubled(streams),
    ...overdrawnLots(streams, guardRows),
  ];
};

/** The same of a running platform, where no bank takes back what it told. */
export const ledgerFaults = async (stage: Stage, streams: Streams): Promise<readonly string[]> => [
  ...(await faultsOf(streams, await rowsOf(stage, 'guardsTable'))),
  ...creditedTwice(streams),
];
