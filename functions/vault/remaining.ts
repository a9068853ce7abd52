import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { inParts } from '../../domain/shared/parts.ts';
import { required } from '../shared/env.ts';
import { jitteredDelayMs, pause } from '../shared/pause.ts';
import { dynamo } from '../shared/store/client.ts';

/** The most that one call reads. */
const lotsPerCall = 100;
const callsAtOnce = 8;
const triesMax = 8;

const guardOf = (lotId: string): string => `lot#${lotId}`;

type Item = Readonly<Record<string, AttributeValue>>;

/** Guards of up to a hundred lots, and again those that the table had no room to read. */
const guardsOf = async (lotIds: readonly string[]): Promise<readonly Item[]> => {
  const table = required('guardsTable');
  const found: Item[] = [];
  let waiting: Item[] = lotIds.map((lotId) => ({ guard: { S: guardOf(lotId) } }));
  for (let attempt = 0; waiting.length > 0; attempt++) {
    if (attempt === triesMax) throw new Error('the table has no room to read the lots');
    if (attempt > 0) await pause(jitteredDelayMs(attempt, 20, 500));
    const { Responses, UnprocessedKeys } = await dynamo.send(
      new BatchGetItemCommand({
        RequestItems: { [table]: { Keys: waiting, ConsistentRead: true } },
      }),
    );
    found.push(...(Responses?.[table] ?? []));
    waiting = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
};

/** What lots have left (micrograms), read strongly, a hundred in a call; nothing where there is no such lot. */
export const remainingOf = async (
  lotIds: readonly string[],
): Promise<(lotId: string) => bigint> => {
  const remaining = new Map<string, bigint>();
  for (const calls of inParts(inParts(lotIds, lotsPerCall), callsAtOnce)) {
    const items = await Promise.all(calls.map(guardsOf));
    for (const { guard, remaining: left } of items.flat())
      remaining.set(guard?.S ?? '', BigInt(left?.N ?? '0'));
  }
  return (lotId) => remaining.get(guardOf(lotId)) ?? 0n;
};
