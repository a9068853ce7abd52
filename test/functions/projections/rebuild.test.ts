import { beforeEach, describe, expect, it } from 'vitest';
import { noFindings } from '../../../domain/rebuilds/findings.ts';
import type { WalletCommand } from '../../../domain/wallets/commands.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import {
  groupsThatDiffer,
  sumsFromText,
  sumsTogether,
} from '../../../functions/projections/rebuild/key-sums.ts';
import type { Part, Turn } from '../../../functions/projections/rebuild/part.ts';
import { work } from '../../../functions/projections/rebuild/work.ts';
import { parts, type Step } from '../../../functions/shared/rebuild-parts.ts';
import { toItem } from '../../../functions/shared/rows.ts';
import type { CommitItem } from '../../../functions/shared/store/codec.ts';
import { beginning, commitTo } from '../../../scripts/populate/history.ts';
import { toWire } from '../../../scripts/populate/tables.ts';
import { at, id, openStore, type Store } from '../store/harness.ts';
import { creation, receipt } from '../store/wallet-commands.ts';

const projection = 'transaction-history';
const since = new Date(Date.parse(at) + 3_600_000).toISOString();
const after = new Date(Date.parse(since) + 1_000).toISOString();
/** More than two pages of events, so that a turn may end within it. */
const longHistory = 2_500;
const wallets = 40;

let store: Store;

const put = (table: string, item: CommitItem): void => {
  store.engine.callSync('PutItem', { TableName: table, Item: toWire(item) });
};

const streams = new Map<string, ReturnType<typeof beginning<typeof wallet.initialState, never>>>();
const decided = (name: string, command: WalletCommand, when: string): void => {
  const stream = `wallet-${id(name)}`;
  const end = streams.get(stream) ?? beginning(wallet);
  const events = wallet.decide(command, end.state);
  const written = commitTo(wallet, stream, end, events, { at: when, userId: id('user') });
  streams.set(stream, written.end);
  put('events', written.item);
};

const openWallet = (name: string, when = at): void =>
  decided(name, creation({ walletId: id(name), userId: id(`user ${name}`), at: when }), when);
const deposit = (name: string, n: number, when = at): void => {
  const facts = { name: `${name} ${n}`, bankReference: `${name}-${n}`, amount: 1n, at: when };
  decided(name, receipt(facts), when);
};

/** All parts of a step; each goes on from turn to turn, of one page or as many as there are. */
const step = async (name: Step, onePage: boolean, groups: readonly number[] = []) => {
  const turns: Turn[] = [];
  for (let part = 0; part < parts; part++) {
    let each: Part = {
      rebuildId: 'r',
      projection,
      step: name,
      part,
      turn: 0,
      groups,
      counts: noFindings,
    };
    for (;;) {
      const { after: place, ...found } = await work[name](each, since, () => !onePage);
      if (place === undefined) {
        turns.push({ after: place, ...found });
        break;
      }
      // As it travels in a message.
      each = JSON.parse(JSON.stringify({ ...each, ...found, after: place, turn: each.turn + 1 }));
    }
  }
  const sum = (of: keyof Turn['counts']) => turns.reduce((all, { counts }) => all + counts[of], 0);
  return {
    sums: sumsTogether(turns.map(({ sums }) => sumsFromText(sums))),
    events: sum('events'),
    rows: sum('rows'),
    restored: sum('restored'),
    corrected: sum('corrected'),
    removed: sum('removed'),
  };
};

const rowCount = (): number =>
  (store.engine.callSync('Scan', { TableName: 'history', Select: 'COUNT' }) as { Count: number })
    .Count;

beforeEach(async () => {
  process.env['TRANSACTION_HISTORY_TABLE'] = 'history';
  const key = (name: string) => ({ name, type: 'S' }) as const;
  store = await openStore([{ name: 'history', partition: key('walletId'), sort: key('sk') }]);
  streams.clear();
  openWallet('long');
  for (let n = 0; n < longHistory; n++) deposit('long', n);
  for (let n = 0; n < wallets; n++) {
    openWallet(`short ${n}`);
    deposit(`short ${n}`, 0);
  }
}, 30_000);

