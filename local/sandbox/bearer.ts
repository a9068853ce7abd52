import { createHash, timingSafeEqual } from 'node:crypto';
import type { SiteRequest } from '../kernel/site.ts';
import { Problem } from './answers.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Lets through who bears the credential. Throws a `Problem` (401) with `code` otherwise. */
export const requireBearer = (request: SiteRequest, credential: string, code: string): void => {
  const given = request.headers['authorization'] ?? '';
  if (timingSafeEqual(digest(given), digest(`Bearer ${credential}`))) return;
  throw new Problem(401, code, 'Send the bearer credential that you were given.', {
    headers: { 'www-authenticate': 'Bearer' },
  });
};
