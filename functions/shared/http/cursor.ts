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

/** A place in a list, opaque to clients; null at the end of it. */
export const cursorAt = (place: string | undefined): string | null =>
  place === undefined ? null : Buffer.from(place).toString('base64url');

/** Between the attributes of a place, none of which has a line of its own. */
const between = '\n';

/** The place after a page: the sort key and what else the next page begins with; the partition is the asker's own. */
export const cursorOf = (key: Key | undefined, ...names: readonly string[]): string | null =>
  cursorAt(key && names.map((name) => key[name]?.S ?? '').join(between));

/** What stands at no place of the list. */
export const badCursor = (): Problem =>
  new Problem(400, 'request.bad-cursor', 'Unknown cursor', 'Use nextCursor as it came.');

/** The place that a cursor stands for. Throws 400 on anything that no page gave out. */
export const sortKeyOf = (cursor: string): string => {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (Buffer.from(text).toString('base64url') === cursor && text !== '') return text;
  throw badCursor();
};

/** The attributes of the place that a cursor stands for. Throws 400 on anything that no page gave out. */
export const placeOf = (
  cursor: string,
  names: readonly string[],
): Readonly<Record<string, string>> => {
  const texts = sortKeyOf(cursor).split(between);
  if (texts.length !== names.length) throw badCursor();
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
};
