import type { World } from '../kernel/world.ts';
import type { Item } from './attribute-value.ts';
import { itemSize } from './item-size.ts';
import type { Table } from './table.ts';

/** A stream record in the shape that Lambda hands to a function. */
interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: string };
  readonly dynamodb: {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
}

/** A change to record: the JSON of the item before and after it. */
export interface Change {
  readonly keys: Item;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** True when time to live deleted the item, not a request. */
  readonly expired?: boolean;
}

/** The streams of all tables: one sequence, each record kept until trimmed or a day old. */
export interface Streams {
  /** Records after `afterSequence` (from the oldest kept when undefined), oldest first. */
  readonly read: (
    tableName: string,
    afterSequence: bigint | undefined,
    limit: number,
  ) => readonly StreamRecord[];
  /** Calls `listener` when records have become durable; returns what ends it. */
  readonly onWrite: (tableName: string, listener: () => void) => () => void;
  /** Forgets records up to and with `throughSequence`: every consumer has them. */
  readonly trim: (tableName: string, throughSequence: bigint) => void;
}

interface Row {
  readonly seq: number;
  readonly at: number;
  readonly expired: number;
  readonly keys: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Source: Amazon DynamoDB Developer Guide, "Change data capture for DynamoDB Streams". */
const keptMs = 24 * 60 * 60 * 1000;

/** AUTOINCREMENT never gives a number twice, also not after a trim or a restart. */
const schema = `
  CREATE TABLE IF NOT EXISTS dynamodb_stream (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, tbl INTEGER NOT NULL, at INTEGER NOT NULL,
    expired INTEGER NOT NULL, keys TEXT NOT NULL, before TEXT, after TEXT
  );
  CREATE INDEX IF NOT EXISTS dynamodb_stream_tbl ON dynamodb_stream (tbl, seq);
`;

const eventName = (row: Row): StreamRecord['eventName'] => {
  if (row.before === null) return 'INSERT';
  return row.after === null ? 'REMOVE' : 'MODIFY';
};

const image = (text: string | null): Item | undefined =>
  text === null ? undefined : (JSON.parse(text) as Item);

const recordOf = (world: World, table: Table, row: Row): StreamRecord => {
  const view = table.stream ?? 'KEYS_ONLY';
  const keys = JSON.parse(row.keys) as Item;
  const newImage = view.startsWith('NEW') ? image(row.after) : undefined;
  const oldImage = view.includes('OLD') ? image(row.before) : undefined;
  const size = [keys, newImage, oldImage].reduce(
    (sum, part) => sum + (part ? itemSize(part) : 0),
    0,
  );
  return {
    eventID: row.seq.toString(16).padStart(32, '0'),
    eventName: eventName(row),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: world.region,
    eventSourceARN: `${table.arn}/stream/1`,
    ...(row.expired === 1 && {
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
    }),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(row.at / 1000),
      Keys: keys,
      ...(newImage && { NewImage: newImage }),
      ...(oldImage && { OldImage: oldImage }),
      // As long as AWS's, so that text order is sequence order.
      SequenceNumber: row.seq.toString().padStart(21, '0'),
      SizeBytes: size,
      StreamViewType: view,
    },
  };
};

/** Tells listeners of the tables written to, once per commit. */
const createBell = (world: World) => {
  const listeners = new Map<string, Set<() => void>>();
  const written = new Set<string>();
  const ring = () => {
    const names = [...written];
    written.clear();
    for (const name of names) for (const listener of listeners.get(name) ?? []) listener();
  };
  return {
    written: (name: string): void => {
      if (written.size === 0) world.storage.durable().then(ring, () => written.clear());
      written.add(name);
    },
    listen: (name: string, listener: () => void) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener));
      return () => {
        all.delete(listener);
      };
    },
  };
};

/** Opens the streams of `tables`. `record` must run inside the turn that writes the item. */
export const createStreams = (
  world: World,
  tableOf: (name: string) => Table,
): Streams & { readonly record: (table: Table, change: Change) => void } => {
  const { db } = world.storage;
  db.exec(schema);
  const insert = db.prepare(
    'INSERT INTO dynamodb_stream (tbl, at, expired, keys, before, after) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = db.prepare(
    'SELECT seq, at, expired, keys, before, after FROM dynamodb_stream WHERE tbl = ? AND seq > ? AND at >= ? ORDER BY seq LIMIT ?',
  );
  const trim = db.prepare('DELETE FROM dynamodb_stream WHERE tbl = ? AND seq <= ?');
  // Records lie in the order of their time: looking for the first to keep touches only those that go.
  const forget = db.prepare(`DELETE FROM dynamodb_stream WHERE seq < coalesce(
    (SELECT seq FROM dynamodb_stream WHERE at >= ? ORDER BY seq LIMIT 1), 9223372036854775807)`);
  const bell = createBell(world);
  let forgetDueMs = world.timeline.now();

  const forgetOld = (now: number): void => {
    if (now < forgetDueMs) return;
    forgetDueMs = now + keptMs / 24;
    forget.run(now - keptMs);
  };

  return {
    record: (table, { keys, before, after, expired }) => {
      if (table.stream === undefined) return;
      const now = world.timeline.now();
      forgetOld(now);
      const view = table.stream;
      // Images that the view leaves out only say whether there was one.
      const old = view.includes('OLD') ? before : before && '{}';
      const next = view.startsWith('NEW') ? after : after && '{}';
      const flag = expired === true ? 1 : 0;
      insert.run(table.id, now, flag, JSON.stringify(keys), old ?? null, next ?? null);
      bell.written(table.name);
    },
    read: (tableName, afterSequence, limit) => {
      const table = tableOf(tableName);
      const oldest = world.timeline.now() - keptMs;
      const rows = select.all(table.id, afterSequence ?? 0n, oldest, limit) as unknown as Row[];
      return rows.map((row) => recordOf(world, table, row));
    },
    onWrite: (tableName, listener) => bell.listen(tableName, listener),
    trim: (tableName, throughSequence) => {
      world.storage.begin();
      trim.run(tableOf(tableName).id, throughSequence);
    },
  };
};
