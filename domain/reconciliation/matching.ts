import type { Verdict } from './events.ts';
import type { StatementLine } from './statement.ts';

/** Money that our books say went into or out of the bank account. */
export interface Movement {
  readonly key: string;
  /** Minor units, negative when it left. */
  readonly amount: bigint;
  /** When our books wrote it. */
  readonly at: string;
  readonly transactionId: string;
  /** Whether it was the house that paid, or was paid back, and no customer. */
  readonly house: boolean;
}

/** A payment that came in, by the bank's id of it. */
export const incomingKey = (bankReference: string): string => `in#${bankReference}`;
/** A payment that we ordered, by our id of it. */
export const outgoingKey = (endToEndId: string): string => `out#${endToEndId}`;
/** A payment that we ordered and that came back. */
export const returnedKey = (endToEndId: string): string => `back#${endToEndId}`;

/** The keys under which our books may have a line, the likeliest first. The last one is the line's own where none has. */
export const keysOf = ({
  amount,
  endToEndId,
  reference,
}: Pick<StatementLine, 'amount' | 'endToEndId' | 'reference'>): readonly [string, ...string[]] => {
  const [ours, own] =
    amount < 0n
      ? [outgoingKey(endToEndId), outgoingKey(reference)]
      : [returnedKey(endToEndId), incomingKey(reference)];
  return endToEndId === '' ? [own] : [ours, own];
};

/** Open items by key: minor units that the bank has booked beyond our books. */
export type Open = ReadonlyMap<string, bigint>;

const added = (open: Map<string, bigint>, key: string, amount: bigint): void => {
  const sum = (open.get(key) ?? 0n) + amount;
  if (sum === 0n) open.delete(key);
  else open.set(key, sum);
};

/**
 * What stays open after a statement: what was open before, and the bank's lines less our movements of the same while.
 * Their sum is what is in transit between the bank's books and ours.
 */
export const carried = (
  before: Open,
  lines: readonly { readonly key: string; readonly amount: bigint }[],
  movements: readonly Pick<Movement, 'key' | 'amount'>[],
): Open => {
  const open = new Map(before);
  for (const { key, amount } of lines) added(open, key, amount);
  for (const { key, amount } of movements) added(open, key, -amount);
  return open;
};

export interface Seen {
  /** Keys that earlier lines of the same statement had. */
  readonly here: ReadonlySet<string>;
  /** What was open when the statement before ended. */
  readonly open: Open;
  /** The end of the statement before; empty when there is none. */
  readonly until: string;
}

/**
 * Whether the bank tells of the same payment again: in this statement, as one that waits for our books since an earlier
 * statement, or as one that both books had settled by then.
 */
const isRepeated = (
  key: string,
  amount: bigint,
  movement: Movement | undefined,
  { here, open, until }: Seen,
): boolean => {
  if (here.has(key)) return true;
  const waiting = open.get(key) ?? 0n;
  if (waiting !== 0n) return waiting < 0n === amount < 0n;
  return movement !== undefined && until !== '' && movement.at <= until;
};

/** What a line of a statement is, by what our books have under its key. */
export const judge = (
  line: { readonly key: string; readonly amount: bigint },
  movement: Movement | undefined,
  seen: Seen,
): Verdict => {
  if (isRepeated(line.key, line.amount, movement, seen)) return 'duplicate';
  if (movement === undefined) return 'missing-here';
  return movement.amount === line.amount ? 'matched' : 'amount-differs';
};

/** Movements of our books that the bank should have told of by now and has not. */
export const missingThere = (
  movements: readonly Movement[],
  keys: ReadonlySet<string>,
  open: Open,
): readonly Movement[] =>
  movements.filter(({ key }) => !keys.has(key) && (open.get(key) ?? 0n) === 0n);
