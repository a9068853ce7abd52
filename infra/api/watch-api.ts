import type { Construct } from 'constructs';
import { type Monitoring, metric } from '../shared/monitoring.ts';

/** What customers feel: errors that are our fault, and waiting. */
export const watchApi = (scope: Construct, monitoring: Monitoring, apiId: string): void => {
  monitoring.alarm(scope, 'ServerErrors', {
    metric: metric('AWS/ApiGateway', '5xx', 'Sum', { ApiId: apiId }),
    threshold: 1,
    says: 'The API answered with a server error.',
    chapter: 'api-errors',
  });
  const latency = metric('AWS/ApiGateway', 'Latency', 'p99', { ApiId: apiId });
  monitoring.alarm(scope, 'Slow', {
    metric: latency,
    threshold: 3_000,
    periods: 3,
    says: 'One request in a hundred takes more than three seconds.',
    chapter: 'api-slow',
  });
};
