import { moveUntil } from '../simulation/clockwork.ts';
import { createPerson, type Person } from '../simulation/person.ts';
import type { Settled } from '../simulation/prelude.ts';
import { drain, openStage, type Stage } from '../simulation/stage.ts';
import { usualRates } from '../simulation/weather.ts';
import { inWorld } from '../simulation/world.ts';
import { quietly } from './on-platform.ts';

const withinMs = 60_000;
const times = 5;

/** Compute time, which virtual time does not know, and mails, which cost more than all the rest and are told apart. */
const apart: ReadonlySet<string> = new Set(['lambda.gbSeconds', 'ses.emails']);

/** The bill of one act and of all that follows from it, but for what is told apart. */
const billed = async (stage: Stage, what: string, act: (n: number) => Promise<unknown>) => {
  // The first time, instances begin and fetch their keys.
  await moveUntil(stage.timeline, act(0), withinMs);
  await drain(stage, withinMs);
  stage.meter.reset();
  for (let n = 1; n <= times; n++) {
    await moveUntil(stage.timeline, act(n), withinMs);
    await drain(stage, withinMs);
  }
  const rows = stage.meter
    .report()
    .byDimension.filter(({ dimension }) => dimension !== 'lambda.gbSeconds');
  const picoUsd = rows
    .filter(({ dimension }) => !apart.has(dimension))
    .reduce((sum, row) => sum + row.picoUsd, 0n);
  return {
    what,
    usdPerMillion: Number((Number(picoUsd) / 1e6 / times).toFixed(2)),
    ...Object.fromEntries(
      rows.map(({ dimension, quantity }) => [
        dimension,
        Number((Number(quantity) / times).toFixed(2)),
      ]),
    ),
  };
};

const actsOf = (stage: Stage, person: Person, { reference, name }: Settled) => {
  const order = (path: string, body: object) => async (n: number) => {
    const answer = await person.ask('POST', path, { key: `${path} ${n}`, body });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.code}`);
  };
  return {
    deposit: () =>
      stage.control('POST', '/_local/bank/transfers', {
        reference,
        amount: '50.00',
        debtorName: name,
        debtorIban: 'DE89370400440532013000',
      }),
    purchase: order('/v1/purchases', { grams: '0.1' }),
    sale: order('/v1/sales', { grams: '0.1' }),
  };
};

/**
 * What an act costs at AWS list prices in everything but compute time and mails: in virtual time and without faults, so
 * that each run counts the same, to the byte of a log.
 */
export const bill = () =>
  quietly(() =>
    inWorld(async ({ prelude: { assembly, beginning, customers } }) => {
      const stage = await openStage({ assembly, beginning, seed: 1, rates: usualRates });
      const [customer] = customers;
      if (customer === undefined) throw new Error('the prelude knows nobody');
      const person = createPerson(stage, customer);
      // So that a deposit's message is among what follows from it.
      await stage.control('PUT', '/_local/bank/behaviour', { webhook: 'before-answer' });
      const rows: Awaited<ReturnType<typeof billed>>[] = [];
      for (const [what, act] of Object.entries(actsOf(stage, person, customer)))
        rows.push(await billed(stage, what, act));
      await stage.close();
      return rows;
    }),
  );
