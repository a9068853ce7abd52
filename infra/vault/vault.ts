import { Construct } from 'constructs';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** What the house really holds. */
export class Vault extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'Vault');
    const { keys, tables } = data;
    const vault = { env: { vaultId: platform.config.vaultId } };
    const operations = { throttle: 'operations' } as const;
    endpoint(
      this,
      platform,
      'POST /v1/admin/vault/bars',
      'vault/receive-bar',
      operations,
      vault,
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('PutItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    );
    endpoint(
      this,
      platform,
      'POST /v1/admin/vault/bars/{serial}/releases',
      'vault/release-bar',
      operations,
      vault,
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('BatchGetItem', 'DeleteItem'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    );
    endpoint(
      this,
      platform,
      'GET /v1/admin/vault',
      'vault/get-vault',
      operations,
      vault,
      tables.events.may('Query'),
      tables.guards.may('BatchGetItem'),
    );
  }
}
