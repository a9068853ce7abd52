import { hash } from 'node:crypto';
import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';

/** Source: Amazon DynamoDB API Reference, "TransactWriteItems": a client request token is valid for 10 minutes. */
const validMs = 10 * 60 * 1000;

/** Client request tokens of the transactions that went through. */
export interface Tokens {
  /** Whether this very request went through already. Throws IdempotentParameterMismatchException for another one. */
  readonly seen: (token: string, request: string) => boolean;
  readonly remember: (token: string, request: string) => void;
}

/** Opens the tokens kept in storage, so that a retry after a restart is known too. */
export const createTokens = ({ storage: { db }, timeline }: World): Tokens => {
  db.exec(`CREATE TABLE IF NOT EXISTS dynamodb_tokens (
    token TEXT PRIMARY KEY, at INTEGER NOT NULL, request TEXT NOT NULL
  ) WITHOUT ROWID; CREATE INDEX IF NOT EXISTS dynamodb_tokens_at ON dynamodb_tokens (at)`);
  const get = db.prepare('SELECT request FROM dynamodb_tokens WHERE token = ? AND at > ?');
  const put = db.prepare('INSERT OR REPLACE INTO dynamodb_tokens VALUES (?, ?, ?)');
  const forget = db.prepare('DELETE FROM dynamodb_tokens WHERE at <= ?');
  let forgetDueMs = 0;
  const digest = (request: string) => hash('sha256', request, 'base64');
  return {
    seen: (token, request) => {
      const known = get.get(token, timeline.now() - validMs);
      if (known === undefined) return false;
      if (known['request'] === digest(request)) return true;
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
      );
    },
    remember: (token, request) => {
      const now = timeline.now();
      if (now >= forgetDueMs) {
        forget.run(now - validMs);
        forgetDueMs = now + validMs;
      }
      put.run(token, now, digest(request));
    },
  };
};
