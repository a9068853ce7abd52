import { createMeter, type Ledger } from '../../../local/kernel/meter.ts';
import { createSeededRandom } from '../../../local/kernel/random.ts';
import { openStorage } from '../../../local/kernel/storage.ts';
import { createVirtualTimeline, type Timeline } from '../../../local/kernel/timeline.ts';
import type { World } from '../../../local/kernel/world.ts';

/** Monday noon. */
export const START_MS = Date.UTC(2026, 10, 23, 12);

/** A world in which nothing moves by itself: virtual time, seeded chance, storage in memory. */
export const createTestWorld = (
  timeline: Timeline = createVirtualTimeline(START_MS),
): World & { readonly meter: Ledger } => ({
  timeline,
  random: createSeededRandom(1),
  storage: openStorage(':memory:'),
  meter: createMeter(),
  account: '000000000000',
  region: 'eu-west-1',
});
