import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyFolder } from '../../local/start/builds.ts';
import { type Prelude, prepare } from './prelude.ts';

/** A prepared world, and the folder that holds it, with room for what else belongs to it. */
export interface World {
  readonly prelude: Prelude;
  readonly folder: string;
  /** Takes the folder away. */
  readonly end: () => void;
}

const root = join(import.meta.dirname, '../..');

/** Prepares a world in a folder of its own; leaves none behind when that fails. */
export const openWorld = async (): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-simulation-'));
  const end = () => rmSync(folder, { recursive: true, force: true });
  try {
    return { prelude: await prepare(await assemblyFolder({ root }), folder), folder, end };
  } catch (error) {
    end();
    throw error;
  }
};

/** Works in a prepared world, which ends with the work, however that ends. */
export const inWorld = async <Value>(work: (world: World) => Promise<Value>): Promise<Value> => {
  const world = await openWorld();
  try {
    return await work(world);
  } finally {
    world.end();
  }
};
