import { join } from 'node:path';
import { moveUntil } from './clockwork.ts';
import { createPerson, type Identity } from './person.ts';
import { saveSnapshot } from './snapshot.ts';
import { type Beginning, drain, openStage, type Stage } from './stage.ts';
import { usualRates } from './weather.ts';

/** A Tuesday on which the gold market is open. */
const tuesdayMs = Date.parse('2026-11-24T10:00:00.000Z');
const customersMax = 4;
const withinMs = 60_000;
const password = 'Correct-Horse-9';

/** A customer that exists before a run begins. */
export interface Settled extends Identity {
  readonly reference: string;
}

/** A world in which everybody is registered, for every seed to begin from. */
export interface Prelude {
  readonly assembly: string;
  readonly beginning: Beginning;
  readonly customers: readonly Settled[];
}

const register = async (stage: Stage, index: number): Promise<Settled> => {
  const { timeline } = stage;
  const name = `Customer ${'ABCDEFGH'[index]}`;
  const email = `customer-${index}@simulation.test`;
  const body = { email, password, fullName: name, country: 'IE' };
  const answer = await moveUntil(timeline, stage.call('POST', '/v1/users', { body }), withinMs);
  if (answer.status !== 201) throw new Error(`${name} was not registered: ${answer.status}`);
  const person = createPerson(stage, { name, email, password });
  await moveUntil(timeline, person.logIn(), withinMs);
  const wallet = await moveUntil(timeline, person.ask('GET', '/v1/wallet'), withinMs);
  const { reference } = wallet.body.depositInstructions;
  return { name, email, password, reference, refreshToken: person.refreshToken() };
};

/** Prepares the world once, in `folder`: registrations and keys cost more than a whole run. */
export const prepare = async (assembly: string, folder: string): Promise<Prelude> => {
  const stage = await openStage({
    assembly,
    beginning: { startMs: tuesdayMs },
    seed: 0,
    rates: usualRates,
  });
  const customers: Settled[] = [];
  for (let index = 0; index < customersMax; index++) customers.push(await register(stage, index));
  await drain(stage, withinMs);
  const snapshot = join(folder, 'prelude.db');
  await saveSnapshot(stage.storage, snapshot);
  const startMs = stage.timeline.now() + 1_000;
  stage.close();
  return { assembly, beginning: { startMs, snapshot }, customers };
};
