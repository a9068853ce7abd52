import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Wallet } from '../../domain/wallets/state.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { dynamo } from '../../functions/shared/store/client.ts';
import { execute } from '../../functions/shared/store/execute.ts';
import { claim, takeFromLot } from '../../functions/shared/store/guards.ts';
import { cause, id, openStore } from '../functions/store/harness.ts';
import {
  creationOf,
  depositOf,
  goldAmount,
  lotId,
  purchaseOf,
  type Step,
} from './purchase-history.ts';

type Guards = Parameters<typeof execute>[0]['guards'];

/** One step of a wallet's history through the event store. */
export const perform = (owner: string, { name, when, command }: Step, guards?: Guards) =>
  execute({
    cause: cause(name, when),
    idempotent: command.type === 'PurchaseGold',
    participants: [
      {
        folding: wallet,
        stream: `wallet-${id(`wallet ${owner}`)}`,
        decide: (state: Wallet) => wallet.decide(command, state),
      },
    ],
    ...(guards === undefined ? {} : { guards }),
  });

/** Write and read units of each kind of command at stream lengths, by the engine's consumed capacity. */
export const commands = async (lengths: readonly number[]) => {
  const log = console.log;
  // The store writes its metrics to the console, which here would drown the table.
  console.log = () => undefined;
  const store = await openStore();
  await dynamo.send(
    new TransactWriteItemsCommand({
      TransactItems: [claim(`lot#${lotId}`, { remaining: { N: '12000000000' } })],
    }),
  );
  const rows: { what: string; length: number; wru: number; rru: number }[] = [];
  for (const length of lengths) {
    const owner = String(length);
    const measured = async (what: string, step: Step, guards?: Guards) => {
      store.resetMeter();
      await perform(owner, step, guards);
      rows.push({ what, length, wru: store.units('wru'), rru: store.units('rru') });
    };
    await perform(owner, creationOf(owner));
    for (let n = 1; n < length; n++) await perform(owner, depositOf(owner, n));
    await measured('single-stream command', depositOf(owner, length));
    const guarded = depositOf(owner, length + 1);
    await measured('deposit with bank guard', guarded, () => [claim(`bank#${guarded.name}`, {})]);
    await measured('purchase with lot guard', purchaseOf(owner, length + 2), () => [
      takeFromLot(lotId, goldAmount),
    ]);
  }
  console.log = log;
  return rows;
};
