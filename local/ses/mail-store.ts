import type { World } from '../kernel/world.ts';

/** An e-mail as it was handed over for sending. */
export interface Mail {
  readonly messageId: string;
  readonly sentAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly replyTo: readonly string[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
}

export interface MailStore {
  readonly add: (mail: Mail) => void;
  /** Oldest first; `limit` keeps the newest. */
  readonly list: (options?: { readonly to?: string; readonly limit?: number }) => readonly Mail[];
}

const listedMax = 1_000;

/** Every mail ever sent, for the sandbox's mailbox. */
export const openMailStore = ({ storage }: World): MailStore => {
  const { db, begin } = storage;
  db.exec(
    'CREATE TABLE IF NOT EXISTS ses_mails (n INTEGER PRIMARY KEY, mail TEXT NOT NULL) STRICT',
  );
  const insert = db.prepare('INSERT INTO ses_mails (mail) VALUES (?)');
  const newest = db.prepare(
    `SELECT mail FROM ses_mails WHERE ?1 IS NULL
      OR EXISTS (SELECT 1 FROM json_each(mail, '$.to') WHERE lower(value) = lower(?1))
      ORDER BY n DESC LIMIT ?2`,
  );
  return {
    add: (mail) => {
      begin();
      insert.run(JSON.stringify(mail));
    },
    list: ({ to, limit = listedMax } = {}) =>
      (newest.all(to ?? null, limit) as { mail: string }[])
        .map(({ mail }) => JSON.parse(mail) as Mail)
        .reverse(),
  };
};
