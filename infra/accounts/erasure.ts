import { Construct } from 'constructs';
import { eventsOf } from '../ledger/bus.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** The right to be forgotten: a decision, and what carries it out. */
export class Erasure extends Construct {
  constructor(scope: Construct, { platform, data, ledger }: Parts) {
    super(scope, 'Erasure');
    const { keys, tables, userPool } = data;
    endpoint(
      this,
      platform,
      'DELETE /v1/me',
      'accounts/erase-me',
      { throttle: 'credentials' },
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('DeleteItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
      keys.indexEmail,
    );
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'accounts/forget-person',
      pattern: eventsOf('user', 'PersonalDataErased'),
      access: [tables.personKeys.may('DeleteItem'), userPool.mayAdminister('AdminDeleteUser')],
    });
  }
}
