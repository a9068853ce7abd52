import { join } from 'node:path';
import { demoPassword } from '../../local/sandbox/people.ts';
import { moveUntil } from './clockwork.ts';
import { createPerson, type Identity, type Person } from './person.ts';
import { saveSnapshot } from './snapshot.ts';
import { type Beginning, drain, openStage, type Stage } from './stage.ts';
import { usualRates } from './weather.ts';

/** A Tuesday on which the gold market is open. */
const tuesdayMs = Date.parse('2026-11-24T10:00:00.000Z');
const customersMax = 4;
const withinMs = 60_000;
const password = 'Correct-Horse-9';

const openingDeposit = '2000.00';
/** The last customer stays as registration leaves them: unverified, with little that they may buy. */
const verifiedMax = customersMax - 1;

/** A customer that exists before a run begins. */
export interface Settled extends Identity {
  readonly userId: string;
  readonly reference: string;
  /** What was paid in already: the bank's transaction and the amount. */
  readonly deposit: { readonly id: string; readonly amount: string };
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
  const { body: paid } = await stage.control('POST', '/_local/bank/transfers', {
    reference,
    amount: openingDeposit,
    debtorName: name,
    debtorIban: 'DE89370400440532013000',
  });
  return {
    name,
    email,
    password,
    userId: answer.body.userId,
    reference,
    deposit: { id: paid.bankTransactionId, amount: openingDeposit },
    refreshToken: person.refreshToken(),
  };
};

/** Who verifies customers, as the sandbox has them. */
const operatorOf = (stage: Stage): Person =>
  createPerson(stage, {
    name: 'operator',
    email: 'operator@assay.test',
    password: demoPassword,
  });

const verify = async (stage: Stage, operator: Person, { userId, name }: Settled): Promise<void> => {
  const path = `/v1/admin/users/${userId}/verifications`;
  const body = { verificationType: 'operations', outcome: 'verified' };
  const { status } = await moveUntil(
    stage.timeline,
    operator.ask('POST', path, { body }),
    withinMs,
  );
  if (status >= 300) throw new Error(`${name} was not verified: ${status}`);
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
  const operator = operatorOf(stage);
  for (const customer of customers.slice(0, verifiedMax)) await verify(stage, operator, customer);
  await drain(stage, withinMs);
  const snapshot = join(folder, 'prelude.db');
  await saveSnapshot(stage.storage, snapshot);
  const startMs = stage.timeline.now() + 1_000;
  stage.close();
  return {
    assembly,
    beginning: { startMs, snapshot },
    customers,
  };
};
