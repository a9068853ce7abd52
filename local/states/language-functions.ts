import { createHash } from 'node:crypto';
import type { World } from '../kernel/world.ts';

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** Source: Developer Guide, "JSONata functions provided by Step Functions": a range has 1,000 items at most. */
const RANGE_MAX = 1_000;

const refuse = (why: string): never => {
  throw new Error(why);
};

const partition = (items: readonly unknown[], size: number): readonly unknown[] =>
  Number.isInteger(size) && size > 0
    ? Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
        items.slice(index * size, (index + 1) * size),
      )
    : refuse('$partition needs a whole number above zero');

const range = (first: number, last: number, step: number): readonly number[] => {
  const length = Math.floor((last - first) / step) + 1;
  if (!(length >= 0 && length <= RANGE_MAX)) return refuse(`$range gives ${RANGE_MAX} at most`);
  return Array.from({ length }, (_, index) => first + index * step);
};

const hash = (data: string, algorithm = 'SHA-256'): string =>
  createHash(ALGORITHMS[algorithm] ?? refuse(`$hash knows no ${algorithm}`))
    .update(data)
    .digest('hex');

/** Pictures and time zones, and seeds, would need JSONata's own clock and chance. */
const withoutArguments =
  <Value>(name: string, make: () => Value) =>
  (...given: readonly unknown[]): Value =>
    given.some((each) => each !== undefined)
      ? refuse(`$${name} with arguments is not supported here`)
      : make();

/**
 * What stands in for JSONata's own clock and chance, what Step Functions adds to JSONata, and what it takes away.
 * Source: Developer Guide, "Transforming data with JSONata in Step Functions".
 */
export const languageFunctions = ({
  timeline,
  random,
}: World): Readonly<Record<string, unknown>> => ({
  now: withoutArguments('now', () => new Date(timeline.now()).toISOString()),
  millis: withoutArguments('millis', () => timeline.now()),
  random: withoutArguments('random', () => random.next()),
  uuid: withoutArguments('uuid', () => random.uuid()),
  partition,
  range,
  hash,
  parse: (text: string) => JSON.parse(text),
  eval: () => refuse('$eval is not part of Step Functions; use $parse'),
});
