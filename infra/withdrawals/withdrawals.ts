import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { ownMetric } from '../shared/monitoring.ts';
import type { Platform } from '../shared/platform.ts';
import { WithdrawalSaga } from './withdrawal-saga.ts';

/** Money out: what customers ask for, what people decide, and the saga between. */
export class Withdrawals extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Withdrawals');
    this.#customers(parts);
    this.#operations(parts);
    new WithdrawalSaga(this, parts);
    watch(this, parts.platform);
  }

  #customers({ platform, data: { keys, tables } }: Parts) {
    endpoint(
      this,
      platform,
      'POST /v1/withdrawals',
      'withdrawals/request-withdrawal',
      { throttle: 'money' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
      { env: { currency: platform.config.currency } },
    );
    endpoint(
      this,
      platform,
      'GET /v1/withdrawals',
      'withdrawals/list-withdrawals',
      { throttle: 'read' },
      tables.withdrawals.may('Query'),
    );
    endpoint(
      this,
      platform,
      'GET /v1/withdrawals/{id}',
      'withdrawals/get-withdrawal',
      { throttle: 'read' },
      tables.withdrawals.may('GetItem'),
      tables.guards.may('GetItem'),
    );
    this.#decision('DELETE /v1/withdrawals/{id}', 'withdrawals/cancel-withdrawal', {
      platform,
      data: { keys, tables },
    });
  }

  #operations({ platform, data }: Parts) {
    endpoint(
      this,
      platform,
      'GET /v1/admin/withdrawals',
      'withdrawals/list-by-status',
      { throttle: 'operations' },
      data.tables.withdrawals.mayQueryIndex('byStatus'),
    );
    for (const [noun, handler] of [
      ['approvals', 'approve-withdrawal'],
      ['rejections', 'reject-withdrawal'],
    ] as const)
      this.#decision(`POST /v1/admin/withdrawals/{id}/${noun}`, `withdrawals/${handler}`, {
        platform,
        data,
      });
  }

  /** Who decides on a withdrawal finds its wallet by the withdrawal's guard, and signs with a sealed address. */
  #decision(
    route: string,
    handler: string,
    {
      platform,
      data: { keys, tables },
    }: { readonly platform: Platform; readonly data: Pick<Parts['data'], 'keys' | 'tables'> },
  ) {
    endpoint(
      this,
      platform,
      route,
      handler,
      { throttle: 'operations' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    );
  }
}

const watch = (scope: Construct, { monitoring }: Platform) => {
  const unanswered = ownMetric('WithdrawalsUnanswered', 'Sum');
  monitoring.alarm(scope, 'WithdrawalsUnanswered', {
    metric: unanswered,
    threshold: 1,
    says: 'The bank has not said for three quarters of an hour what became of a payment.',
    chapter: 'withdrawal-unanswered',
  });
  for (const [id, says] of [
    ['BankContradiction', 'The bank contradicts itself or us about a payment.'],
    ['BankUnknownTransfer', 'The bank speaks of a transfer that is none of ours.'],
  ] as const)
    monitoring.alarm(scope, id, {
      metric: ownMetric(id, 'Sum'),
      threshold: 1,
      says: `${says} Nothing was changed by it.`,
      chapter: 'bank-contradiction',
    });
  monitoring.dashboards.addMoney(
    'Withdrawals',
    ...['completed', 'failed', 'returned'].map((outcome) =>
      ownMetric('WithdrawalsConcluded', 'Sum', { outcome }).with({ label: outcome }),
    ),
    unanswered,
  );
};
