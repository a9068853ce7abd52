/** A value somewhere in a record, as a line: where it stands, and what it is. */
export type Line = readonly [path: string, value: string];

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

const isFilled = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** A record as lines: "deposits.1.status" and its value. What is empty is a line as well. */
export const flattened = (value: object, before = ''): readonly Line[] =>
  Object.entries(value).flatMap(([name, each]): readonly Line[] =>
    isFilled(each) ? flattened(each, `${before}${name}.`) : [[`${before}${name}`, shown(each)]],
  );

export interface Compared {
  readonly path: string;
  readonly value: string;
  /** What stood there before; undefined where nothing did. */
  readonly before: string | undefined;
  readonly change: 'none' | 'new' | 'changed' | 'gone';
}

const changeOf = (before: string | undefined, after: string): Compared['change'] => {
  if (before === undefined) return 'new';
  return before === after ? 'none' : 'changed';
};

/** The lines of a state with what the last event did to them; what it took away stands at the end. */
export const compared = (before: object | null, after: object | null): readonly Compared[] => {
  const was = new Map(flattened(before ?? {}));
  const now = flattened(after ?? {});
  const there = new Set(now.map(([path]) => path));
  return [
    ...now.map(([path, value]) => ({
      path,
      value,
      before: was.get(path),
      change: changeOf(was.get(path), value),
    })),
    ...[...was]
      .filter(([path]) => !there.has(path))
      .map(([path, value]) => ({ path, value, before: value, change: 'gone' as const })),
  ];
};
