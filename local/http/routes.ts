/** A route key that matched, with the path variables as the request has them, URL-decoded. */
export interface Match<T> {
  readonly routeKey: string;
  readonly target: T;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

interface Candidate<T> {
  readonly routeKey: string;
  readonly target: T;
  readonly method: string;
  readonly segments: readonly string[];
  /** Ranks segment by segment: fixed text before a variable, a variable before a greedy one; then a method before ANY. */
  readonly rank: string;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const isVariable = (segment: string) => segment.startsWith('{') && segment.endsWith('}');
const isGreedy = (segment: string) => isVariable(segment) && segment.endsWith('+}');
const nameOf = (segment: string) => segment.replace(/^\{|\+?\}$/g, '');

const candidate = <T>(routeKey: string, target: T): Candidate<T> => {
  const parsed = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\/.*)$/.exec(routeKey);
  const [, method, path] = parsed ?? [];
  if (method === undefined || path === undefined)
    throw new Error(`The route key "${routeKey}" is none that an HTTP API takes.`);
  const segments = path.slice(1).split('/');
  const ranks = segments.map((segment) => (isGreedy(segment) ? 2 : isVariable(segment) ? 1 : 0));
  return {
    routeKey,
    target,
    method,
    segments,
    rank: `${ranks.join('')}${method === 'ANY' ? 1 : 0}`,
  };
};

const variablesOf = (
  pattern: readonly string[],
  path: readonly string[],
): Record<string, string> | undefined => {
  const variables: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    if (isGreedy(segment)) {
      const rest = path.slice(index).join('/');
      if (rest === '') return undefined;
      variables[nameOf(segment)] = decode(rest);
      return variables;
    }
    const actual = path[index];
    if (actual === undefined) return undefined;
    if (isVariable(segment)) {
      if (actual === '') return undefined;
      variables[nameOf(segment)] = decode(actual);
    } else if (segment !== decode(actual)) return undefined;
  }
  return pattern.length === path.length ? variables : undefined;
};

/**
 * Finds the most specific route, as "Routing API requests" in API Gateway's developer guide has it: a full match, then
 * a greedy path variable, then `$default`.
 */
export const createRouter = <T>(routes: ReadonlyMap<string, T>) => {
  const candidates = [...routes]
    .filter(([routeKey]) => routeKey !== '$default')
    .map(([routeKey, target]) => candidate(routeKey, target))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return (method: string, path: string): Match<T> | undefined => {
    const segments = path.slice(1).split('/');
    for (const { routeKey, target, method: wanted, segments: pattern } of candidates) {
      if (wanted !== 'ANY' && wanted !== method) continue;
      const variables = variablesOf(pattern, segments);
      if (variables === undefined) continue;
      const pathParameters = Object.keys(variables).length > 0 ? variables : undefined;
      return { routeKey, target, pathParameters };
    }
    const fallback = routes.get('$default');
    if (fallback === undefined) return undefined;
    return { routeKey: '$default', target: fallback, pathParameters: undefined };
  };
};
