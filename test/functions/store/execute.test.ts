import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { loadHead } from '../../../functions/shared/store/events-table.ts';
import { at, openStore, type Store } from './harness.ts';
import { buy, create, deposit, openLot, stream } from './wallet-commands.ts';

let store: Store;

const head = () => loadHead(wallet, stream, true);

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
