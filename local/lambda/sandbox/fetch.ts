import { bytesOf } from '../../wire/message.ts';
import type { Network } from '../network.ts';

/** `fetch` over a function's network; it fails as the real one does: a `TypeError` with the cause in it. */
export const createFetch =
  (network: Network): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const { hostname, host, protocol, pathname, search } = new URL(request.url);
    request.signal.throwIfAborted();
    const body = new Uint8Array(await request.arrayBuffer());
    const aborted = new Promise<never>((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true });
    });
    const answer = network({
      origin: `${protocol}//${host}`,
      host: hostname,
      method: request.method,
      path: pathname,
      query: search.slice(1),
      headers: Object.fromEntries(request.headers),
      body,
    }).catch((cause: unknown) => {
      throw new TypeError('fetch failed', { cause });
    });
    const { status, headers, body: content } = await Promise.race([answer, aborted]);
    const empty = status === 204 || status === 304 || content.length === 0;
    return new Response(empty ? null : Buffer.from(bytesOf(content)), { status, headers });
  };
