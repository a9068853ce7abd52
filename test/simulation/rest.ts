import { decideAll, endPools } from './actors/clearing.ts';
import { standStill } from './actors/market.ts';
import { healPartners } from './actors/partners.ts';
import { poolsOf } from './actors/pools.ts';
import { moveUntil } from './clockwork.ts';
import { deadLetters, redrive } from './dead-letters.ts';
import { faultsAtRest } from './oracles/at-rest.ts';
import type { Cast } from './play.ts';
import { type Running, runningSagas } from './sagas.ts';
import { drain } from './stage.ts';
import { streamsOf } from './stores.ts';

/** A message that a dead function took along shows again after an hour, where its function may take long. */
const restWithinMs = 70 * 60_000;
const answerWithinMs = 5 * 60_000;
/** The longest that a saga waits before it asks a bank or dealer again that answers by now. */
const sagaWithinMs = 26 * 3_600_000;
const redrivesMax = 3;
/** Attempts of the bank at a message when all is well: then it is taken at the first. */
const tellingsMax = 3;

/** Orders whose answer was lost are asked again, as their customers would: then it is known what became of them. */
const settleUnknown = async (cast: Cast): Promise<void> => {
  for (const { book, retries } of cast.customers.map((customer) => ({
    book: customer.book,
    retries: [...customer.book.unknown.values()],
  }))) {
    for (const retry of retries) await moveUntil(cast.stage.timeline, retry(), answerWithinMs);
    if (book.unknown.size > 0) cast.wrong.push(`${[...book.unknown.keys()]} never got an answer`);
  }
};

/** Queues run dry; what went to the dead letters under faults is handled once there are none. */
const comeToRest = async ({ stage, wrong }: Cast): Promise<void> => {
  for (let tries = 0; ; tries++) {
    if (!(await drain(stage, restWithinMs)))
      wrong.push(`never came to rest: ${JSON.stringify(stage.platform.cloud.activity())}`);
    if (tries === redrivesMax || redrive(stage) === 0) break;
  }
  wrong.push(...deadLetters(stage));
};

/**
 * The bank's outbox is no part of the cloud's activity: it tells late messages after a minute, sends back after more, and
 * what was not taken in an outage it tells again later and later.
 */
const untilBankHasTold = async ({ stage, wrong }: Cast): Promise<void> => {
  await stage.timeline.advance(100_000);
  for (let attempts = 0; ; attempts++) {
    const { body } = await stage.control('GET', '/_local/bank/transfers');
    const due = body.webhooks.flatMap(({ dueAt }: { readonly dueAt: string | null }) =>
      dueAt === null ? [] : [Date.parse(dueAt)],
    );
    if (due.length === 0) return;
    if (attempts === tellingsMax) {
      wrong.push(`the bank was not listened to: ${JSON.stringify(body.webhooks)}`);
      return;
    }
    await stage.timeline.advance(Math.max(...due) - stage.timeline.now() + 1_000);
  }
};

/** Sagas that may go on: a pool that is open, a withdrawal that people have not decided on. */
const mayWait = async (cast: Cast, { saga, id }: Running): Promise<boolean> => {
  if (saga === 'pool')
    return (await poolsOf(cast)).some((p) => p.poolId === id && p.status === 'open');
  if (saga === 'payment') return false;
  const { body } = await cast.office.operator.ask(
    'GET',
    '/v1/admin/withdrawals?status=waiting&limit=100',
  );
  return body.items.some((row: { withdrawalId: string }) => row.withdrawalId === id);
};

const unended = async (cast: Cast): Promise<readonly Running[]> => {
  const running = await runningSagas(cast.stage);
  const waits = await Promise.all(running.map((saga) => mayWait(cast, saga)));
  return running.filter((_, index) => !waits[index]);
};

/** Sagas end, or wait for people; who has to decide decides when all is to end. */
const endSagas = async (cast: Cast, last: boolean): Promise<void> => {
  const { stage, wrong } = cast;
  const untilMs = stage.timeline.now() + sagaWithinMs;
  const during = <Value>(work: Promise<Value>) => moveUntil(stage.timeline, work, answerWithinMs);
  for (let pauseMs = 10_000; ; pauseMs = Math.min(pauseMs * 2, 15 * 60_000)) {
    if (last) await during(endPools(cast));
    await during(decideAll(cast, last));
    await comeToRest(cast);
    const left = await during(unended(cast));
    const waiting = last ? await runningSagas(stage) : left;
    // What is wrong by now will not come right in a day of waiting.
    if (waiting.length === 0 || wrong.length > 0) return;
    if (stage.timeline.now() > untilMs) {
      wrong.push(...waiting.map(({ saga, id }) => `the ${saga} saga ${id} does not end`));
      return;
    }
    await stage.timeline.advance(pauseMs);
  }
};

/**
 * All faults stop, everything under way ends, and then everything must add up. At the last rest nothing may stay open:
 * people decide on what waits for them, and pools end.
 */
export const rest = async (
  cast: Cast,
  underWay: Set<Promise<unknown>>,
  last: boolean,
): Promise<void> => {
  const { stage, wrong } = cast;
  stage.plan.heal();
  await healPartners(stage);
  await standStill(cast);
  await moveUntil(stage.timeline, Promise.all(underWay), answerWithinMs);
  underWay.clear();
  // What was under way may have changed how they behave.
  await healPartners(stage);
  await settleUnknown(cast);
  await untilBankHasTold(cast);
  await endSagas(cast, last);
  const during = <Value>(work: Promise<Value>) => moveUntil(stage.timeline, work, answerWithinMs);
  const streams = await streamsOf(stage);
  wrong.push(...(await during(faultsAtRest(cast, streams, last))));
};
