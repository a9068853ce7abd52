import { Duration } from 'aws-cdk-lib';
import { Choice, Condition, Errors, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { mayCallBank } from '../bank/bank-access.ts';
import { bankWait, nextRound } from '../bank/bank-wait.ts';
import { sizes } from '../config.ts';
import { eventsOf } from '../ledger/bus.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { Handler } from '../shared/handler.ts';
import { Saga } from '../shared/saga.ts';
import { mayAnswer, mayStart } from '../shared/saga-access.ts';
import { step, waitForAnswer } from '../shared/saga-steps.ts';
import { Subscriber } from '../shared/subscriber.ts';

const saga = 'withdrawal';

/** So long people have to decide; then policy says no, and the money is the customer's again. */
const decisionWithin = Duration.days(7);

/** Longer than people may take and the bank is asked; what is not over then needs people (see the runbook). */
const withinAll = Duration.days(60);

/** What ends a wait: a decision of people, the customer's change of mind, the bank's word. */
const wakingEvents = [
  'WithdrawalApproved',
  'WithdrawalRejected',
  'WithdrawalCancelled',
  'WithdrawalCompleted',
  'WithdrawalFailed',
];

/**
 * The life of a withdrawal from its request on, when its money is reserved already.
 *
 *     Screen ─ WhatNow ─┬ requested ─ AskPeople ─ WhatNow        (7 days without a decision: Release)
 *                       ├ approved, processing ─ Pay ⟲           (each time-out: asks the bank again; fails: pauses)
 *                       └ ended ─ Done
 *
 * Why no money stays reserved for ever. Money is reserved while the withdrawal is open, and it is open in three states.
 * `requested`: AskPeople ends by a decision, by the customer, or after seven days by Release; Screen and AskPeople that
 * cannot be done end in Release as well. `approved`: nobody is asked any more, Pay follows at once and either starts the
 * payment or, the wallet being frozen, fails it; if the function of Pay cannot run at all, it is tried again until the
 * saga's own end, and the customer can cancel. `processing`: the bank was asked, and only its word may end it: by the
 * webhook, which needs no saga, or by Pay, which asks again in growing waits, with an alarm from 45 minutes on. A bank
 * that says nothing in 60 days ends the saga with an alarm, and people make the bank speak: guessing would pay twice or
 * not at all.
 *
 * Why nothing is paid twice. The bank is asked under one `endToEndId`, the withdrawal's own, which it carries out once;
 * a payment is ordered in the state `processing` only, which is entered once and left by the bank's word alone, so no
 * money that is on its way is ever released. A refusal counts only when no earlier try was lost. The bank's word is
 * written together with a permanent guard that remembers it: its second telling changes nothing, its contradiction
 * (failed, then completed or returned) is reported and changes nothing, and a return credits once.
 *
 * Why no answer is missed. The state of the wallet is the only truth; tokens merely wake. A step keeps its token, then
 * looks; whoever decides writes, then looks for a token; so the later of the two sees both. A token that is late, used or
 * of another step wakes nobody, and what it would have told is found by the next look.
 */
export class WithdrawalSaga extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'WithdrawalSaga');
    const steps = makeSteps(this, parts);
    const whatNow = new Choice(this, 'WhatNow');
    const ask = waitForAnswer(this, 'AskPeople', steps.awaitApproval, { timeout: decisionWithin });
    const pay = waitForAnswer(this, 'Pay', steps.pay, {
      timeout: bankWait,
      tell: { round: '$round' },
    });
    const release = (id: string, because: string) =>
      step(this, id, steps.release, {
        tell: { because: JSON.stringify(because) },
        assign: { round: 0 },
      }).next(whatNow);
    const undecided = release('ReleaseUndecided', 'no-decision');
    const unable = release('ReleaseUnable', 'step-failed');

    whatNow
      .when(Condition.jsonata("{% $states.input.status = 'requested' %}"), ask)
      .when(Condition.jsonata("{% $states.input.status = 'ended' %}"), new Succeed(this, 'Done'))
      .otherwise(pay);
    ask
      .addCatch(undecided, { errors: [Errors.TIMEOUT] })
      .addCatch(unable, { errors: [Errors.ALL] })
      .next(whatNow);
    // Whatever went wrong, the bank may have been asked: nothing is concluded, it is asked again.
    const pause = Wait.jsonata(this, 'PauseUnableToPay', { time: WaitTime.seconds(bankWait) });
    pay
      .addCatch(pay, { errors: [Errors.TIMEOUT], ...nextRound })
      .addCatch(pause.next(pay), { errors: [Errors.ALL], ...nextRound });
    const definition = step(this, 'Screen', steps.screen, { assign: { round: 0 } })
      .addCatch(unable, { errors: [Errors.ALL] })
      .next(whatNow);
    new Saga(this, parts.platform, { saga, definition, timeout: withinAll });
    startAndWake(this, parts);
  }
}

const makeSteps = (scope: Construct, parts: Parts) => {
  const { platform, data } = parts;
  const { keys, tables } = data;
  const handler = (name: string, ...access: readonly Access[]) =>
    new Handler(scope, platform, { handler: `sagas/${name}`, size: sizes.step, access });
  const decides = [
    tables.events.may('Query', 'GetItem', 'PutItem'),
    tables.guards.may('GetItem', 'PutItem'),
  ];
  return {
    screen: handler('screen-withdrawal', ...decides),
    awaitApproval: handler(
      'await-approval',
      tables.events.may('Query'),
      tables.guards.may('GetItem', 'PutItem'),
      mayAnswer(scope, platform, saga),
    ),
    release: handler('release-withdrawal', ...decides),
    pay: handler(
      'pay-withdrawal',
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
      mayCallBank(parts),
      mayAnswer(scope, platform, saga),
    ),
  };
};

const startAndWake = (scope: Construct, { platform, data: { tables }, ledger }: Parts) => {
  const { bus } = ledger.bus;
  new Subscriber(scope, platform, {
    bus,
    handler: 'sagas/start-withdrawal',
    pattern: eventsOf('wallet', 'WithdrawalRequested'),
    access: [mayStart(scope, platform, saga)],
  });
  new Subscriber(scope, platform, {
    bus,
    handler: 'sagas/wake-withdrawal',
    pattern: eventsOf('wallet', ...wakingEvents),
    access: [
      tables.events.may('Query'),
      tables.guards.may('GetItem'),
      mayAnswer(scope, platform, saga),
    ],
  });
};
