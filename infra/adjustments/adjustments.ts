import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** Corrections of customers' cash, by two people. */
export class Adjustments extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'Adjustments');
    const { keys, tables } = data;
    const throttle = { throttle: 'operations' } as const;
    /** Appends to a wallet, and seals who did it from where. */
    const appends = [
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    ];
    const command = (route: string, handler: string) =>
      endpoint(this, platform, route, `adjustments/${handler}`, throttle, ...appends);
    command('POST /v1/admin/adjustments', 'request-adjustment');
    command('POST /v1/admin/adjustments/{id}/approvals', 'approve-adjustment');
    command('POST /v1/admin/adjustments/{id}/rejections', 'decline-adjustment');
    endpoint(
      this,
      platform,
      'GET /v1/admin/adjustments',
      'adjustments/list-adjustments',
      throttle,
      tables.adjustments.may('Query'),
    );
  }
}
