import type { ProjectionName } from '../../domain/shared/names.ts';
import { populate } from '../../scripts/populate/populate.ts';
import { type Platform, tokenOf } from '../e2e/platform.ts';
import { behindBack, itemsOf, tableOf } from '../e2e/read-tables.ts';
import { measured } from './measured.ts';
import { onPlatform } from './on-platform.ts';

const names = ['transaction-history', 'user-wallets'] as const;

const rebuild = async (platform: Platform, name: ProjectionName) => {
  const token = await tokenOf(platform, 'admin');
  const before = process.cpuUsage();
  const work = await measured(platform, name, () =>
    platform.call('POST', `/v1/admin/projections/${name}/rebuilds`, { token, body: {} }),
  );
  const { user, system } = process.cpuUsage(before);
  const { body } = await platform.call('GET', '/v1/admin/projections', { token });
  const { rebuild: found } = body.items.find((row: { name: string }) => row.name === name);
  const { status, events, rows, restored, corrected, removed } = found;
  if (status !== 'completed' || corrected + removed > 0)
    throw new Error(`${name} was not as expected: ${JSON.stringify(found)}`);
  const each = (dimension: string) => Number(((work.bill[dimension] ?? 0) / events).toFixed(3));
  return {
    events,
    rows,
    restored,
    ms: work.ms,
    eventsPerSecond: Math.round(events / (work.ms / 1_000)),
    // By processor time, so that what else a machine does counts less.
    eventsPerCoreSecond: Math.round(events / ((user + system) / 1_000_000)),
    rruEach: each('dynamodb.rru'),
    wruEach: each('dynamodb.wru'),
    usdPerMillion: Number(((Number(work.usd) * 1_000_000) / events).toFixed(3)),
  };
};

/** Everything that a table holds goes, as if it were new. */
const empty = async (platform: Platform, name: ProjectionName): Promise<void> => {
  const table = tableOf(platform, name);
  const [keys] = platform.cloud.resources
    .ofType('AWS::DynamoDB::GlobalTable')
    .filter(({ ref }) => ref === table)
    .map(({ properties }) => properties['KeySchema'] as readonly { AttributeName: string }[]);
  for (const item of await itemsOf(platform, table)) {
    const Key = Object.fromEntries((keys ?? []).map(({ AttributeName: at }) => [at, item[at]]));
    await behindBack(platform, 'DeleteItem', { TableName: table, Key });
  }
};

/**
 * How many events a second a rebuild reads, and what it costs for each, when every row is right and when none is there.
 * The functions run as they are, in one process with the tables.
 */
export const rebuilds = (customers: number) =>
  onPlatform(async (platform) => {
    await populate({ world: platform.world, resources: platform.cloud.resources, customers });
    const rows = [];
    for (const name of names) {
      // The first one loads the functions.
      await rebuild(platform, name);
      rows.push({ table: name, found: 'all right', ...(await rebuild(platform, name)) });
      await empty(platform, name);
      rows.push({ table: name, found: 'nothing', ...(await rebuild(platform, name)) });
    }
    return rows;
  });
