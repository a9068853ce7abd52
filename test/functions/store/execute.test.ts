import { QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { dynamo } from '../../../functions/shared/store/client.ts';
import { headOf, loadHead, newestCommit } from '../../../functions/shared/store/events-table.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { claim, returnToLot, takeFromLot } from '../../../functions/shared/store/guards.ts';
import { commitsOf, stateAsOf, verifyChain } from '../../../functions/shared/store/history.ts';
import { at, cause, id, openStore, type Store } from './harness.ts';

const walletId = id('wallet');
const userId = id('user');
const stream = `wallet-${walletId}`;
const lotId = 'AB123456.01';
const lotMicrograms = 12_000_000_000n;
let store: Store;

const create = (name = 'create') =>
  execute({
    cause: cause(name),
    participants: [
      {
        folding: wallet,
        stream,
        decide: (state: Wallet) =>
          wallet.decide(
            {
              type: 'CreateWallet',
              walletId,
              userId,
              currency: 'EUR',
              reference: 'RF18539007547034',
              at,
            },
            state,
          ),
      },
    ],
  });

const deposit = (amount: bigint, name: string, when = at) =>
  execute({
    cause: cause(name, when),
    idempotent: true,
    participants: [
      {
        folding: wallet,
        stream,
        decide: (state: Wallet) =>
          wallet.decide(
            {
              type: 'ReceiveDeposit',
              transactionId: id(name),
              amount,
              currency: 'EUR',
              bankReference: name,
              verificationStatus: 'verified',
              at: when,
            },
            state,
          ),
      },
    ],
  });

const buy = (grams: bigint, name: string, when = at, quoteId?: string) =>
  execute({
    cause: cause(name, when),
    idempotent: true,
    participants: [
      {
        folding: wallet,
        stream,
        decide: (state: Wallet) =>
          wallet.decide(
            {
              type: 'PurchaseGold',
              purchaseId: id(name),
              reservationId: id(name),
              confirmationNumber: 'CN-7K3M-9QXA-2B4C',
              ...(quoteId === undefined ? {} : { quoteId }),
              goldAmount: grams,
              allocations: [
                {
                  allocationId: id(`${name} lot`),
                  lotId,
                  goldAmount: grams,
                  certificateNumber: 'AC-7K3M-9QXA-2B4C',
                },
              ],
              pricePerGram: 117_496_231n,
              fee: 0n,
              currency: 'EUR',
              priceId: id('price'),
              verified: true,
              at: when,
            },
            state,
          ),
      },
    ],
    guards: () => [takeFromLot(lotId, grams)],
  });

const head = () => loadHead(wallet, stream, true);

const openLot = () =>
  dynamo.send(
    new TransactWriteItemsCommand({
      TransactItems: [claim(`lot#${lotId}`, { remaining: { N: `${lotMicrograms}` } })],
    }),
  );

beforeEach(async () => {
  store = await openStore();
});

describe('a command', () => {
  it('is one commit whose state is read back in one query', async () => {
    await create();
    await deposit(10_000n, 'd1');
    store.calls.clear();
    const { state, version } = await head();
    expect([state.available, version]).toEqual([10_000n, 2]);
    expect([...store.calls]).toEqual([['Query', 1]]);
  });

  it('answers success when its own reply was lost after the write', async () => {
    await create();
    let lost = 0;
    store.fault = async (operation, _input, run) => {
      const answer = await run();
      if (operation === 'PutItem' && lost++ === 0) throw new Error('socket hang up');
      return answer;
    };
    await expect(deposit(500n, 'd1')).rejects.toThrow('hang up');
    const again = await deposit(500n, 'd1');
    expect(again.repeated).toBe(true);
    expect((await head()).state.available).toBe(500n);
  });

  it('finds its own commit in the item that was in the way', async () => {
    await create();
    let first = true;
    store.fault = async (operation, _input, run) => {
      if (operation !== 'PutItem' || !first) return run();
      first = false;
      await run();
      return run();
    };
    expect((await deposit(500n, 'd1')).repeated).toBe(true);
    expect((await head()).state.available).toBe(500n);
  });

  it('decides again on the state that won, without another read', async () => {
    await create();
    store.fault = async (operation, _input, run) => {
      if (operation === 'PutItem') {
        store.fault = undefined;
        await deposit(700n, 'winner');
        store.calls.clear();
      }
      return run();
    };
    await deposit(300n, 'loser');
    expect((await head()).state.available).toBe(1_000n);
    expect(store.calls.get('PutItem')).toBe(1);
    expect(store.calls.get('Query')).toBe(1);
  });

  it('refuses only what a strongly read state refuses', async () => {
    await create();
    await openLot();
    await deposit(1_000n, 'd1');
    let stale = true;
    store.fault = async (operation, input, run) => {
      const { ConsistentRead } = input as { readonly ConsistentRead?: boolean };
      if (operation !== 'Query' || ConsistentRead === true || !stale) return run();
      stale = false;
      // What an eventually consistent replica may still say: nothing.
      return { Items: [], Count: 0, ScannedCount: 0 };
    };
    await buy(10_000n, 'b1');
    expect((await head()).state.grams).toBe(10_000n);
  });
});

describe('many commands', { timeout: 120_000 }, () => {
  it('credits fifty parallel deposits fifty times', { timeout: 30_000 }, async () => {
    await create();
    await Promise.all(Array.from({ length: 50 }, (_, n) => deposit(1n, `d${n}`)));
    expect((await head()).state.available).toBe(50n);
  });

  it('happens once however often and however parallel it comes', async () => {
    await create();
    await Promise.all(Array.from({ length: 10 }, () => deposit(5n, 'same')));
    expect((await head()).state.available).toBe(5n);
  });

  it('is remembered for 24 hours, also when the window overflows', async () => {
    await create();
    for (let n = 0; n < 40; n++) await deposit(1n, `d${n}`);
    for (let n = 0; n < 40; n++) expect((await deposit(1n, `d${n}`)).repeated).toBe(true);
    expect((await head()).state.available).toBe(40n);
  });
});

describe('the history', () => {
  it('is chained, contiguous and readable at any instant', async () => {
    await create();
    const times = Array.from({ length: 120 }, (_, n) =>
      new Date(Date.parse(at) + n * 1_000).toISOString(),
    );
    for (const [n, when] of times.entries()) await deposit(1n, `d${n}`, when);
    const versions = [];
    for await (const commit of commitsOf(stream)) versions.push(commit.version);
    expect(versions).toEqual(Array.from({ length: 121 }, (_, n) => n + 1));
    const { state, version } = await stateAsOf(wallet, stream, times[9] ?? '');
    expect([state.available, version]).toEqual([10n, 11]);
  });

  it('shows every change, gap and swap in its chain', async () => {
    await create();
    for (let n = 0; n < 5; n++) await deposit(1n, `d${n}`);
    const { Items = [] } = await dynamo.send(
      new QueryCommand({
        TableName: 'events',
        KeyConditionExpression: '#stream = :stream',
        ExpressionAttributeNames: { '#stream': 'stream' },
        ExpressionAttributeValues: { ':stream': { S: stream } },
      }),
    );
    const verdict = (items: typeof Items) =>
      verifyChain(
        (async function* () {
          yield* items;
        })(),
      );
    expect(await verdict(Items)).toEqual({ intact: true, version: 6 });
    expect(await verdict(Items.toSpliced(2, 1))).toMatchObject({ intact: false, reason: 'gap' });
    const [third, fourth] = [Items[2] ?? {}, Items[3] ?? {}];
    const swapped = Items.with(2, { ...third, body: fourth['body'] ?? { S: '' } });
    expect(await verdict(swapped)).toMatchObject({ intact: false, reason: 'hash', version: 3 });
  });

  it('rebuilds a state that older code wrote', async () => {
    await create();
    await deposit(42n, 'd1');
    const commit = await newestCommit(stream, true);
    if (commit === undefined) throw new Error('no commit');
    const rebuilt = await headOf({ ...wallet, stateVersion: wallet.stateVersion + 1 }, commit);
    expect(rebuilt.state).toEqual(commit.state);
  });
});

const sell = (grams: bigint, name: string, when: string, quoteId: string) =>
  execute({
    cause: cause(name, when),
    idempotent: true,
    participants: [
      {
        folding: wallet,
        stream,
        decide: (state: Wallet) =>
          wallet.decide(
            {
              type: 'SellGold',
              saleId: id(name),
              confirmationNumber: 'CN-7K3M-9QXA-2B4C',
              goldAmount: grams,
              returns: [{ lotId, goldAmount: grams }],
              pricePerGram: 117_496_231n,
              fee: 0n,
              currency: 'EUR',
              priceId: id('price'),
              quoteId,
              at: when,
            },
            state,
          ),
      },
    ],
    guards: () => [returnToLot(lotId, grams, lotMicrograms)],
  });

const unitsOf = (table: string) => store.metered.get(`dynamodb.wru ${table}`) ?? 0;
const readsOf = () => store.metered.get('dynamodb.rru events') ?? 0;

describe.each([1, 200, 5_000])('the budget at a stream length of %i', (length) => {
  it('holds for a deposit and a purchase', { timeout: 120_000 }, async () => {
    await create();
    await openLot();
    const start = Date.parse(at);
    // Three hours apart, as a busy customer's commands may come: the window is in use and does not overflow.
    const when = (n: number) => new Date(start + n * 3 * 3_600_000).toISOString();
    for (let n = 1; n < length; n++) await deposit(10_000n, `d${n}`, when(n));
    store.resetMeter();
    await deposit(100_000n, 'last', when(length));
    expect([unitsOf('events'), readsOf()]).toEqual([1, 0.5]);
    store.resetMeter();
    await buy(500_000n, 'bought', when(length + 1));
    expect(unitsOf('events') + unitsOf('guards')).toBe(4);
    expect(readsOf()).toBe(0.5);
    // Quotes of a minute are remembered in the state: eight of them fit, where the window of commands has the room.
    for (let n = 1; n <= (length === 1 ? 8 : 2); n++) {
      store.resetMeter();
      const moment = new Date(Date.parse(when(length + 2)) + n * 5_000).toISOString();
      if (n % 2 === 0) await sell(100_000n, `sold${n}`, moment, id(`quote ${n}`));
      else await buy(100_000n, `quoted${n}`, moment, id(`quote ${n}`));
      expect(unitsOf('events') + unitsOf('guards')).toBe(4);
      expect(readsOf()).toBe(0.5);
    }
  });
});

describe('a command among many others', () => {
  afterEach(() => vi.useRealTimers());

  it('gives up before its function runs out of time, and nothing is done', async () => {
    vi.useFakeTimers({ now: Date.parse(at), toFake: ['Date'] });
    await create();
    let others = 0;
    let isOther = false;
    store.fault = async (operation, _input, run) => {
      if (operation === 'PutItem' && !isOther) {
        isOther = true;
        others += 1;
        await deposit(1n, `other ${others}`);
        isOther = false;
        vi.setSystemTime(Date.now() + 4_000);
      }
      return run();
    };
    await expect(deposit(500n, 'late')).rejects.toMatchObject({ name: 'Contention' });
    expect(others).toBe(3);
    store.fault = undefined;
    const { state } = await loadHead(wallet, stream, true);
    expect(state.available).toBe(3n);
  });
});
