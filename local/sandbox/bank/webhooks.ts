import { Webhook } from 'standardwebhooks';
import { createAlarm } from '../../kernel/alarm.ts';
import type { World } from '../../kernel/world.ts';
import type { Behaviour } from './behaviour.ts';

/** Hands a message to whoever listens, and says with which HTTP status it was taken. */
export type Deliver = (message: {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<{ readonly status: number }>;

/** Between attempts, the last one for ever (after Standard Webhooks' example schedule, quickened for a sandbox). */
const backOffMs = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000] as const;
const lateMs = 60_000;
const secondCopyMs = 200;

const schema = `
  CREATE TABLE IF NOT EXISTS sandbox_bank_webhooks (
    seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL, body TEXT NOT NULL, due_ms INTEGER, attempts INTEGER NOT NULL,
    status INTEGER, delivered_ms INTEGER);
  CREATE INDEX IF NOT EXISTS sandbox_bank_webhooks_due ON sandbox_bank_webhooks (due_ms) WHERE due_ms IS NOT NULL;
`;

interface Pending {
  readonly seq: number;
  readonly messageId: string;
  readonly body: string;
  readonly attempts: number;
}

export interface WebhookOptions {
  readonly world: World;
  readonly deliver: Deliver;
  /** The secret that signs, as the receiver's secret store has it. */
  readonly signingSecret: () => Promise<string>;
}

/** What the outbox keeps, apart from when to send it. */
const createShelf = ({ storage, timeline }: World) => {
  storage.db.exec(schema);
  const insert = storage.db.prepare(
    'INSERT INTO sandbox_bank_webhooks (message_id, body, due_ms, attempts) VALUES (?, ?, ?, 0)',
  );
  const columns = 'seq, message_id AS messageId, body, attempts';
  const due = storage.db.prepare(
    `SELECT ${columns} FROM sandbox_bank_webhooks WHERE due_ms <= ? ORDER BY due_ms, seq`,
  );
  const waiting = storage.db.prepare(
    'SELECT seq, due_ms AS due FROM sandbox_bank_webhooks WHERE due_ms IS NOT NULL ORDER BY due_ms LIMIT 1000',
  );
  const tried = storage.db.prepare(
    `UPDATE sandbox_bank_webhooks SET due_ms = ?, attempts = attempts + 1, status = ?, delivered_ms = ? WHERE seq = ?`,
  );
  const latest = storage.db.prepare(
    `SELECT message_id AS webhookId, json_extract(body, '$.type') AS type, attempts, status,
       delivered_ms IS NOT NULL AS delivered FROM sandbox_bank_webhooks ORDER BY seq DESC LIMIT ?`,
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
    latest: (limit: number) =>
      latest.all(limit).map((row) => ({ ...row, delivered: row['delivered'] === 1 })),
  };
};

/**
 * The bank's outbox of Standard Webhooks messages: durable, signed at each attempt, tried again until it is taken with
 * a 2xx.
 */
export const createWebhooks = ({ world, deliver, signingSecret }: WebhookOptions) => {
  const { timeline, random, storage } = world;
  const shelf = createShelf(world);
  const underWay = new Set<number>();

  const attempt = async (pending: Pending): Promise<void> => {
    if (underWay.has(pending.seq)) return;
    underWay.add(pending.seq);
    let status: number | null = null;
    try {
      // A bank that announces what it then forgets in a crash would be no bank.
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
    /** Puts a message into the outbox as the bank behaves. With `before-answer` it waits until it was sent. */
    post: async (behaviour: Behaviour, type: string, data: unknown): Promise<string> => {
      const now = timeline.now();
      const messageId = `msg_${random.uuid()}`;
      const body = JSON.stringify({ type, timestamp: new Date(now).toISOString(), data });
      const late = behaviour.webhook === 'late' ? lateMs : 0;
      shelf.add(messageId, body, behaviour.webhook === 'never' ? null : now + late);
      if (behaviour.webhook === 'twice') shelf.add(messageId, body, now + secondCopyMs);
      if (behaviour.webhook === 'before-answer') await sendDue();
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
