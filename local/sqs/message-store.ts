import type { Storage } from '../kernel/storage.ts';
import type { Message } from './message.ts';

/** Keeps messages and deduplication ids over restarts. What is in flight is not kept: it becomes visible again. */
export interface MessageStore {
  readonly add: (queue: string, message: Message) => void;
  readonly remove: (seq: number) => void;
  /** Keeps the receive count, so that a message that kills its consumer still reaches its dead-letter queue. */
  readonly received: (message: Message) => void;
  readonly move: (seq: number, queue: string, message: Message) => void;
  readonly load: (queue: string) => readonly Message[];
  readonly nextSeq: () => number;
  /** The message that a deduplication id stands for at `nowMs`, if any. */
  readonly duplicateOf: (queue: string, deduplicationId: string, nowMs: number) => Sent | undefined;
  readonly remember: (queue: string, deduplicationId: string, sent: Sent, nowMs: number) => void;
}

/** What a sender is told. */
export interface Sent {
  readonly messageId: string;
  readonly seq: number;
}

/** Source: Amazon SQS Developer Guide, "Using the message deduplication ID": five minutes. */
const DEDUPLICATION_MS = 300_000;

const schema = `
  CREATE TABLE IF NOT EXISTS sqs_messages (
    seq INTEGER PRIMARY KEY, queue TEXT NOT NULL, receives INTEGER NOT NULL, message TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS sqs_messages_queue ON sqs_messages (queue, seq);
  CREATE TABLE IF NOT EXISTS sqs_deduplication (
    queue TEXT NOT NULL, id TEXT NOT NULL, message TEXT NOT NULL, seq INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (queue, id)
  ) WITHOUT ROWID;
`;

/** Opens the tables of the queues. */
export const createMessageStore = (storage: Storage): MessageStore => {
  const { db } = storage;
  db.exec(schema);
  const insert = db.prepare(
    'INSERT OR REPLACE INTO sqs_messages (seq, queue, receives, message) VALUES (?, ?, ?, ?)',
  );
  const remove = db.prepare('DELETE FROM sqs_messages WHERE seq = ?');
  const received = db.prepare('UPDATE sqs_messages SET receives = ? WHERE seq = ?');
  const load = db.prepare(
    'SELECT receives, message FROM sqs_messages WHERE queue = ? ORDER BY seq',
  );
  const duplicate = db.prepare(
    'SELECT message, seq FROM sqs_deduplication WHERE queue = ? AND id = ? AND until > ?',
  );
  const forget = db.prepare('DELETE FROM sqs_deduplication WHERE queue = ? AND until <= ?');
  const remember = db.prepare(
    'INSERT OR REPLACE INTO sqs_deduplication (queue, id, message, seq, until) VALUES (?, ?, ?, ?, ?)',
  );
  const last = db.prepare(
    'SELECT max((SELECT coalesce(max(seq), 0) FROM sqs_messages), (SELECT coalesce(max(seq), 0) FROM sqs_deduplication)) AS seq',
  );
  let seq = Number((last.get() as { seq: number }).seq);

  const put = (queue: string, message: Message) => {
    storage.begin();
    insert.run(message.seq, queue, message.receiveCount, JSON.stringify(message));
  };
  return {
    nextSeq: () => ++seq,
    add: put,
    move: (from, queue, message) => {
      storage.begin();
      remove.run(from);
      put(queue, message);
    },
    remove: (which) => {
      storage.begin();
      remove.run(which);
    },
    received: (message) => {
      storage.begin();
      received.run(message.receiveCount, message.seq);
    },
    load: (queue) =>
      (load.all(queue) as { receives: number; message: string }[]).map(
        (row) => ({ ...JSON.parse(row.message), receiveCount: row.receives }) as Message,
      ),
    duplicateOf: (queue, id, nowMs) => {
      const row = duplicate.get(queue, id, nowMs) as { message: string; seq: number } | undefined;
      return row && { messageId: row.message, seq: row.seq };
    },
    remember: (queue, id, sent, nowMs) => {
      storage.begin();
      forget.run(queue, nowMs);
      remember.run(queue, id, sent.messageId, sent.seq, nowMs + DEDUPLICATION_MS);
    },
  };
};
