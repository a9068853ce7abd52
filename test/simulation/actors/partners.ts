import { further, pick } from '../chance.ts';
import type { Play } from '../play.ts';
import type { Stage } from '../stage.ts';

/** What each of the outside world can be told to do; what is named twice happens more often. */
const bankSides = {
  webhook: ['once', 'twice', 'twice', 'late', 'before-answer', 'never'],
  outgoing: ['settle', 'settle', 'fail', 'refuse', 'return', 'return', 'hang', 'error-after-work'],
  api: ['up', 'up', 'up', 'down', 'nonsense', 'nonsense'],
} as const;
const dealerSides = {
  orders: [
    'fill',
    'fill',
    'dearer',
    'less',
    'over-budget',
    'refuse',
    'unknown',
    'error-after-work',
    'hang-after-work',
  ],
  api: ['up', 'up', 'up', 'down', 'nonsense'],
} as const;

/** Well, and given to saying everything twice, which nobody may mind. */
const wellBank = { webhook: 'twice', outgoing: 'settle', api: 'up' } as const;
const returnAfterMs = 10_000;
const returnAfter = `${returnAfterMs}ms`;
/** All sources of prices as documented. */
export const wellSources = {
  goldapi: 'fine',
  'metals-dev': 'fine',
  metalpriceapi: 'fine',
} as const;
const wellDealer = { orders: 'fill', api: 'up' } as const;

const bankBehaviour = '/_local/bank/behaviour';

/** Tells the bank how to behave, and whoever judges answers whether its API does what it should. */
const tellBank = async ({ control, answers }: Stage, behaviour: object): Promise<void> => {
  const { body } = await control('PUT', bankBehaviour, behaviour);
  answers.bankIs(body.api === 'up');
};

/** The bank pays, fails, refuses, sends back or hangs, tells once, twice, late, early or never, and its API comes and goes. */
export const changeBank: Play = async ({ stage, bank }, _customer, { size, turn }) => {
  const [webhook, outgoing] = [pick(bankSides.webhook, size), pick(bankSides.outgoing, turn)];
  const before = await stage.control('GET', bankBehaviour);
  if (before.body.outgoing === 'return') bank.returnsUntilMs = stage.timeline.now() + returnAfterMs;
  const returns = outgoing === 'return' || stage.timeline.now() <= bank.returnsUntilMs;
  const next = {
    // That money came back without a word is found by a reconciliation, the night after.
    webhook: webhook === 'never' && returns ? 'late' : webhook,
    outgoing,
    api: pick(bankSides.api, further(size, 97)),
    returnAfter,
  };
  await tellBank(stage, next);
  return Object.values(next).join(', ');
};

/** From now on the bank sends back what it is given to pay, soon, and says so twice. */
export const sendBack = (stage: Stage): Promise<void> =>
  tellBank(stage, { ...wellBank, outgoing: 'return', returnAfter });

/** The dealer fills, asks more, gives less or too much, refuses, mumbles or hangs, and its API comes and goes. */
export const changeDealer: Play = async ({ stage }, _customer, { size, turn }) => {
  const next = { orders: pick(dealerSides.orders, size), api: pick(dealerSides.api, turn) };
  await stage.control('PUT', '/_local/dealer/behaviour', next);
  return Object.values(next).join(', ');
};

/** A bank that tells nobody anything begins to tell again. */
export const speakAgain = async (stage: Stage): Promise<void> => {
  const { body } = await stage.control('GET', bankBehaviour);
  if (body.webhook === 'never') await tellBank(stage, { webhook: 'once' });
};

/** Bank, dealer and market do what is asked of them again, and what hung at the bank goes on. */
export const healPartners = async (stage: Stage): Promise<void> => {
  const { control } = stage;
  await tellBank(stage, wellBank);
  await control('POST', '/_local/bank/hung-transfers', {});
  await control('PUT', '/_local/dealer/behaviour', wellDealer);
  await control('PUT', '/_local/market/sources', wellSources);
};

/** What the bank did, as it says itself: nothing of it comes from the platform. */
export interface Transfer {
  readonly endToEndId: string;
  readonly amount: string;
  readonly status: 'processing' | 'completed' | 'failed' | 'returned';
}

export interface BankBooks {
  readonly received: readonly { readonly bankTransactionId: string; readonly amount: string }[];
  readonly paid: readonly Transfer[];
}

export const bankBooksOf = async ({ control }: Stage): Promise<BankBooks> =>
  (await control('GET', '/_local/bank/transfers')).body;

/** What the dealer did, as it says itself. */
export interface DealerOrder {
  readonly orderId: string;
  readonly outcome: {
    readonly status: string;
    readonly grams?: string;
    readonly totalCost?: string;
  };
}

export const dealerOrdersOf = async ({ control }: Stage): Promise<readonly DealerOrder[]> =>
  (await control('GET', '/_local/dealer/orders')).body.items;
