import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { env } from '../../domain/shared/names.ts';
import { type Cell, toRow } from '../../functions/shared/rows.ts';
import { type CommitItem, decodeCommit } from '../../functions/shared/store/codec.ts';
import type { Commit } from '../../functions/shared/store/types.ts';
import type { Stage } from './stage.ts';

/** What an event says, read without a schema. */
export type Data = Readonly<Record<string, unknown>>;

export type Item = Record<string, AttributeValue>;

/** The tables' names, as the template gives them to the functions. */
const tableNameOf = ({ platform }: Stage, table: keyof typeof env): string => {
  const variable = env[table];
  for (const { properties } of platform.cloud.resources.ofType('AWS::Lambda::Function')) {
    const { Environment } = properties as {
      readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
    };
    const name = Environment?.Variables?.[variable];
    if (name !== undefined) return name;
  }
  throw new Error(`no function knows ${variable}`);
};

/** Every item of a table, as the cloud itself sees it: no permissions, no faults, no meter that matters. */
const itemsOf = async (stage: Stage, table: keyof typeof env): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = (await stage.platform.cloud.dynamo.call({
      operation: 'Scan',
      input: {
        TableName: tableNameOf(stage, table),
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      },
      caller: { kind: 'cloud', name: 'simulation' },
    })) as { readonly Items?: readonly Item[]; readonly LastEvaluatedKey?: Item };
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
};

/** On the wire binary values are base64. */
export const withBytes = (item: Item): CommitItem =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof (value.B as unknown) === 'string' ? { B: Buffer.from(`${value.B}`, 'base64') } : value,
    ]),
  );

/** A stored commit and the item it came from, whose bytes its hash covers. */
export interface StoredCommit {
  readonly commit: Commit;
  readonly item: CommitItem;
}

/** Every stream by its name, its commits oldest first. */
export type Streams = ReadonlyMap<string, readonly StoredCommit[]>;

/** Commits by their streams. */
export const byStream = (stored: readonly StoredCommit[]): Streams => {
  const streams = new Map<string, StoredCommit[]>();
  for (const each of stored) {
    const known = streams.get(each.commit.stream);
    if (known === undefined) streams.set(each.commit.stream, [each]);
    else known.push(each);
  }
  for (const stream of streams.values()) stream.sort((a, b) => a.commit.version - b.commit.version);
  return streams;
};

export const streamsOf = async (stage: Stage): Promise<Streams> => {
  const items = (await itemsOf(stage, 'eventsTable')).map(withBytes);
  return byStream(items.map((item) => ({ commit: decodeCommit(item), item })));
};

/** A customer's wallet: whose it is, its first event says. */
export const walletOf = (
  streams: Streams,
  userId: string,
): { readonly stream: string; readonly stored: readonly StoredCommit[] } => {
  for (const [stream, stored] of streams) {
    const first = stored[0]?.commit.events[0];
    if (first?.type === 'WalletCreated' && first.data['userId'] === userId)
      return { stream, stored };
  }
  throw new Error('nobody has this wallet');
};

/** Every row of a read table. */
export const rowsOf = async (
  stage: Stage,
  table: keyof typeof env,
): Promise<readonly Readonly<Record<string, Cell>>[]> => (await itemsOf(stage, table)).map(toRow);
