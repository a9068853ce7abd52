import type { Meter } from './meter.ts';
import type { Random } from './random.ts';
import type { Storage } from './storage.ts';
import type { Timeline } from './timeline.ts';

/** What comes in from outside everywhere in the local cloud: time, chance, storage and the meter. */
export interface World {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly storage: Storage;
  readonly meter: Meter;
  /** The account and region that ARNs carry. */
  readonly account: string;
  readonly region: string;
}
