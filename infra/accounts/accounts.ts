import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** Registration, log-in and the own profile. */
export class Accounts extends Construct {
  constructor(scope: Construct, { platform, data, ledger }: Parts) {
    super(scope, 'Accounts');
    const { keys, tables, userPool } = data;
    const credentials = { throttle: 'credentials', public: true } as const;
    endpoint(
      this,
      platform,
      'POST /v1/users',
      'accounts/register-user',
      credentials,
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem'),
      tables.personKeys.may('GetItem', 'PutItem'),
      keys.writePersonalData,
      keys.indexEmail,
      { env: { currency: platform.config.currency } },
      userPool.mayAdminister(
        'AdminCreateUser',
        'AdminSetUserPassword',
        'AdminAddUserToGroup',
        'AdminGetUser',
      ),
    );
    endpoint(
      this,
      platform,
      'POST /v1/sessions',
      'accounts/create-session',
      credentials,
      userPool.logIn,
    );
    endpoint(
      this,
      platform,
      'POST /v1/sessions/refresh',
      'accounts/refresh-session',
      credentials,
      userPool.logIn,
    );
    endpoint(this, platform, 'DELETE /v1/sessions', 'accounts/end-session', { throttle: 'read' });
    // They carry the person's own access token, which is all the right that Cognito asks for.
    for (const [route, handler, ...access] of [
      ['POST /v1/me/mfa', 'enrol-mfa'],
      ['POST /v1/me/mfa/verify', 'verify-mfa', ledger.bus.mayPublish],
      ['DELETE /v1/me/mfa', 'remove-mfa', ledger.bus.mayPublish],
    ] as const)
      endpoint(
        this,
        platform,
        route,
        `accounts/${handler}`,
        { throttle: 'credentials' },
        ...access,
      );
    endpoint(
      this,
      platform,
      'GET /v1/me',
      'accounts/get-me',
      { throttle: 'read' },
      tables.events.may('Query'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    );
  }
}
