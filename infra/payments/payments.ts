import { Duration } from 'aws-cdk-lib';
import { Errors, Pass, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { mayCallBank } from '../bank/bank-access.ts';
import { bankWait, nextRound } from '../bank/bank-wait.ts';
import { sizes } from '../config.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { Handler } from '../shared/handler.ts';
import { ownMetric } from '../shared/monitoring.ts';
import type { Platform } from '../shared/platform.ts';
import { Saga } from '../shared/saga.ts';
import { mayAnswer, mayStart } from '../shared/saga-access.ts';
import { waitForAnswer } from '../shared/saga-steps.ts';
import { Subscriber } from '../shared/subscriber.ts';

const saga = 'payment';

/** What is not over then needs people, who make the bank speak (see the runbook). */
const withinAll = Duration.days(60);

/**
 * Payments of the house's own: money of nobody's that goes back, and what the dealer is owed for a pool. The deciding
 * aggregate has written that it is to be paid, under an id of its own; the saga asks the bank until it has said what
 * became of it, and the bank's word is written once, with a permanent guard (see the withdrawal's saga for why nothing is
 * paid twice and no answer missed).
 */
export class Payments extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Payments');
    const begin = Pass.jsonata(this, 'Begin', { assign: { round: 0 } });
    const pay = waitForAnswer(this, 'Pay', this.#payer(parts), {
      timeout: bankWait,
      tell: { round: '$round' },
    });
    const pause = Wait.jsonata(this, 'PauseUnableToPay', { time: WaitTime.seconds(bankWait) });
    pay
      .addCatch(pay, { errors: [Errors.TIMEOUT], ...nextRound })
      .addCatch(pause.next(pay), { errors: [Errors.ALL], ...nextRound });
    const definition = begin.next(pay).next(new Succeed(this, 'Done'));
    new Saga(this, parts.platform, { saga, definition, timeout: withinAll });
    this.#events(parts);
    watch(this, parts.platform);
  }

  #payer(parts: Parts): Handler {
    const { platform, data } = parts;
    const { tables, keys } = data;
    const { iban, name } = platform.config.dealer;
    const dealer: Access = { env: { dealerIban: iban, dealerName: name } };
    return new Handler(this, platform, {
      handler: 'payments/pay',
      size: sizes.step,
      access: [
        tables.events.may('Query', 'GetItem', 'PutItem'),
        tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
        tables.personKeys.may('GetItem'),
        keys.readPersonalData,
        dealer,
        mayCallBank(parts),
        mayAnswer(this, platform, saga),
      ],
    });
  }

  #events({ platform, data: { tables }, ledger }: Parts) {
    const { bus } = ledger.bus;
    const source = ['assay.suspense', 'assay.pool'];
    new Subscriber(this, platform, {
      bus,
      handler: 'payments/start-payment',
      pattern: { source, detailType: ['UnmatchedFundsReturned', 'BulkPaymentOrdered'] },
      access: [mayStart(this, platform, saga)],
    });
    new Subscriber(this, platform, {
      bus,
      handler: 'payments/wake-payment',
      pattern: {
        source,
        detailType: [
          'UnmatchedFundsReturnPaid',
          'UnmatchedFundsReturnFailed',
          'BulkPaymentCompleted',
          'BulkPaymentFailed',
        ],
      },
      access: [tables.guards.may('GetItem'), mayAnswer(this, platform, saga)],
    });
  }
}

const watch = (scope: Construct, { monitoring }: Platform) => {
  const concluded = (outcome: string) => ownMetric('PaymentsConcluded', 'Sum', { outcome });
  const unanswered = ownMetric('PaymentsUnanswered', 'Sum');
  const chapter = 'payment-not-made';
  monitoring.alarm(scope, 'Failed', {
    metric: concluded('failed'),
    threshold: 1,
    says: 'The bank could not make a payment of the house: people decide again.',
    chapter,
  });
  monitoring.alarm(scope, 'Returned', {
    metric: concluded('returned'),
    threshold: 1,
    says: 'A payment of the house came back: people decide again.',
    chapter,
  });
  monitoring.alarm(scope, 'Unanswered', {
    metric: unanswered,
    threshold: 1,
    says: 'The bank has not said for three quarters of an hour what became of a payment of the house.',
    chapter,
  });
  monitoring.dashboards.addMoney(
    'Payments of the house',
    concluded('completed').with({ label: 'completed' }),
    concluded('failed').with({ label: 'failed' }),
    concluded('returned').with({ label: 'returned' }),
    unanswered,
  );
};
