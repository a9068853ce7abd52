import { beforeEach, describe, expect, it } from 'vitest';
import { at, id, openStore, type Store } from './harness.ts';
import { buy, create, deposit, openLot, sell } from './wallet-commands.ts';

let store: Store;

beforeEach(async () => {
  store = await openStore();
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
