import type { Site } from '../kernel/site.ts';
import type { HttpHandler } from './message.ts';

/** Puts a sandbox site behind the front door, under the path that it is mounted at. */
export const fromSite =
  (site: Site): HttpHandler =>
  async ({ method, path, query, headers, body }) =>
    site({ method, path, query, headers, body: Buffer.from(body).toString('utf8') });

/** Serves under `prefix` what believes to be at the root, as a function URL does. */
export const mountedAt =
  (prefix: string, handler: HttpHandler): HttpHandler =>
  (request) =>
    handler({ ...request, path: request.path.slice(prefix.length) || '/' });
