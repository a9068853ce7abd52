import type { World } from '../kernel/world.ts';
import { totalUnits, type Usage } from './capacity.ts';
import type { Store } from './store.ts';
import type { Change, Streams } from './stream.ts';
import type { Table } from './table.ts';
import type { Tokens } from './tokens.ts';

/** What the operations work with. Everything here is synchronous: one operation runs whole before the next begins. */
export interface Engine {
  readonly world: World;
  readonly store: Store;
  readonly tokens: Tokens;
  readonly streams: Streams & { readonly record: (table: Table, change: Change) => void };
  readonly tables: ReadonlyMap<string, Table>;
  /** By name or ARN. Throws ResourceNotFoundException. */
  readonly tableOf: (nameOrArn: string | undefined) => Table;
  /** Told of every item written with a time to live (in seconds since 1970). */
  readonly onExpiry: (second: number) => void;
}

export const meterWrite = ({ world }: Engine, table: Table, usage: Usage): void =>
  world.meter.add('dynamodb.wru', totalUnits(usage), table.name);

export const meterRead = ({ world }: Engine, table: Table, usage: Usage): void =>
  world.meter.add('dynamodb.rru', totalUnits(usage), table.name);
