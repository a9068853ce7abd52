import { compilePattern, type Pattern } from '../events/pattern.ts';

/** Tells whether a function wants a record; what it does not want counts as handled. */
export type Filter = (record: unknown) => boolean;

const parsed = (text: unknown): unknown => {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** A pattern that looks into `body` sees it as JSON where it is JSON. */
const withBody = (record: unknown): unknown => {
  const { body } = record as { readonly body?: unknown };
  return body === undefined ? record : { ...(record as object), body: parsed(body) };
};

/** Reads `FilterCriteria.Filters`: one that matches is enough. Source: Lambda Developer Guide, "Event filtering". */
export const compileFilters = (
  filters: readonly { readonly Pattern?: unknown }[] | undefined,
): Filter => {
  if (filters === undefined || filters.length === 0) return () => true;
  const patterns: readonly Pattern[] = filters.map(({ Pattern }) =>
    compilePattern(parsed(Pattern)),
  );
  return (record) => {
    const seen = withBody(record);
    return patterns.some((matches) => matches(seen));
  };
};
