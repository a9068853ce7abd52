import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Problem } from './problem.ts';

const pageLimitMax = 100;

/** `?limit=` 1 to 100, 25 unless told. */
export const Limit = z.pipe(
  z._default(z.string().check(z.regex(/^\d{1,3}$/, 'must be a whole number')), '25'),
  z.transform((text) => Math.min(Math.max(Number(text), 1), pageLimitMax)),
);

export const Cursor = z.optional(z.string().check(z.maxLength(1_024)));

type Key = Readonly<Record<string, AttributeValue>>;

/** The place after a page, opaque to clients: only the sort key, the partition is the asker's own. */
export const cursorOf = (key: Key | undefined, sortKey: string): string | undefined => {
  const text = key?.[sortKey]?.S;
  return text === undefined ? undefined : Buffer.from(text).toString('base64url');
};

/** The sort key that a cursor stands for. Throws 400 on anything that no page gave out. */
export const sortKeyOf = (cursor: string): string => {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (Buffer.from(text).toString('base64url') === cursor && text !== '') return text;
  throw new Problem(400, 'request.bad-cursor', 'Unknown cursor', 'Use nextCursor as it came.');
};
