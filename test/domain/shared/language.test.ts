import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { user } from '../../../domain/accounts/user.ts';
import { alert } from '../../../domain/alerts/alert.ts';
import { complianceCase } from '../../../domain/compliance/case.ts';
import { market } from '../../../domain/market/market.ts';
import { priceHistory } from '../../../domain/market/price-history.ts';
import { participation } from '../../../domain/pools/participation.ts';
import { pool } from '../../../domain/pools/pool.ts';
import { reconciliation } from '../../../domain/reconciliation/reconciliation.ts';
import { eventTypes } from '../../../domain/shared/names.ts';
import {
  mapPersonalData,
  personalPathsOfEvent,
  personalPathsOfState,
} from '../../../domain/shared/personal-data.ts';
import { refusalCodes } from '../../../domain/shared/refusal-codes.ts';
import { upcast, upcasting, versionOf } from '../../../domain/shared/upcast.ts';
import { suspense } from '../../../domain/suspense/suspense.ts';
import { vault } from '../../../domain/vault/vault.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';

const aggregates = {
  user,
  wallet,
  vault,
  market,
  history: priceHistory,
  suspense,
  reconciliation,
  pool,
  participation,
  alert,
  case: complianceCase,
};

interface Example {
  readonly type: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One stored history per aggregate, whose events show every version of every type that was ever written. */
const historyOf = (name: string): readonly Example[] =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

describe.each(Object.entries(aggregates))('the stored examples of %s', (name, aggregate) => {
  const history = historyOf(name);
  const types = eventTypes[name as keyof typeof aggregates];

  it('show every event type in every version', () => {
    expect(aggregate.type).toBe(name);
    for (const type of types)
      for (let version = 1; version <= versionOf(type); version += 1)
        expect(history, `${type} ${version}`).toContainEqual(
          expect.objectContaining({ type, version }),
        );
    expect(new Set(history.map((event) => event.type))).toEqual(new Set(types));
  });

  it('still fold, into a state of JSON and bigints, and a public state of JSON', () => {
    const evolve = aggregate.evolve as (state: unknown, event: unknown) => unknown;
    const state = history.reduce<unknown>(
      (before, { type, version, data }) =>
        evolve(before, { type, data: upcast(type, version, data) }),
      aggregate.initialState,
    );
    expect(
      JSON.stringify(state, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ).toMatchSnapshot();
    const shown = (aggregate.publicState as (state: unknown) => unknown)(state);
    expect(JSON.parse(JSON.stringify(shown))).toEqual(shown);
    for (const path of personalPathsOfState(aggregate.type))
      expect(Object.keys(shown as object)).not.toContain(path.split('.')[0]);
  });
});

it('there is no example of an unknown aggregate', () =>
  expect(readdirSync(new URL('../fixtures/', import.meta.url)).toSorted()).toEqual(
    Object.keys(eventTypes)
      .map((name) => `${name}.json`)
      .toSorted(),
  ));

describe('upcasting', () => {
  const { versionOf: version, upcast: bring } = upcasting({
    Renamed: [({ old, ...data }) => ({ ...data, fresh: old }), (data) => ({ ...data, added: 0 })],
  });

  it('brings every old version to today’s', () => {
    expect(version('Renamed')).toBe(3);
    expect(bring('Renamed', 1, { old: 'a' })).toEqual({ fresh: 'a', added: 0 });
    expect(bring('Renamed', 2, { fresh: 'a' })).toEqual({ fresh: 'a', added: 0 });
    expect(bring('Renamed', 3, { fresh: 'a', added: 1 })).toEqual({ fresh: 'a', added: 1 });
    expect(version('constructor')).toBe(1);
  });

  it.each([0, 4, 1.5, Number.NaN])('refuses version %d', (wrong) =>
    expect(() => bring('Renamed', wrong, {})).toThrow(RangeError),
  );
});

describe('personal data', () => {
  const blank = () => '*';

  it('is mapped where it stands and nowhere else', () => {
    const data = { userId: 'u', email: 'a@example.com', fullName: 'Ada', country: 'GB' };
    expect(mapPersonalData(data, personalPathsOfEvent('UserRegistered'), blank)).toEqual({
      ...data,
      email: '*',
      fullName: '*',
    });
    const state = {
      email: 'a',
      fullName: 'b',
      bankAccounts: { one: { iban: 'i', holderName: 'h', usableFrom: 't' } },
    };
    expect(mapPersonalData(state, personalPathsOfState('user'), blank)).toEqual({
      email: '*',
      fullName: '*',
      bankAccounts: { one: { iban: '*', holderName: '*', usableFrom: 't' } },
    });
    expect(state.email).toBe('a');
  });

  it('that is absent stays absent', () => {
    expect(mapPersonalData({ a: 1 }, ['b', 'a.c', 'b.*.c'], blank)).toEqual({ a: 1 });
    expect(mapPersonalData({ list: [{ a: 1 }, { b: 2 }] }, ['list.*.a'], blank)).toEqual({
      list: [{ a: '*' }, { b: 2 }],
    });
    expect(personalPathsOfEvent('GoldSold')).toEqual([]);
    expect(personalPathsOfEvent('toString')).toEqual([]);
  });
});

it('every refusal has a dotted code, a title and a sentence', () => {
  for (const [code, [title, explanation]] of Object.entries(refusalCodes)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    expect(title).not.toMatch(/\.$/);
    expect(explanation).toMatch(/\.$/);
  }
});
