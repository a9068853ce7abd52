import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProjectionName, projectionNames } from '../../domain/shared/names.ts';
import { busyWorld } from './busy-world.ts';
import { pass } from './money-out.ts';
import { openPlatform, type Platform, tokenOf } from './platform.ts';
import { behindBack, itemsOf, shotOf, tableOf, type Wire } from './read-tables.ts';

let platform: Platform;

beforeAll(async () => {
  platform = await openPlatform();
  await busyWorld(platform);
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const as = async (person: string, method: string, path: string) =>
  platform.call(method, path, {
    token: await tokenOf(platform, person),
    ...(method === 'GET' ? {} : { body: {} }),
  });
const start = (name: string, person = 'admin') =>
  as(person, 'POST', `/v1/admin/projections/${name}/rebuilds`);
const standingOf = async (name: string) => {
  const { body } = await as('admin', 'GET', '/v1/admin/projections');
  return body.items.find((row: { name: string }) => row.name === name).rebuild;
};
const rebuilt = async (name: string) => {
  const { status, body } = await start(name);
  expect([status, body.status], JSON.stringify(body)).toEqual([202, 'running']);
  await platform.cloud.idle();
  return standingOf(name);
};

/** How many parts of the newest rebuild looked at rows one by one. */
const sweptIn = async (name: ProjectionName): Promise<number> => {
  const { rebuildId } = await standingOf(name);
  const rows = await platform.rowsOf('PROJECTION_HEALTH_TABLE');
  return rows.filter(
    (row) => row['rebuildId'] === rebuildId && row['projection']?.startsWith(`${name}#sweep#`),
  ).length;
};

/** The keys of each table, which damage leaves alone. */
const keysOf = (name: ProjectionName): readonly string[] => {
  const [table] = platform.cloud.resources
    .ofType('AWS::DynamoDB::GlobalTable')
    .filter(({ ref }) => ref === tableOf(platform, name));
  const schema = table?.properties['KeySchema'] as readonly { AttributeName: string }[];
  return schema.map(({ AttributeName }) => AttributeName);
};
const keyOf = (name: ProjectionName, item: Wire): Wire =>
  Object.fromEntries(keysOf(name).map((key) => [key, item[key] ?? {}]));

const put = (name: ProjectionName, item: Wire) =>
  behindBack(platform, 'PutItem', { TableName: tableOf(platform, name), Item: item });

/** One row gone, one that says something else under its own version, one from the future, one that nothing explains. */
const damage = async (name: ProjectionName): Promise<{ restored: number; corrected: number }> => {
  const items = (await itemsOf(platform, tableOf(platform, name))).toSorted((a, b) =>
    JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
  );
  const [first, second, third] = items as [Wire, Wire | undefined, Wire | undefined];
  const lastKey = keysOf(name).at(-1) ?? '';
  const cell = Object.keys(first).find((key) => !keysOf(name).includes(key)) ?? '';
  await put(name, {
    ...first,
    [lastKey]: { S: name === 'market-prices' ? '1999-01-01T00:00:00.000Z' : 'nothing explains me' },
  });
  await put(name, { ...first, [cell]: { S: 'damaged' }, alien: { M: { x: { N: '1' } } } });
  if (second !== undefined) {
    const { version = { N: '1' }, ...others } = second;
    await put(name, { ...others, version: { N: `${Number(version['N']) + 1_000_000}` } });
  }
  if (third !== undefined)
    await behindBack(platform, 'DeleteItem', {
      TableName: tableOf(platform, name),
      Key: keyOf(name, third),
    });
  return {
    restored: third === undefined ? 0 : 1,
    corrected: second === undefined ? 1 : 2,
  };
};

describe('a rebuild', () => {
  it.each(projectionNames)('finds nothing wrong with %s, and writes nothing', async (name) => {
    const before = await shotOf(platform);
    expect(before[name]?.length, 'this world has rows of every kind').toBeGreaterThan(0);
    const standing = await rebuilt(name);
    expect(standing).toMatchObject({
      status: 'completed',
      restored: 0,
      corrected: 0,
      removed: 0,
    });
    expect(standing.rows).toBeGreaterThanOrEqual(before[name]?.length ?? 0);
    expect(await shotOf(platform)).toEqual(before);
    expect(await sweptIn(name), 'rows are counted, and not looked at one by one').toBe(0);
  });

  it.each(projectionNames)('puts right what was damaged in %s, row by row', async (name) => {
    const before = await shotOf(platform);
    const expected = await damage(name);
    expect(await shotOf(platform)).not.toEqual(before);
    expect(await rebuilt(name)).toMatchObject({ status: 'completed', removed: 1, ...expected });
    expect(await shotOf(platform)).toEqual(before);
  });
});

describe('a rebuild that goes on', () => {
  it('tells nobody anything again', async () => {
    const mails = (await platform.control('GET', '/_local/mailbox')).body;
    const notices = await platform.rowsOf('NOTIFICATIONS_TABLE');
    for (const name of projectionNames) await start(name);
    await platform.cloud.idle();
    expect((await platform.control('GET', '/_local/mailbox')).body).toEqual(mails);
    expect(await platform.rowsOf('NOTIFICATIONS_TABLE')).toEqual(notices);
  });

  it('shows no hole to those who read meanwhile', async () => {
    await damage('transaction-history');
    const token = await tokenOf(platform, 'customer');
    const before = (await platform.call('GET', '/v1/wallet', { token })).body;
    await start('user-wallets');
    let reads = 0;
    do {
      expect((await platform.call('GET', '/v1/wallet', { token })).body).toEqual(before);
      reads += 1;
    } while ((await standingOf('user-wallets')).status === 'running');
    expect(reads).toBeGreaterThan(2);
    expect(await rebuilt('transaction-history')).toMatchObject({ removed: 1 });
  });

  it('runs once at a time, and is remembered with who started it', async () => {
    const answers = await Promise.all([start('pools'), start('pools')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('rebuild.running');
    await platform.cloud.idle();
    const { body } = await as('admin', 'GET', '/v1/admin/streams/rebuild-pools?limit=100');
    expect(body.chain.intact).toBe(true);
    const [started, completed] = body.items.slice(-2);
    const { body: me } = await as('admin', 'GET', '/v1/me');
    expect(started).toMatchObject({ eventType: 'ProjectionRebuildStarted', userId: me.userId });
    expect(completed.eventData).toMatchObject({ rebuildId: started.eventData.rebuildId });
    expect(await start('pools')).toMatchObject({ status: 202 });
    await platform.cloud.idle();
  });

  it('stays right beside commands that go on', async () => {
    await start('user-wallets');
    await start('transaction-history');
    const token = await tokenOf(platform, 'customer');
    const buys = Array.from({ length: 10 }, (_, index) =>
      platform.call('POST', '/v1/quotes', {
        token,
        body: { side: 'buy', grams: `0.${index + 1}` },
      }),
    );
    await Promise.all(buys);
    await pass(platform, '1m');
    const shot = await shotOf(platform);
    expect(await rebuilt('user-wallets')).toMatchObject({ corrected: 0, restored: 0, removed: 0 });
    expect(await shotOf(platform)).toEqual(shot);
  });
});

describe('a rebuild that is not to be', () => {
  it.each([
    ['no-such-table', 'admin', 404, 'projection.unknown'],
    ['__proto__', 'admin', 404, 'projection.unknown'],
    ['user-wallets', 'operator', 403, 'access.denied'],
    ['user-wallets', 'compliance', 403, 'access.denied'],
    ['user-wallets', 'customer', 403, 'access.denied'],
  ])('of %s by %s is refused', async (name, person, status, code) => {
    const answer = await start(name, person);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

it('goes on after its functions were killed in the middle of it', async () => {
  await damage('user-wallets');
  const { body } = await start('user-wallets');
  platform.cloud.lambda.kill();
  expect((await standingOf('user-wallets')).status).toBe('running');
  // What a killed function had in hand comes again once it is visible.
  await pass(platform, '15m');
  expect(await standingOf('user-wallets')).toMatchObject({
    status: 'completed',
    rebuildId: body.rebuildId,
    removed: 1,
  });
});
