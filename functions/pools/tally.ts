import { type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Pool } from '../../domain/pools/state.ts';
import { openTally, type TallyPart, type TallyShard } from '../../domain/pools/tally.ts';
import { required } from '../shared/env.ts';
import { dynamo } from '../shared/store/client.ts';
import { claim, type GuardItem, readGuard } from '../shared/store/guards.ts';

/** What a tally was opened for: its shards follow from that. */
type Target = Pick<Pool, 'poolId' | 'targetAmount' | 'currency'>;

/** What was committed so far. */
export interface Tally {
  readonly participants: number;
  /** Minor units. */
  readonly amount: bigint;
}

const guardOf = (shardId: string): string => `tally#${shardId}`;

/** Opens a pool's tally with the pool itself. */
export const openShards = (target: Target): readonly TransactWriteItem[] =>
  openTally(target).map(({ shardId, remaining }) =>
    claim(guardOf(shardId), { remaining: { N: `${remaining}` }, participants: { N: '0' } }),
  );

/** Counts a commitment, in one shard or several; fails, with the shard as it is, when it is shut or has less room. */
export const takeFromTally = (parts: readonly TallyPart[]): readonly TransactWriteItem[] =>
  parts.map(({ shardId, amount }, index) => ({
    Update: {
      TableName: required('guardsTable'),
      Key: { guard: { S: guardOf(shardId) } },
      UpdateExpression: 'SET remaining = remaining - :amount, participants = participants + :count',
      ConditionExpression: 'remaining >= :amount AND attribute_not_exists(shut)',
      ExpressionAttributeValues: {
        ':amount': { N: `${amount}` },
        // One participant, however many shards the money is counted in.
        ':count': { N: index === 0 ? '1' : '0' },
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  }));

export const isShut = (shard: GuardItem | undefined): boolean => shard?.['shut'] !== undefined;

const remainingIn = (shard: GuardItem | undefined): bigint =>
  BigInt(shard?.['remaining']?.N ?? '0');

/** The room that is left, shard by shard, read strongly. */
export const readShards = (target: Target): Promise<readonly TallyShard[]> =>
  Promise.all(
    openTally(target).map(async ({ shardId }) => ({
      shardId,
      remaining: remainingIn(await readGuard(guardOf(shardId))),
    })),
  );

const summed = (target: Target, shards: readonly (GuardItem | undefined)[]): Tally => ({
  participants: shards.reduce((sum, shard) => sum + Number(shard?.['participants']?.N ?? '0'), 0),
  amount: target.targetAmount - shards.reduce((sum, shard) => sum + remainingIn(shard), 0n),
});

/** How far a pool is, read strongly. */
export const readTally = async (target: Target): Promise<Tally> =>
  summed(
    target,
    await Promise.all(openTally(target).map(({ shardId }) => readGuard(guardOf(shardId)))),
  );

/** Whether nothing more fits; ends at the first shard that has room, so that asking after each commitment costs little. */
export const isFull = async (target: Target): Promise<boolean> => {
  for (const { shardId } of openTally(target))
    if (remainingIn(await readGuard(guardOf(shardId))) > 0n) return false;
  return true;
};

const shutShard = async (shardId: string): Promise<GuardItem | undefined> => {
  const { Attributes } = await dynamo.send(
    new UpdateItemCommand({
      TableName: required('guardsTable'),
      Key: { guard: { S: guardOf(shardId) } },
      UpdateExpression: 'SET shut = :true',
      ConditionExpression: 'attribute_exists(guard)',
      ExpressionAttributeValues: { ':true': { BOOL: true } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return Attributes;
};

/** Lets no commitment in any more, and says what there are: for ever the same, however often it is asked. */
export const shutTally = async (target: Target): Promise<Tally> =>
  summed(target, await Promise.all(openTally(target).map(({ shardId }) => shutShard(shardId))));
