import type { World } from '../kernel/world.ts';
import type { Item } from './attribute-value.ts';
import type { RemoteCall } from './remote-client.ts';
import type { Change, Streams } from './stream.ts';
import type { Table } from './table.ts';

interface RemoteRecord {
  readonly userIdentity?: { readonly PrincipalId?: string; readonly principalId?: string };
  readonly dynamodb: {
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
  };
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
}

interface Shard {
  readonly ShardId: string;
  readonly ParentShardId?: string;
}

/** How often an endpoint is asked for new records. */
const pollMs = 100;
const target = 'DynamoDBStreams_20120810';

/** What a stream record tells, in the form in which our own stream keeps it; images that the view lacks become `{}`. */
const changeOf = ({ eventName, dynamodb, userIdentity }: RemoteRecord): Change => {
  const text = (image: Item | undefined) => JSON.stringify(image ?? {});
  const principal = userIdentity?.PrincipalId ?? userIdentity?.principalId;
  return {
    keys: dynamodb.Keys,
    before: eventName === 'INSERT' ? undefined : text(dynamodb.OldImage),
    after: eventName === 'REMOVE' ? undefined : text(dynamodb.NewImage),
    expired: principal === 'dynamodb.amazonaws.com',
  };
};

/** How far each shard has been read, kept with the records themselves. */
const createProgress = ({ storage: { db } }: World) => {
  db.exec(`CREATE TABLE IF NOT EXISTS dynamodb_shards (
    stream TEXT NOT NULL, shard TEXT NOT NULL, sequence TEXT, closed INTEGER NOT NULL,
    PRIMARY KEY (stream, shard)
  ) WITHOUT ROWID`);
  const get = db.prepare(
    'SELECT sequence, closed FROM dynamodb_shards WHERE stream = ? AND shard = ?',
  );
  const put = db.prepare('INSERT OR REPLACE INTO dynamodb_shards VALUES (?, ?, ?, ?)');
  return {
    of: (stream: string, shard: string) =>
      get.get(stream, shard) as { sequence: string | null; closed: number } | undefined,
    save: (stream: string, shard: string, sequence: string | null, closed: boolean): void => {
      put.run(stream, shard, sequence, closed ? 1 : 0);
    },
  };
};

/** Copies the streams of a remote endpoint into ours: each record once, in order, parents before children. */
export const followRemoteStreams = (
  world: World,
  parts: {
    readonly remote: RemoteCall;
    readonly streams: Streams & { readonly record: (table: Table, change: Change) => void };
    readonly sources: readonly { readonly table: Table; readonly streamArn: string }[];
  },
): { readonly poll: () => Promise<void>; readonly stop: () => void } => {
  const { remote, streams, sources } = parts;
  const progress = createProgress(world);
  let running: Promise<void> | undefined;
  let stopped = false;
  let cancel = () => {};

  const readShard = async (table: Table, StreamArn: string, { ShardId }: Shard): Promise<void> => {
    const known = progress.of(StreamArn, ShardId);
    const start = known?.sequence
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: known.sequence }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    const opened = await remote(`${target}.GetShardIterator`, { StreamArn, ShardId, ...start });
    let iterator = opened['ShardIterator'] as string | undefined;
    for (let last = known?.sequence ?? null; iterator !== undefined; ) {
      const page = await remote(`${target}.GetRecords`, { ShardIterator: iterator, Limit: 1000 });
      const records = (page['Records'] ?? []) as readonly RemoteRecord[];
      iterator = page['NextShardIterator'] as string | undefined;
      last = records.at(-1)?.dynamodb.SequenceNumber ?? last;
      if (records.length > 0 || iterator === undefined) {
        world.storage.begin();
        for (const record of records) streams.record(table, changeOf(record));
        progress.save(StreamArn, ShardId, last, iterator === undefined);
      }
      if (records.length === 0) return;
    }
  };

  const readStream = async (table: Table, StreamArn: string): Promise<void> => {
    const answer = await remote(`${target}.DescribeStream`, { StreamArn });
    const { Shards } = answer['StreamDescription'] as { Shards: readonly Shard[] };
    const closed = (shard: string) => progress.of(StreamArn, shard)?.closed === 1;
    for (const shard of Shards) {
      const parent = Shards.find(({ ShardId }) => ShardId === shard.ParentShardId);
      if (closed(shard.ShardId) || (parent && !closed(parent.ShardId))) continue;
      await readShard(table, StreamArn, shard);
    }
  };

  const readAll = async (): Promise<void> => {
    for (const { table, streamArn } of sources) await readStream(table, streamArn);
  };

  const poll = (): Promise<void> => {
    running ??= readAll().finally(() => {
      running = undefined;
    });
    return running;
  };

  const arm = (): void => {
    if (stopped || sources.length === 0) return;
    // An endpoint that does not answer now is asked again; what it holds is not lost.
    cancel = world.timeline.after(pollMs, () => poll().then(arm, arm));
  };
  arm();
  return {
    poll,
    stop: () => {
      stopped = true;
      cancel();
    },
  };
};
