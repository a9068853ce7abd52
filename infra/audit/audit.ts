import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { projectionNames } from '../../domain/shared/names.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { nameOf, type Platform } from '../shared/platform.ts';

/** What was stored, as it was stored, for those who must be able to check. */
export class Audit extends Construct {
  constructor(scope: Construct, { platform, data: { tables } }: Parts) {
    super(scope, 'Audit');
    const reads = (route: string, handler: string) =>
      endpoint(
        this,
        platform,
        route,
        `audit/${handler}`,
        { throttle: 'operations' },
        tables.events.may('Query'),
      );
    reads('GET /v1/admin/streams/{stream}', 'get-stream');
    reads('GET /v1/admin/audit', 'list-audit');
    endpoint(
      this,
      platform,
      'GET /v1/admin/projections',
      'audit/list-projections',
      { throttle: 'operations' },
      tables.projectionHealth.may('Scan'),
      tables.events.may('Query'),
      mayLookAtQueues(this, platform),
    );
  }
}

/** The projections' queues by literal names, so that this stack need not wait for theirs. */
const mayLookAtQueues = (scope: Construct, { config }: Platform): Access => {
  const { partition, region, account } = Stack.of(scope);
  const names = projectionNames.flatMap((name) => [
    nameOf(config, 'projections', name),
    nameOf(config, 'projections', name, 'dead'),
  ]);
  return {
    env: { projectionQueues: `${nameOf(config, 'projections')}-` },
    allow: [
      {
        actions: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
        resources: names.map((name) => `arn:${partition}:sqs:${region}:${account}:${name}`),
      },
    ],
  };
};