describe('a rebuild', () => {
  it('comes to the same in turns of a page as in one', async () => {
    const rows = longHistory + wallets;
    const first = await step('streams', true);
    expect(first).toMatchObject({ rows, restored: rows, corrected: 0 });
    expect(rowCount()).toBe(rows);
    const second = await step('streams', false);
    expect(second).toEqual({ ...first, restored: 0 });
    const counted = [await step('rows', true), await step('rows', false)];
    for (const { sums, ...found } of counted) {
      expect(groupsThatDiffer(first.sums, sums)).toEqual([]);
      expect(found).toEqual(noFindings);
    }
  });

  it('asks the events of no row that is right', async () => {
    const made = await step('streams', false);
    store.calls.clear();
    const { sums } = await step('rows', false);
    expect(groupsThatDiffer(made.sums, sums)).toEqual([]);
    expect(store.calls.get('Query')).toBeUndefined();
    expect(store.calls.get('BatchGetItem')).toBeUndefined();
  });

  it('costs two thirds of a read unit for an event and its row, and no write', async () => {
    await step('streams', false);
    store.resetMeter();
    const { events } = await step('streams', false);
    await step('rows', false);
    expect(store.units('rru') / events).toBeLessThan(0.67);
    expect(store.units('wru')).toBe(0);
  });

  it('finds a row that no event explains among those of its group, and looks at no others', async () => {
    const made = await step('streams', false);
    const alien = { walletId: id('nobody'), sk: `${at}#1`, updatedAt: at, version: 1 };
    put('history', toItem(alien));
    const { sums } = await step('rows', false);
    const groups = groupsThatDiffer(made.sums, sums);
    expect(groups).toHaveLength(1);
    let looked = 0;
    store.fault = async (operation, input, run) => {
      const { RequestItems } = input as {
        readonly RequestItems?: { readonly history: { readonly Keys: readonly unknown[] } };
      };
      if (operation === 'BatchGetItem') looked += RequestItems?.history.Keys.length ?? 0;
      return run();
    };
    expect(await step('sweep', true, groups)).toMatchObject({ removed: 1, corrected: 0 });
    expect(rowCount()).toBe(longHistory + wallets);
    // A group has five of 2,540 rows, give or take.
    expect(looked).toBeGreaterThan(0);
    expect(looked).toBeLessThan(25);
  });
});

describe('a rebuild of a world that goes on', () => {
  it('lets it: what happens meanwhile makes no difference', async () => {
    const made = await step('streams', false);
    // A new wallet, an old one that goes on, and their rows, which the projection writes meanwhile.
    openWallet('new', after);
    deposit('new', 0, after);
    deposit('short 1', 1, after);
    await step('streams', false);
    expect(rowCount()).toBe(longHistory + wallets + 2);
    const { sums, ...found } = await step('rows', true);
    expect(groupsThatDiffer(made.sums, sums)).toEqual([]);
    expect(found).toEqual(noFindings);
  });

  it('believes no row that says it is newer than the rebuild', async () => {
    const made = await step('streams', false);
    put('history', toItem({ walletId: id('nobody'), sk: 'x#1', updatedAt: after, version: 1 }));
    const { sums, removed } = await step('rows', false);
    expect([removed, groupsThatDiffer(made.sums, sums)]).toEqual([1, []]);
  });
});

/** One of the rows of the table, as it stands there. */
const anyRow = (): Readonly<Record<string, { S?: string; N?: string }>> => {
  const { Items } = store.engine.callSync('Scan', { TableName: 'history', Limit: 1 }) as {
    Items: [Record<string, { S?: string; N?: string }>];
  };
  return Items[0];
};

describe('a row that says something else', () => {
  const damaged = async (cells: Readonly<Record<string, string | number>>) => {
    await step('streams', false);
    const right = anyRow();
    store.engine.callSync('PutItem', {
      TableName: 'history',
      Item: { ...right, ...toItem(cells) },
    });
    store.calls.clear();
    expect(await step('streams', false)).toMatchObject({ corrected: 1, restored: 0 });
    const { walletId, sk } = right;
    const { Item } = store.engine.callSync('GetItem', {
      TableName: 'history',
      Key: { walletId, sk },
    }) as { Item: unknown };
    expect(Item).toEqual(right);
  };

  it('is put right at once where it is no newer', async () => {
    await damaged({ amount: '999.00' });
    expect(store.calls.get('Query')).toBeUndefined();
  });

  it('is put right by its events, read again, where it says that it is newer', async () => {
    await damaged({ version: 1_000_000 });
    expect(store.calls.get('Query')).toBeGreaterThan(0);
  });

  it('is left to a projection that writes meanwhile', async () => {
    await step('streams', false);
    const right = anyRow();
    store.engine.callSync('DeleteItem', {
      TableName: 'history',
      Key: { walletId: right['walletId'], sk: right['sk'] },
    });
    store.fault = async (operation, _input, run) => {
      if (operation === 'PutItem') {
        store.fault = undefined;
        store.engine.callSync('PutItem', { TableName: 'history', Item: right });
      }
      return run();
    };
    expect(await step('streams', false)).toMatchObject({ restored: 0, corrected: 0 });
  });
});
