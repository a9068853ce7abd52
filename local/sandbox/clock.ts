import * as z from 'zod/mini';
import type { World } from '../kernel/world.ts';
import { json, Problem } from './answers.ts';
import { bodyOf, durationMs } from './input.ts';
import type { SiteRoute } from './router.ts';
import type { Settings } from './settings.ts';

const setting = 'clock.offsetMs';
const advanceMsMax = 400 * 86_400_000;

const Advance = z.strictObject({ advance: z.string('a time such as "24h"') });

/** How far earlier processes moved the clock, in milliseconds: what this one's timeline begins with. */
export const clockOffsetMs = (settings: Settings): number => Number(settings.get(setting) ?? 0);

const viewOf = ({ timeline }: World, settings: Settings) => ({
  now: new Date(timeline.now()).toISOString(),
  movedByMs: clockOffsetMs(settings),
});

/** Shows the time of this world, and moves it forward; back it never goes. */
export const clockControls = (world: World, settings: Settings): readonly SiteRoute[] => [
  {
    method: 'GET',
    path: '/_local/clock',
    about: 'the time of this world',
    handle: () => json(200, viewOf(world, settings)),
  },
  {
    method: 'POST',
    path: '/_local/clock',
    about: '{advance: "24h"} moves time forward (s, m, h, d); what falls due on the way happens',
    handle: async ({ request }) => {
      const { advance } = bodyOf(Advance, request.body, { advance: '24h' });
      const byMs = durationMs(advance);
      if (byMs === undefined || byMs > advanceMsMax)
        throw new Problem(
          400,
          'sandbox.invalid',
          `"${advance}" is no time to move by; try "30s", "90m", "24h" or "7d" (at most 400d).`,
        );
      // Kept first: a process killed half-way must not find itself in its own past.
      settings.set(setting, clockOffsetMs(settings) + byMs);
      await world.storage.durable();
      await world.timeline.advance(byMs);
      return json(200, viewOf(world, settings));
    },
  },
];
