import { hash } from 'node:crypto';

/** Into how many groups rows are sorted by the hashes of their names. */
const groupsMax = 512;
/** Two sums of 32 bits for each group. */
const sumsOfGroup = 2;

/**
 * What the hashes of rows' names add up to, by groups. Two sets of rows have the same sums, whatever order they were
 * added in, if they are the same; if they are not, but for once in 2⁶⁴, the groups that differ do.
 */
export type KeySums = Uint32Array;

export const noSums = (): KeySums => new Uint32Array(groupsMax * sumsOfGroup);

/** Four digits for the group, and eight for each of its sums. */
const digestOf = (name: string): string => hash('sha256', name, 'hex');
const groupIn = (digest: string): number => Number.parseInt(digest.slice(0, 4), 16) % groupsMax;

/** The group of a row by its name. */
export const groupOf = (name: string): number => groupIn(digestOf(name));

const add = (sums: KeySums, at: number, amount: number): void => {
  // Beyond 32 bits the array wraps by itself.
  sums[at] = (sums[at] ?? 0) + amount;
};

/** Adds a row by its name. */
export const addName = (sums: KeySums, name: string): void => {
  const digest = digestOf(name);
  const at = groupIn(digest) * sumsOfGroup;
  add(sums, at, Number.parseInt(digest.slice(4, 12), 16));
  add(sums, at + 1, Number.parseInt(digest.slice(12, 20), 16));
};

export const sumsTogether = (parts: readonly KeySums[]): KeySums => {
  const total = noSums();
  for (const part of parts) for (const [at, amount] of part.entries()) add(total, at, amount);
  return total;
};

/** The groups in which two sets of rows differ. */
export const groupsThatDiffer = (one: KeySums, other: KeySums): readonly number[] =>
  Array.from({ length: groupsMax }, (_, group) => group).filter((group) => {
    const at = group * sumsOfGroup;
    return one[at] !== other[at] || one[at + 1] !== other[at + 1];
  });

/** Sums as text, to hand on and to keep. */
export const sumsToText = (sums: KeySums): string => Buffer.from(sums.buffer).toString('base64');

/** The inverse of `sumsToText`; none of it is nothing summed. */
export const sumsFromText = (text: string | undefined): KeySums =>
  text === undefined
    ? noSums()
    : new Uint32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
