import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { dynamo } from '../../../functions/shared/store/client.ts';
import { headOf, newestCommit } from '../../../functions/shared/store/events-table.ts';
import { commitsOf, stateAsOf, verifyChain } from '../../../functions/shared/store/history.ts';
import { at, openStore } from './harness.ts';
import { create, deposit, stream } from './wallet-commands.ts';

beforeEach(async () => {
  await openStore();
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
