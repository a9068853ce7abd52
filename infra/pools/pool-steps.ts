import type { Construct } from 'constructs';
import { type Size, sizes } from '../config.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { Handler } from '../shared/handler.ts';
import { mayAnswer } from '../shared/saga-access.ts';

/** The functions that the pool's saga is made of, each with what it needs and no more. */
export const poolSteps = (scope: Construct, { platform, data }: Parts) => {
  const { secrets, tables } = data;
  const made = (name: string, size: Size, ...access: readonly Access[]) =>
    new Handler(scope, platform, { handler: `pools/${name}`, size, access });
  const { subscriber, batch } = sizes;
  const head = tables.events.may('Query');
  const write = tables.events.may('Query', 'GetItem', 'PutItem');
  const wait = [
    head,
    tables.guards.may('GetItem', 'UpdateItem'),
    mayAnswer(scope, platform, 'pool'),
  ];
  const roster = tables.poolParticipations.may('Query');
  const vault: Access = { env: { vaultId: platform.config.vaultId } };
  const dealer: Access = { env: { dealerApiUrl: platform.config.dealer.apiUrl } };
  const members = [write, tables.guards.may('GetItem', 'PutItem'), roster] as const;
  return {
    awaitEnd: made('await-end', subscriber, ...wait),
    shut: made(
      'shut-pool',
      subscriber,
      write,
      tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
    ),
    muster: made('muster-members', batch, head, tables.guards.may('UpdateItem'), roster),
    buy: made(
      'buy-bulk',
      { ...subscriber, timeoutSeconds: 60 },
      write,
      tables.guards.may('GetItem', 'PutItem', 'UpdateItem'),
      vault,
      dealer,
      secrets.readDealerCredential,
    ),
    awaitPeople: made(
      'await-people',
      subscriber,
      head,
      tables.guards.may('UpdateItem'),
      mayAnswer(scope, platform, 'pool'),
    ),
    giveUp: made(
      'give-up-pool',
      { ...subscriber, timeoutSeconds: 60 },
      write,
      tables.guards.may('GetItem', 'PutItem'),
      dealer,
      secrets.readDealerCredential,
    ),
    plan: made('plan-allocation', batch, head, roster, vault),
    allocate: made('allocate-segment', batch, ...members),
    complete: made(
      'complete-allocation',
      subscriber,
      write,
      tables.guards.may('GetItem', 'PutItem'),
    ),
    release: made('release-segment', batch, ...members),
  };
};
