import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';

/** Money that waits for people: to be confirmed or rejected where it has a wallet, assigned or returned where it has none. */
export class DepositReviews extends Construct {
  constructor(scope: Construct, { platform, data }: Parts) {
    super(scope, 'DepositReviews');
    const { keys, secrets, tables } = data;
    const bankApi: Access = { env: { bankApiUrl: platform.config.bank.apiUrl } };
    const decides = [
      tables.depositReviews.mayQueryIndex('byId'),
      tables.events.may('Query', 'GetItem', 'PutItem'),
      tables.guards.may('GetItem', 'PutItem'),
    ];
    const command = (verb: string, handler: string, ...access: readonly Access[]) =>
      endpoint(
        this,
        platform,
        `POST /v1/admin/deposits/{id}/${verb}`,
        `bank/${handler}`,
        { throttle: 'operations', size: sizes.inquiry },
        ...decides,
        ...access,
      );
    const asksBank = [bankApi, secrets.readBankCredential];
    const readsKeys = [tables.personKeys.may('GetItem'), keys.readPersonalData];
    const makesKeys = [tables.personKeys.may('GetItem', 'PutItem'), keys.writePersonalData];
    command('confirmations', 'confirm-deposit', ...asksBank, ...readsKeys);
    command('rejections', 'reject-deposit', ...asksBank, ...makesKeys);
    command('assignments', 'assign-deposit', ...readsKeys);
    command('returns', 'return-deposit', ...readsKeys);
    endpoint(
      this,
      platform,
      'GET /v1/admin/deposits',
      'bank/list-deposits',
      { throttle: 'operations' },
      tables.depositReviews.may('Query'),
    );
  }
}
