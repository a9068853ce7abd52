import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { required } from '../shared/env.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';

/** A member of a pool, as the read table has it. */
export interface RosterEntry {
  readonly participationId: string;
  readonly walletId: string;
  /** Minor units. */
  readonly amount: bigint;
  readonly committedAt: string;
}

/** A row of `pool_participations`. */
export interface ParticipationRow {
  readonly poolId: string;
  readonly participationId: string;
  readonly userId: string;
  readonly walletId: string;
  readonly amount: string;
  readonly currency: string;
  readonly committedAt: string;
  readonly status: string;
  readonly version: number;
}

const rowsPerPage = 1_000;

const entryOf = (row: ParticipationRow): RosterEntry => ({
  participationId: row.participationId,
  walletId: row.walletId,
  amount: moneyFromWire(row.amount, row.currency),
  committedAt: row.committedAt,
});

/** The members of a pool in the order of their ids, in pages, from the one after an id on. */
export async function* rosterOf(poolId: string, after = ''): AsyncGenerator<RosterEntry> {
  const key = (participationId: string) => ({
    poolId: { S: poolId },
    participationId: { S: participationId },
  });
  let start = after === '' ? undefined : key(after);
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: required('poolParticipationsTable'),
        KeyConditionExpression: 'poolId = :pool',
        ExpressionAttributeValues: { ':pool': { S: poolId } },
        Limit: rowsPerPage,
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) yield entryOf(toRow<ParticipationRow>(item));
    const last = page.LastEvaluatedKey?.['participationId']?.S;
    start = last === undefined ? undefined : key(last);
  } while (start !== undefined);
}

/** Part of a roster: so many members after an id; the first segment begins after none (''). */
export interface Segment {
  readonly after: string;
  readonly count: number;
}

/** The members of a segment. Throws when there are fewer: a roster is complete before it is divided. */
export const membersOf = async (
  poolId: string,
  { after, count }: Segment,
): Promise<readonly RosterEntry[]> => {
  const members: RosterEntry[] = [];
  for await (const member of rosterOf(poolId, after)) {
    members.push(member);
    if (members.length === count) return members;
  }
  throw new Error('the roster ends inside a segment');
};

/** So many members a function allocates or releases well within its time. */
const membersPerSegment = 500;

/** Divides a roster into segments. */
export const segmentsOf = (
  members: readonly { readonly participationId: string }[],
): readonly Segment[] =>
  Array.from({ length: Math.ceil(members.length / membersPerSegment) }, (_, index) => {
    const from = index * membersPerSegment;
    return {
      after: members[from - 1]?.participationId ?? '',
      count: Math.min(membersPerSegment, members.length - from),
    };
  });
