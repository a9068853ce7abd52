import type { World } from '../kernel/world.ts';
import type { Item } from './attribute-value.ts';
import type { Catalogue } from './catalogue.ts';
import type { Store, Stored } from './store.ts';
import type { Change, Streams } from './stream.ts';
import { indexKey, keysOf, type Table } from './table.ts';

/** AWS promises "within a few days"; here a sweep follows the first expiry by at least this. */
const sweepDelayMs = 60_000;
const itemsPerSweep = 1000;

/** Deletes items whose time has come, in sweeps on the timeline; it costs no write units and is marked in the stream. */
export const createTimeToLive = (
  world: World,
  parts: {
    readonly store: Store;
    readonly catalogue: Catalogue;
    readonly streams: Streams & { readonly record: (table: Table, change: Change) => void };
  },
) => {
  const { store, catalogue, streams } = parts;
  let armedForMs = Number.POSITIVE_INFINITY;
  let cancel = () => {};

  const expire = (table: Table, stored: Stored): void => {
    const item: Item = stored.item();
    for (const index of table.indexes) {
      const key = indexKey(table, index, item);
      if (key !== undefined) store.removeEntry(index.id, key);
    }
    store.remove(stored.id);
    const keys = keysOf(table, item);
    streams.record(table, { keys, before: stored.text, after: undefined, expired: true });
  };

  const sweep = (): void => {
    armedForMs = Number.POSITIVE_INFINITY;
    world.storage.begin();
    for (const stored of store.expired(Math.floor(world.timeline.now() / 1000), itemsPerSweep)) {
      const table = catalogue.byId.get(stored.table);
      if (table === undefined) store.setExpiry(stored.id, null);
      else expire(table, stored);
    }
    const next = store.nextExpiry();
    if (next !== undefined) arm(next);
  };

  const arm = (second: number): void => {
    const now = world.timeline.now();
    const dueMs = Math.max(second * 1000, now) + sweepDelayMs;
    if (dueMs >= armedForMs) return;
    cancel();
    armedForMs = dueMs;
    cancel = world.timeline.after(dueMs - now, sweep);
  };

  return {
    /** Says that an item expires at `second`. */
    expects: arm,
    /** Picks up what is in storage. */
    start: (): void => {
      const next = store.nextExpiry();
      if (next !== undefined) arm(next);
    },
  };
};
