import { Webhook } from 'standardwebhooks';
import { createAlarm } from '../kernel/alarm.ts';
import type { World } from '../kernel/world.ts';

/** Hands a message to whoever listens, and says with which HTTP status it was taken. */
export type Deliver = (message: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<{ readonly status: number }>;

/** How often and when a sender tells: at once, two times, a minute late, before it answers its caller, or not at all. */
export type Manner = 'once' | 'twice' | 'late' | 'before-answer' | 'never';

/** Between attempts, the last one for ever (after Standard Webhooks' example schedule, quickened for a sandbox). */
const backOffMs = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000] as const;
const lateMs = 60_000;
const secondCopyMs = 200;

const schema = (table: string) => `
  CREATE TABLE IF NOT EXISTS ${table} (
    seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL, body TEXT NOT NULL, due_ms INTEGER, attempts INTEGER NOT NULL,
    status INTEGER, delivered_ms INTEGER);
  CREATE INDEX IF NOT EXISTS ${table}_due ON ${table} (due_ms) WHERE due_ms IS NOT NULL;
`;

interface Pending {
  readonly seq: number;
  readonly messageId: string;
  readonly body: string;
  readonly attempts: number;
}

export interface WebhookOptions {
  /** Whose messages these are; each sender has an outbox of its own. */
  readonly sender: 'bank' | 'identity';
  readonly world: World;
  readonly deliver: Deliver;
  /** The secret that signs, as the receiver's secret store has it. */
  readonly signingSecret: () => Promise<string>;
}

/** What the outbox keeps, apart from when to send it. */
const createShelf = ({ storage, timeline }: World, sender: WebhookOptions['sender']) => {
  const table = `sandbox_${sender}_webhooks`;
  storage.db.exec(schema(table));
  const insert = storage.db.prepare(
    `INSERT INTO ${table} (message_id, body, due_ms, attempts) VALUES (?, ?, ?, 0)`,
  );
  const columns = 'seq, message_id AS messageId, body, attempts';
  const due = storage.db.prepare(
    `SELECT ${columns} FROM ${table} WHERE due_ms <= ? ORDER BY due_ms, seq`,
  );
  const waiting = storage.db.prepare(
    `SELECT seq, due_ms AS due FROM ${table} WHERE due_ms IS NOT NULL ORDER BY due_ms LIMIT 1000`,
  );
  const tried = storage.db.prepare(
    `UPDATE ${table} SET due_ms = ?, attempts = attempts + 1, status = ?, delivered_ms = ? WHERE seq = ?`,
  );
  const latest = storage.db.prepare(
    `SELECT message_id AS webhookId, json_extract(body, '$.type') AS type, attempts, status,
       delivered_ms IS NOT NULL AS delivered, due_ms AS dueMs FROM ${table} ORDER BY seq DESC LIMIT ?`,
  );
  return {
    add: (messageId: string, body: string, dueMs: number | null): void => {
      storage.begin();
      insert.run(messageId, body, dueMs);
    },
    due: (): readonly Pending[] => due.all(timeline.now()) as unknown as readonly Pending[],
    /** When the next attempt is due of those messages that are not being sent now. */
    nextDueMs: (underWay: ReadonlySet<number>): number | undefined =>
      waiting.all().find((row) => !underWay.has(Number(row['seq'])))?.['due'] as number | undefined,
    /** Writes an attempt down: done when a time is given, else to be tried again. */
    attempted: (pending: Pending, status: number | null, delivered: boolean): void => {
      const wait = backOffMs[Math.min(pending.attempts, backOffMs.length - 1)] as number;
      const now = timeline.now();
      storage.begin();
      tried.run(delivered ? null : now + wait, status, delivered ? now : null, pending.seq);
    },
    /** Newest first; `dueAt` is when the next attempt is, of what is not delivered and is to be. */
    latest: (limit: number) =>
      latest.all(limit).map(({ dueMs, ...row }) => ({
        ...row,
        delivered: row['delivered'] === 1,
        dueAt: dueMs === null ? null : new Date(Number(dueMs)).toISOString(),
      })),
  };
};

/**
 * A sender's outbox of Standard Webhooks messages: durable, signed at each attempt, tried again until it is taken with
 * a 2xx.
 */
export const createWebhooks = ({ world, sender, deliver, signingSecret }: WebhookOptions) => {
  const { timeline, random, storage } = world;
  const shelf = createShelf(world, sender);
  const underWay = new Set<number>();

  const attempt = async (pending: Pending): Promise<void> => {
    if (underWay.has(pending.seq)) return;
    underWay.add(pending.seq);
    let status: number | null = null;
    try {
      // Who announces what a crash then makes them forget is not believed again.
      await storage.durable();
      const at = new Date(timeline.now());
      const { messageId, body } = pending;
      const signature = new Webhook(await signingSecret()).sign(messageId, at, body);
      const answer = await deliver({
        headers: {
          'content-type': 'application/json',
          'webhook-id': messageId,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
          'webhook-signature': signature,
        },
        body,
      });
      status = answer.status;
    } catch {
      // Nobody answered: the same as a bad answer, to be tried again.
    }
    shelf.attempted(pending, status, status !== null && status >= 200 && status < 300);
    underWay.delete(pending.seq);
    await storage.durable();
    arm();
  };
  const sendDue = () => Promise.all(shelf.due().map(attempt));
  const alarm = createAlarm(timeline, () => void sendDue());
  const arm = () => {
    const next = shelf.nextDueMs(underWay);
    if (next !== undefined) alarm.by(next);
  };

  return {
    /** Puts a message into the outbox, to be sent `afterMs` from now. With `before-answer` it waits until it was sent. */
    post: async (manner: Manner, type: string, data: unknown, afterMs = 0): Promise<string> => {
      const now = timeline.now() + afterMs;
      const messageId = `msg_${random.uuid()}`;
      const body = JSON.stringify({ type, timestamp: new Date(now).toISOString(), data });
      const late = manner === 'late' ? lateMs : 0;
      shelf.add(messageId, body, manner === 'never' ? null : now + late);
      if (manner === 'twice') shelf.add(messageId, body, now + secondCopyMs);
      if (manner === 'before-answer') await sendDue();
      else arm();
      return messageId;
    },
    /** Goes on with what an earlier process left. */
    resume: arm,
    /** Newest first, for whoever wonders what became of a message. */
    latest: shelf.latest,
  };
};

export type Webhooks = ReturnType<typeof createWebhooks>;
