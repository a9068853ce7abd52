import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Handler } from '../shared/handler.ts';
import { type Monitoring, metric, ownMetric } from '../shared/monitoring.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** The bank's statements against our books: taken in, compared line by line, summed up. */
export class Reconciliation extends Construct {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Reconciliation');
    const { platform, data } = parts;
    const { keys, tables } = data;
    const { bank, currency } = platform.config;
    /** Stores a statement of our own account, sealed. */
    const takesIn: readonly Access[] = [
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem'),
      tables.personKeys.may('GetItem', 'PutItem'),
      keys.writePersonalData,
      { env: { depositIban: bank.depositIban } },
    ];
    const throttle = { throttle: 'operations' } as const;
    endpoint(
      this,
      platform,
      'POST /v1/admin/reconciliations',
      'reconciliation/upload-statement',
      { ...throttle, size: sizes.statement },
      ...takesIn,
    );
    endpoint(
      this,
      platform,
      'GET /v1/admin/reconciliations',
      'reconciliation/list-reconciliations',
      throttle,
      tables.reconciliations.may('Query'),
      { env: { currency } },
    );
    endpoint(
      this,
      platform,
      'GET /v1/admin/reconciliations/{id}',
      'reconciliation/get-reconciliation',
      throttle,
      tables.events.may('Query'),
    );
    this.#fetch(parts, takesIn);
    this.#compare(parts);
    this.#watch(platform.monitoring);
  }

  #fetch({ platform, data }: Parts, takesIn: readonly Access[]) {
    const { currency, bank } = platform.config;
    const { lambda } = new Handler(this, platform, {
      handler: 'reconciliation/fetch-statement',
      size: sizes.statement,
      access: [
        ...takesIn,
        data.secrets.readBankCredential,
        data.tables.reconciliations.may('Query'),
        { env: { currency, bankApiUrl: bank.apiUrl } },
      ],
    });
    // The next hour's run fetches what this one did not.
    lambda.configureAsyncInvoke({ retryAttempts: 2, maxEventAge: Duration.hours(1) });
    new Rule(this, 'EarlyMorning', {
      schedule: Schedule.cron({ minute: '10', hour: '4-9' }),
      targets: [new LambdaFunction(lambda, { retryAttempts: 2, maxEventAge: Duration.hours(1) })],
    });
  }

  #compare({ platform, data, ledger }: Parts) {
    const { keys, tables } = data;
    const { currency } = platform.config;
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'reconciliation/reconcile-statement',
      size: sizes.nightly,
      pattern: {
        source: ['assay.reconciliation'],
        detail: { lastInCommit: [true], state: { status: ['listed'] } },
      },
      access: [
        tables.events.may('Query', 'GetItem', 'PutItem'),
        tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
        tables.personKeys.may('GetItem', 'PutItem'),
        keys.writePersonalData,
        tables.bankMovements.may('Query'),
        tables.reconciliations.may('Query'),
        { env: { currency } },
      ],
    });
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'reconciliation/balance-books',
      size: sizes.nightly,
      pattern: { source: ['assay.reconciliation'], detailType: ['StatementReconciled'] },
      access: [
        tables.events.may('Query', 'PutItem'),
        tables.userWallets.may('Scan'),
        tables.depositReviews.may('Query'),
      ],
    });
  }

  #watch(monitoring: Monitoring) {
    const differs = ownMetric('BooksDiffer', 'Maximum');
    monitoring.alarm(this, 'BooksDiffer', {
      metric: differs,
      threshold: 1,
      says: 'The bank holds more or less than customers, suspense, house and transit together.',
      chapter: 'books-differ',
    });
    monitoring.alarm(this, 'BooksNotBalanced', {
      metric: metric('Assay', 'BooksDiffer', 'SampleCount', {}, 24 * 60),
      threshold: 1,
      below: true,
      silenceIsBad: true,
      says: 'No statement of the bank was compared and summed up for a day.',
      chapter: 'books-not-balanced',
    });
    const verdicts = ['missing-here', 'missing-there', 'amount-differs', 'duplicate'];
    for (const verdict of verdicts)
      monitoring.alarm(this, `Lines-${verdict}`, {
        metric: ownMetric('StatementLines', 'Sum', { verdict }),
        threshold: 1,
        says: `A line of the bank's statement and our books disagree: ${verdict}.`,
        chapter: 'statement-discrepancies',
      });
    monitoring.dashboards.addMoney('Books that differ', differs);
    monitoring.dashboards.addMoney(
      'Lines of statements',
      ...['matched', ...verdicts].map((verdict) =>
        ownMetric('StatementLines', 'Sum', { verdict }).with({ label: verdict }),
      ),
    );
  }
}
