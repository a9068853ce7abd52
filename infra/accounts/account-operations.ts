import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** What operations and compliance see of accounts, and decide about them. */
export class AccountOperations extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'AccountOperations');
    const { keys, tables } = data;
    const operations = { throttle: 'operations' } as const;
    const open = [
      tables.events.may('Query'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    ];
    const users = '/v1/admin/users';
    endpoint(
      this,
      platform,
      `GET ${users}`,
      'accounts/find-users',
      operations,
      ...open,
      tables.guards.may('GetItem'),
      keys.indexEmail,
    );
    endpoint(this, platform, `GET ${users}/{id}`, 'accounts/get-user', operations, ...open);
    const decide = [
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    ];
    for (const [route, handler] of [
      ['verifications', 'decide-verification'],
      ['suspensions', 'suspend-user'],
      ['reinstatements', 'reinstate-user'],
    ])
      endpoint(
        this,
        platform,
        `POST ${users}/{id}/${route}`,
        `accounts/${handler}`,
        operations,
        ...decide,
      );
  }
}
