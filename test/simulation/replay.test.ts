import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemblyFolder } from '../../local/start/builds.ts';
import { type Prelude, prepare } from './prelude.ts';
import { scriptOf } from './script.ts';
import { type Outcome, simulate } from './simulate.ts';
import { usualRates } from './weather.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-simulation-'));
let prelude: Prelude;

beforeAll(async () => {
  prelude = await prepare(await assemblyFolder({ root: process.cwd() }), folder);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const play = (seed: number, steps = 300): Promise<Outcome> => {
  const script = scriptOf(seed, prelude.customers.length);
  return simulate({ prelude, seed, steps, script, rates: usualRates });
};

describe('a run', () => {
  it('is the same for the same seed, to the last byte of every stream', async () => {
    const [first, second] = [await play(41), await play(41)];
    expect(second.trace).toEqual(first.trace);
    expect(second.hash).toBe(first.hash);
  });

  it('is another for another seed', async () => {
    expect((await play(42)).hash).not.toBe((await play(43)).hash);
  });

  it('has faults in it, and everything adds up all the same', async () => {
    const outcome = await play(44, 600);
    expect(outcome.wrong).toEqual([]);
    expect(Object.values(outcome.injected).reduce((a, b) => a + b, 0)).toBeGreaterThan(20);
  });
});
