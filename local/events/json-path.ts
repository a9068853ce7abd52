/** The steps of a path like `$.detail.lots[0].bar`, read once. Throws for anything beyond names and indexes. */
export const parsePath = (path: string): readonly (string | number)[] => {
  if (!/^\$(\.[\w-]+|\['[^']+'\]|\[\d+\])*$/.test(path))
    throw new Error(`the path ${path} is not supported: only names and indexes are`);
  return [...path.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/g)].map(
    ([, name, quoted, index]) => name ?? quoted ?? Number(index),
  );
};

/** What a path leads to; undefined when nothing is there. */
export const valueAt = (value: unknown, steps: readonly (string | number)[]): unknown =>
  steps.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null
        ? (at as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
