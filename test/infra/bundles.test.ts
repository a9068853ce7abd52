import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { env } from '../../domain/shared/names.ts';
import { buildHandlers, handlerNames } from '../../infra/shared/bundle.ts';
import { readRecord } from '../bench/record.ts';
import { synthesised } from './support/templates.ts';

const bytesMax = 200_000;
/** What a bundle may have grown since its bytes were recorded: more is to be seen and recorded on purpose. */
const growthMax = 1.01;
const loadMsMax = 80;

const { bundles, ofType } = await synthesised('dev');
const codeOf = (handler: string) =>
  readFileSync(join(bundles.get(handler) ?? '', 'index.js'), 'utf8');
const handlers = handlerNames();

const functionOf = (handler: string) =>
  ofType('AWS::Lambda::Function').find(
    ({ properties }) => properties.FunctionName === `assay-dev-${handler.replaceAll('/', '-')}`,
  );

/** What a bundle contains of the store's and the sealer's code, and its function never comes to. */
const neverReached: Readonly<Record<string, readonly string[]>> = {
  // A market's events hold nothing personal, have no guards, and are caused by no person.
  'market/poll-price': ['GUARDS_TABLE', 'PERSON_KEYS_TABLE', 'PERSONAL_DATA_KEY_ARN'],
  // Accounts remember no repeated commands, which is what the store would look up there.
  'notifications/send-welcome-email': ['GUARDS_TABLE'],
  'notifications/change-preferences': ['GUARDS_TABLE'],
  'accounts/decide-verification': ['GUARDS_TABLE'],
  'accounts/suspend-user': ['GUARDS_TABLE'],
  'accounts/reinstate-user': ['GUARDS_TABLE'],
  'accounts/start-verification': ['GUARDS_TABLE'],
  'accounts/receive-identity-webhook': ['GUARDS_TABLE'],
  // The same file again changes nothing, so nothing is remembered of it.
  'market/import-prices': ['GUARDS_TABLE'],
  // Alerts remember no repeated commands; prices fire them, and no person does.
  'alerts/create-price-alert': ['GUARDS_TABLE'],
  'alerts/cancel-price-alert': ['GUARDS_TABLE'],
  'alerts/trigger-price-alerts': ['GUARDS_TABLE', 'PERSON_KEYS_TABLE', 'PERSONAL_DATA_KEY_ARN'],
  // Cases hold nothing personal, and the rules open them.
  'compliance/open-cases': ['PERSON_KEYS_TABLE', 'PERSONAL_DATA_KEY_ARN'],
  // Steps of the pool saga act for no person, on events that hold nothing personal.
  ...Object.fromEntries(
    [
      'allocate-segment',
      'release-segment',
      'buy-bulk',
      'complete-allocation',
      'shut-pool',
      'give-up-pool',
    ].map((step) => [`pools/${step}`, ['PERSON_KEYS_TABLE', 'PERSONAL_DATA_KEY_ARN']]),
  ),
  // The saga's own steps seal nothing: what is personal was sealed with the request.
  'sagas/release-withdrawal': ['PERSON_KEYS_TABLE', 'PERSONAL_DATA_KEY_ARN'],
  'sagas/screen-withdrawal': ['PERSON_KEYS_TABLE', 'PERSONAL_DATA_KEY_ARN'],
  // Only a rebuild asks what streams a row comes from.
  'projections/market-prices': ['EVENTS_TABLE'],
  // Rebuilds remember no repeated commands; they hold nothing personal, and no person ends them.
  'projections/start-rebuild': ['GUARDS_TABLE'],
  'projections/complete-rebuild': ['GUARDS_TABLE', 'PERSON_KEYS_TABLE', 'PERSONAL_DATA_KEY_ARN'],
  // A word of the shared rows' code, not the variable.
  ...Object.fromEntries(
    [
      'sagas/pay-withdrawal',
      'withdrawals/approve-withdrawal',
      'withdrawals/cancel-withdrawal',
      'withdrawals/reject-withdrawal',
      'withdrawals/get-withdrawal',
    ].map((handler) => [handler, ['CURRENCY']]),
  ),
  // The sums of the books hold nothing personal, have no guards, and are caused by no person.
  'reconciliation/balance-books': ['GUARDS_TABLE', 'PERSON_KEYS_TABLE', 'PERSONAL_DATA_KEY_ARN'],
};

