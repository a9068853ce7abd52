import { createHash } from 'node:crypto';
import { cancelAlert, setAlert } from './actors/alerts.ts';
import { changeSources, movePrice, setMarket, strikeHour } from './actors/market.ts';
import { adjust, decideCase, decideWithdrawal, reviewDeposit } from './actors/office.ts';
import {
  deposit,
  depositFromStranger,
  depositWithoutReference,
  forgeWebhook,
  kill,
} from './actors/outside.ts';
import { changeBank, changeDealer } from './actors/partners.ts';
import { cancelPool, closePool, joinPool, openPool } from './actors/pools.ts';
import { abuseQuote, takeQuote, takeQuoteTwice } from './actors/quoter.ts';
import { chooseChannels } from './actors/settings.ts';
import {
  buyAmount,
  buyBeyond,
  buyGrams,
  buyOften,
  look,
  repeatOrder,
  reuseKey,
  sellAmount,
  sellBeyond,
  sellGrams,
} from './actors/trader.ts';
import {
  cancelWithdrawal,
  touchForeign,
  withdrawAndCancel,
  withdrawInVain,
  withdrawLarge,
  withdrawSmall,
  withdrawTwice,
} from './actors/withdrawals.ts';
import { moveUntil } from './clockwork.ts';
import { cents } from './model/amounts.ts';
import { type Book, emptyBook } from './model/books.ts';
import { createPerson } from './person.ts';
import type { Cast, Customer, Play } from './play.ts';
import type { Prelude, Settled } from './prelude.ts';
import { rest } from './rest.ts';
import type { Action, Step } from './script.ts';
import { openStage, type Stage } from './stage.ts';
import { streamsOf } from './stores.ts';
import type { FaultRates } from './weather.ts';

/** Steps between two moments in which everything must come to rest and add up. */
const stepsPerRest = 250;
const answerWithinMs = 5 * 60_000;

const plays: Readonly<Record<Action, Play>> = {
  deposit,
  'deposit-from-stranger': depositFromStranger,
  'deposit-without-reference': depositWithoutReference,
  'buy-grams': buyGrams,
  'buy-amount': buyAmount,
  'buy-often': buyOften,
  'buy-beyond': buyBeyond,
  'sell-grams': sellGrams,
  'sell-amount': sellAmount,
  'sell-beyond': sellBeyond,
  'take-quote': takeQuote,
  'take-quote-twice': takeQuoteTwice,
  'abuse-quote': abuseQuote,
  'repeat-order': repeatOrder,
  'reuse-key': reuseKey,
  look,
  'move-price': movePrice,
  'close-market': setMarket(false),
  'open-market': setMarket(true),
  'change-sources': changeSources,
  'strike-hour': strikeHour,
  'set-alert': setAlert,
  'cancel-alert': cancelAlert,
  'choose-channels': chooseChannels,
  'change-bank': changeBank,
  'change-dealer': changeDealer,
  'withdraw-small': withdrawSmall,
  'withdraw-large': withdrawLarge,
  'withdraw-twice': withdrawTwice,
  'withdraw-in-vain': withdrawInVain,
  'withdraw-and-cancel': withdrawAndCancel,
  'cancel-withdrawal': cancelWithdrawal,
  'touch-foreign': touchForeign,
  'decide-withdrawal': decideWithdrawal,
  'review-deposit': reviewDeposit,
  'decide-case': decideCase,
  adjust,
  'open-pool': openPool,
  'join-pool': joinPool,
  'close-pool': closePool,
  'cancel-pool': cancelPool,
  'forge-webhook': forgeWebhook,
  kill,
};

/** What one run came to. */
export interface Outcome {
  readonly seed: number;
  readonly steps: number;
  /** What must not be; empty when all is well. */
  readonly wrong: readonly string[];
  /** How many lines of the script were played. */
  readonly lines: number;
  /** SHA-256 over every line of the trace and the head of every stream: the same for the same seed. */
  readonly hash: string;
  readonly trace: readonly string[];
  readonly injected: Readonly<Record<string, number>>;
}

export interface Run {
  readonly prelude: Prelude;
  readonly seed: number;
  /** Ends after so many steps, or when the script does. */
  readonly steps: number;
  readonly script: Iterable<Step>;
  readonly rates: FaultRates;
}

const bookWith = ({ deposit: { id, amount } }: Settled): Book => {
  const book = emptyBook();
  book.deposits.set(id, cents(amount));
  return book;
};

const castOf = (stage: Stage, { customers, office }: Prelude): Cast => ({
  stage,
  office: {
    operator: createPerson(stage, office.operator),
    second: createPerson(stage, office.second),
    compliance: createPerson(stage, office.compliance),
  },
  suspense: new Map(),
  bank: { returnsUntilMs: 0 },
  held: [],
  customers: customers.map((settled) => ({
    person: createPerson(stage, settled),
    book: bookWith(settled),
    reference: settled.reference,
    bankAccountId: settled.bankAccountId,
    remembered: [],
    underWay: 0,
  })),
  wrong: stage.answers.wrong,
});

const headsOf = async (stage: Stage): Promise<string> =>
  [...(await streamsOf(stage))]
    .map(([stream, stored]) => {
      const last = stored.at(-1)?.commit;
      return `${stream} ${last?.version} ${Buffer.from(last?.hash ?? []).toString('hex')}`;
    })
    .sort()
    .join('\n');

/**
 * Plays a script under a seed and checks the oracles at every rest. A step is one move of the scheduler: somebody acts,
 * or time moves to the next thing that is due. The same script and seed make the same trace.
 */
export const simulate = async ({ prelude, seed, steps, script, rates }: Run): Promise<Outcome> => {
  const { assembly, code, beginning } = prelude;
  const stage = await openStage({ assembly, code, beginning, seed, rates });
  const { timeline } = stage;
  const cast = castOf(stage, prelude);
  const underWay = new Set<Promise<unknown>>();
  const trace: string[] = [];
  let [lines, restedAt] = [0, 0];
  const taken = () => lines + timeline.moments();

  const playOne = async (step: Step): Promise<void> => {
    const customer = cast.customers[step.who % cast.customers.length] as Customer;
    const happened = await plays[step.action](cast, customer, step);
    const at = new Date(timeline.now()).toISOString();
    trace.push(`${at} ${step.index} ${customer.person.name} ${step.action}: ${happened}`);
  };
  const takeRest = async (last: boolean): Promise<void> => {
    await rest(cast, underWay, last);
    trace.push(`at rest: ${cast.wrong.length} wrong`);
    stage.plan.resume();
    restedAt = taken();
  };
  stage.plan.resume();
  for (const step of script) {
    lines += 1;
    const playing = playOne(step);
    underWay.add(playing);
    if (step.alone) await moveUntil(timeline, playing, answerWithinMs);
    await timeline.advance(step.waitMs);
    if (taken() - restedAt >= stepsPerRest) await takeRest(false);
    if (cast.wrong.length > 0 || taken() >= steps) break;
  }
  if (cast.wrong.length === 0) await takeRest(true);
  const hash = createHash('sha256')
    .update(trace.join('\n'))
    .update(await headsOf(stage));
  await stage.close();
  return {
    seed,
    steps: taken(),
    lines,
    wrong: cast.wrong,
    hash: hash.digest('hex'),
    trace,
    injected: stage.plan.injected(),
  };
};
