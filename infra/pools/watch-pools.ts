import type { Construct } from 'constructs';
import { ownMetric } from '../shared/monitoring.ts';
import type { Platform } from '../shared/platform.ts';

/** What people must hear of. */
export const watchPools = (scope: Construct, { monitoring }: Platform): void => {
  const people = ownMetric('PoolNeedsPeople', 'Sum');
  const unavailable = ownMetric('DealerUnavailable', 'Sum');
  monitoring.alarm(scope, 'NeedsPeople', {
    metric: people,
    threshold: 1,
    says: 'A pool waits until people have cleared up with the dealer what it delivers.',
    chapter: 'pool-needs-people',
  });
  monitoring.alarm(scope, 'DealerUnavailable', {
    metric: unavailable,
    threshold: 3,
    says: 'The dealer does not answer; a pool that is closed waits for its gold.',
    chapter: 'dealer-unavailable',
  });
  monitoring.dashboards.addMoney('Dealer', unavailable, ownMetric('DealerUnknownAnswer', 'Sum'));
};