/** What is read by the name of a saga, which no pattern finds. */
const readByName: Readonly<Record<string, readonly string[]>> = {
  'payments/start-payment': ['PAYMENT_SAGA_ARN'],
  'pools/start-saga': ['POOL_SAGA_ARN'],
  'sagas/start-withdrawal': ['WITHDRAWAL_SAGA_ARN'],
};

/** The variables that the code reads: calls of `required('…')`, which minifying leaves as they are but for the name. */
const variablesReadBy = (handler: string): string[] => {
  const code = codeOf(handler);
  return Object.entries(env)
    .filter(([key]) => new RegExp(`[\\w$]\\("${key}"[,)]`).test(code))
    .map(([, name]) => name as string)
    .concat(readByName[handler] ?? [])
    .filter((name) => !neverReached[handler]?.includes(name))
    .sort();
};

it('takes every handler into a function', () => {
  expect(handlers.filter((handler) => functionOf(handler) === undefined)).toEqual([]);
});

describe('all bundles', () => {
  it('weigh about what docs/benchmarks.json says; `npm run bench -- bundles` records them anew', () => {
    const recorded = new Map(
      readRecord()['bundles']?.tables['bundles']?.map(({ handler, bytes }) => [
        handler,
        Number(bytes),
      ]),
    );
    const grown = handlers.filter((handler) => {
      const before = recorded.get(handler.replaceAll('/', '-'));
      return before === undefined || Buffer.byteLength(codeOf(handler)) > before * growthMax;
    });
    expect(grown).toEqual([]);
  });
});

it('are the same code with and without source maps', async () => {
  const names = ['market/get-price', 'projections/user-wallets'];
  const codes = await Promise.all(
    [true, false].map(async (maps) => {
      const { outputFiles } = await buildHandlers(names, { maps });
      return outputFiles.filter(({ path }) => path.endsWith('.js')).map(({ text }) => text);
    }),
  );
  expect(codes[0]).toHaveLength(names.length);
  expect(codes[1]).toEqual(codes[0]);
});

describe.each(handlers)('%s', (handler) => {
  it(`is at most ${bytesMax} bytes`, () => {
    expect(Buffer.byteLength(codeOf(handler))).toBeLessThanOrEqual(bytesMax);
  });

  it('carries no schema of an answer: `answer:` takes the name of one', () => {
    // Not the code itself: a failure would print all of it.
    expect(/"(Money|Grams|Price|Instant)Text"/.test(codeOf(handler))).toBe(false);
  });

  it(`loads within ${loadMsMax} ms`, () => {
    const code = codeOf(handler);
    const tries = Array.from({ length: 3 }, (_, index) => {
      const module = { exports: {} };
      const start = process.threadCpuUsage();
      // Another text each time, or the second try would find the first one's compiled code.
      compileFunction(`${code}//${index}`, ['require', 'module', 'exports'])(
        createRequire(import.meta.url),
        module,
        module.exports,
      );
      expect(module.exports).toHaveProperty('handler');
      const { user, system } = process.threadCpuUsage(start);
      return (user + system) / 1_000;
    });
    // The best of three, in processor time: what else this machine does is not the bundle's fault.
    expect(Math.min(...tries)).toBeLessThan(loadMsMax);
  });

  it('is given the variables that it reads, and no others', () => {
    const given = Object.keys(functionOf(handler)?.properties.Environment?.Variables ?? {});
    expect(given.sort()).toEqual(variablesReadBy(handler));
  });
});
