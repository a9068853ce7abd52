import { join } from 'node:path';
import { demoPassword, demoPeople } from '../../local/sandbox/people.ts';
import { moveUntil } from './clockwork.ts';
import { buildCode } from './code.ts';
import { createPerson, type Identity, type Person } from './person.ts';
import type { Office } from './play.ts';
import { saveSnapshot } from './snapshot.ts';
import { type Beginning, drain, openStage, type Stage } from './stage.ts';
import { usualRates } from './weather.ts';

/** A Tuesday on which the gold market is open. */
const tuesdayMs = Date.parse('2026-11-24T10:00:00.000Z');
const withinMs = 60_000;
const password = 'Correct-Horse-9';

const openingDeposit = '4000.00';
/** A new bank account may be paid to after a day; a run begins when that is over. */
const coolingOffMs = 25 * 3_600_000;

/** The last customer stays as registration leaves them: unverified, with little that they may buy and no account. */
const newcomers = ['Ann Ash', 'Ben Birch', 'Una Unverified'] as const;
const verifiedMax = newcomers.length - 1;

/** Of different accounts, so that nobody shares one. */
const ibans = ['DE89370400440532013000', 'GB82WEST12345698765432', 'FR1420041010050500013M02606'];

/** A customer that exists before a run begins. */
export interface Settled extends Identity {
  readonly bankAccountId: string | undefined;
  readonly reference: string;
  /** What was paid in already: the bank's transaction and the amount. */
  readonly deposit: { readonly id: string; readonly amount: string };
}

/** A world in which everybody is registered, for every seed to begin from. */
export interface Prelude {
  readonly assembly: string;
  /** The code of its functions, a file of `buildCode`. */
  readonly code: string;
  readonly beginning: Beginning;
  readonly customers: readonly Settled[];
  readonly office: Readonly<Record<keyof Office, Identity>>;
}

/** Signs in and pays the opening deposit in. */
const settle = async (stage: Stage, identity: Identity): Promise<Settled> => {
  const { timeline } = stage;
  const person = createPerson(stage, identity);
  await moveUntil(timeline, person.logIn(), withinMs);
  const wallet = await moveUntil(timeline, person.ask('GET', '/v1/wallet'), withinMs);
  const { reference } = wallet.body.depositInstructions;
  const { body: paid } = await stage.control('POST', '/_local/bank/transfers', {
    reference,
    amount: openingDeposit,
    debtorName: identity.name,
    debtorIban: ibans[0],
  });
  return {
    ...identity,
    reference,
    bankAccountId: undefined,
    deposit: { id: paid.bankTransactionId, amount: openingDeposit },
    refreshToken: person.refreshToken(),
  };
};

const register = async (stage: Stage, name: string, index: number): Promise<Settled> => {
  const email = `customer-${index}@simulation.test`;
  const body = { email, password, fullName: name, country: 'IE' };
  const answer = await moveUntil(
    stage.timeline,
    stage.call('POST', '/v1/users', { body }),
    withinMs,
  );
  if (answer.status !== 201) throw new Error(`${name} was not registered: ${answer.status}`);
  return settle(stage, { name, userId: answer.body.userId, email, password });
};

/** Somebody of the office, as the sandbox has them. */
const employee = async (stage: Stage, account: string): Promise<Identity> => {
  const email = `${account}@assay.test`;
  const name = demoPeople.find((person) => person.email === email)?.fullName ?? account;
  const identity = { name, userId: '', email, password: demoPassword };
  const person = createPerson(stage, identity);
  await moveUntil(stage.timeline, person.logIn(), withinMs);
  const { body } = await moveUntil(stage.timeline, person.ask('GET', '/v1/me'), withinMs);
  return { ...identity, userId: body.userId, refreshToken: person.refreshToken() };
};

/** Lists an account to be paid to. */
const withAccount = async (stage: Stage, settled: Settled, iban: string): Promise<Settled> => {
  const person = createPerson(stage, settled);
  await moveUntil(stage.timeline, person.logIn(), withinMs);
  const body = { iban, holderName: settled.name };
  const asked = person.ask('POST', '/v1/bank-accounts', { body, key: `account-${iban}` });
  const answer = await moveUntil(stage.timeline, asked, withinMs);
  if (answer.status !== 201) throw new Error(`${settled.name} has no account: ${answer.status}`);
  return { ...settled, bankAccountId: answer.body.bankAccountId };
};

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
  const code = await buildCode(join(folder, 'code.json'));
  const stage = await openStage({
    assembly,
    code,
    beginning: { startMs: tuesdayMs },
    seed: 0,
    rates: usualRates,
  });
  const people: Settled[] = [];
  for (const [index, name] of newcomers.entries()) people.push(await register(stage, name, index));
  const office = {
    operator: await employee(stage, 'operator'),
    second: await employee(stage, 'operator2'),
    compliance: await employee(stage, 'compliance'),
  };
  // The second operator is a customer like any other, before whoever is not verified.
  people.splice(verifiedMax, 0, await settle(stage, office.second));
  const operator = createPerson(stage, office.operator);
  const customers: Settled[] = [];
  for (const [index, person] of people.entries()) {
    const iban = ibans[index];
    if (iban !== undefined) await verify(stage, operator, person);
    customers.push(iban === undefined ? person : await withAccount(stage, person, iban));
  }
  await drain(stage, withinMs);
  const snapshot = join(folder, 'prelude.db');
  await saveSnapshot(stage.storage, snapshot);
  const startMs = stage.timeline.now() + coolingOffMs;
  await stage.close();
  return {
    assembly,
    code,
    beginning: { startMs, snapshot },
    customers,
    office,
  };
};
