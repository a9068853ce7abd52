import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** The bank accounts that customers may be paid to. */
export class Payees extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'Payees');
    const { keys, tables } = data;
    const opened = [tables.personKeys.may('GetItem'), keys.readPersonalData];
    endpoint(
      this,
      platform,
      'GET /v1/bank-accounts',
      'accounts/list-bank-accounts',
      { throttle: 'read' },
      tables.events.may('Query'),
      ...opened,
    );
    endpoint(
      this,
      platform,
      'POST /v1/bank-accounts',
      'accounts/add-bank-account',
      { throttle: 'credentials' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'UpdateItem', 'PutItem'),
      keys.indexIban,
      ...opened,
    );
    endpoint(
      this,
      platform,
      'DELETE /v1/bank-accounts/{id}',
      'accounts/remove-bank-account',
      { throttle: 'credentials' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem'),
      ...opened,
    );
  }
}
