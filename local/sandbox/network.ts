import * as z from 'zod/mini';
import { json } from './answers.ts';
import { bodyOf } from './input.ts';
import type { SiteRoute } from './router.ts';

/** The way between people's pages and the WebSocket API. */
export interface Network {
  readonly isDown: () => boolean;
  readonly controls: readonly SiteRoute[];
}

const Wanted = z.strictObject({ live: z.enum(['up', 'down', 'dropped']) });

/** Breaks open WebSockets, once or until told otherwise: how a page behaves then can be seen. */
export const createNetwork = (drop: () => number): Network => {
  let down = false;
  return {
    isDown: () => down,
    controls: [
      {
        method: 'PUT',
        path: '/_local/network',
        about:
          '{live: "down"} breaks every WebSocket and lets in none until "up"; "dropped" only breaks them',
        handle: ({ request }) => {
          const { live } = bodyOf(Wanted, request.body, { live: 'dropped' });
          down = live === 'down';
          return json(200, { live: down ? 'down' : 'up', dropped: live === 'up' ? 0 : drop() });
        },
      },
    ],
  };
};
