import { Construct } from 'constructs';
import { eventsOf } from '../ledger/bus.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { ownMetric } from '../shared/monitoring.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** What the rules against money laundering find, and what people make of it. */
export class Compliance extends Construct {
  constructor(scope: Construct, { platform, data, ledger }: Parts) {
    super(scope, 'Compliance');
    const { keys, tables } = data;
    const throttle = { throttle: 'operations' } as const;
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'compliance/open-cases',
      pattern: {
        ...eventsOf('wallet'),
        detail: {
          $or: [
            { eventType: ['DepositConfirmed'] },
            { eventType: ['WithdrawalScreened'], eventData: { screening: ['hit'] } },
          ],
        },
      },
      access: [
        tables.events.may('Query', 'GetItem', 'PutItem'),
        tables.guards.may('GetItem', 'UpdateItem'),
      ],
    });
    endpoint(
      this,
      platform,
      'GET /v1/admin/cases',
      'compliance/list-cases',
      throttle,
      tables.cases.mayQueryIndex('byStatus'),
    );
    endpoint(
      this,
      platform,
      'POST /v1/admin/cases/{id}/decisions',
      'compliance/decide-case',
      throttle,
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'UpdateItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    );
    platform.monitoring.dashboards.addMoney(
      'Cases opened',
      ...['deposit', 'withdrawal'].map((trigger) =>
        ownMetric('CasesOpened', 'Sum', { trigger }).with({ label: trigger }),
      ),
    );
  }
}
