import type { Site, SiteRequest, SiteResponse } from '../kernel/site.ts';
import { Problem, problemAnswer } from './answers.ts';

/** What a route's handler gets: the parts of the path by name, the query and the request itself. */
export interface Visit {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly request: SiteRequest;
}

export interface SiteRoute {
  readonly method: string;
  /** Segments; `{name}` takes any one. */
  readonly path: string;
  /** One line for whoever lists the routes. */
  readonly about: string;
  readonly handle: (visit: Visit) => SiteResponse | Promise<SiteResponse>;
}

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Problem(400, 'sandbox.malformed-path', 'The path is not percent-encoded UTF-8.');
  }
};

/** The values of a pattern's `{name}` segments, or undefined when the path is another. */
const match = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] as string;
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = decoded(value);
    else if (segment !== value) return undefined;
  }
  return params;
};

const dispatch = async (
  routes: readonly SiteRoute[],
  request: SiteRequest,
): Promise<SiteResponse> => {
  const found = routes.flatMap((route) => {
    const params = match(route.path, request.path);
    return params === undefined ? [] : [{ route, params }];
  });
  const hit = found.find(({ route }) => route.method === request.method);
  if (hit !== undefined)
    return hit.route.handle({
      params: hit.params,
      query: new URLSearchParams(request.query),
      request,
    });
  if (found.length === 0)
    throw new Problem(404, 'sandbox.unknown-route', `Nothing is at ${request.path} here.`);
  const allow = found.map(({ route }) => route.method).join(', ');
  throw new Problem(405, 'sandbox.method', `${request.path} takes ${allow}.`, {
    headers: { allow },
  });
};

/** A site of routes. What a handler throws as a `Problem` is answered as one; anything else is a bug and goes up. */
export const createSite =
  (routes: readonly SiteRoute[]): Site =>
  async (request) => {
    try {
      return await dispatch(routes, request);
    } catch (error) {
      if (error instanceof Problem) return problemAnswer(error);
      throw error;
    }
  };
