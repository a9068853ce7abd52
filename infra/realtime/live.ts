import { Construct } from 'constructs';
import { derivedSource } from '../../domain/shared/names.ts';
import { sizes } from '../config.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Handler } from '../shared/handler.ts';
import { ownMetric } from '../shared/monitoring.ts';
import { Subscriber } from '../shared/subscriber.ts';
import { SocketApi } from './socket-api.ts';

/** Connections of people who look, and those who tell them of news. */
export class Live extends Construct {
  readonly url: string;

  constructor(scope: Construct, parts: Parts) {
    super(scope, 'Live');
    const { platform, data } = parts;
    const { connections, guards } = data.tables;
    const ticket = { throttle: 'read' } as const;
    const route = 'POST /v1/live-tickets';
    endpoint(this, platform, route, 'realtime/issue-ticket', ticket, guards.may('PutItem'));
    const size = sizes.request;
    const socket = (handler: string, ...access: readonly Access[]) =>
      new Handler(this, platform, { handler: `realtime/${handler}`, size, access });
    const api = new SocketApi(this, platform, {
      admit: socket('admit', guards.may('DeleteItem')),
      connect: socket('connect', connections.may('Query', 'BatchWriteItem')),
      disconnect: socket('disconnect', connections.may('BatchWriteItem')),
      other: socket('answer-message'),
    });
    this.url = api.url;
    this.#tell(parts, api);
  }

  #tell({ platform, data, ledger }: Parts, api: SocketApi) {
    const { connections } = data.tables;
    const { bus } = ledger.bus;
    const { marketSession } = platform.config;
    const everybody = new Subscriber(this, platform, {
      bus,
      handler: 'realtime/tell-everybody',
      pattern: {
        source: ['assay.market', derivedSource],
        detailType: ['MarketPriceUpdated', 'MarketOpened', 'MarketClosed', 'PoolUpdated'],
      },
      size: sizes.broadcast,
      access: [connections.may('Scan', 'DeleteItem'), api.mayPost, { env: { marketSession } }],
    });
    const watchers = new Subscriber(this, platform, {
      bus,
      handler: 'realtime/tell-watchers',
      pattern: {
        source: [derivedSource],
        detailType: [
          'WalletBalanceUpdated',
          'PortfolioUpdated',
          'PortfolioValuationUpdated',
          'TransactionUpdated',
          'WithdrawalUpdated',
          'NotificationCreated',
          'AccountUpdated',
          'WorkUpdated',
        ],
      },
      access: [connections.may('Query', 'DeleteItem'), api.mayPost],
    });
    api.acknowledgePosting(everybody, watchers);
    platform.monitoring.dashboards.addPlatform(
      'People told at once',
      ownMetric('Broadcast', 'Sum', { outcome: 'sent' }),
      ownMetric('Broadcast', 'Sum', { outcome: 'failed' }),
      ownMetric('Connected', 'Sum'),
    );
  }
}
