import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { WalletCommand } from '../../domain/wallets/commands.ts';
import type { Wallet } from '../../domain/wallets/state.ts';
import { wallet } from '../../domain/wallets/wallet.ts';
import { dynamo } from '../../functions/shared/store/client.ts';
import { execute } from '../../functions/shared/store/execute.ts';
import { claim, takeFromLot } from '../../functions/shared/store/guards.ts';
import { at, cause, id, openStore } from '../functions/store/harness.ts';

const lotId = 'AB123456.01';
const hoursApart = 3;

const walletOf = (length: number) => ({
  walletId: id(`wallet ${length}`),
  userId: id(`user ${length}`),
});

const run = (
  length: number,
  name: string,
  when: string,
  command: WalletCommand,
  guards: Parameters<typeof execute>[0]['guards'],
) =>
  execute({
    cause: cause(`${length} ${name}`, when),
    idempotent: command.type === 'PurchaseGold',
    participants: [
      {
        folding: wallet,
        stream: `wallet-${walletOf(length).walletId}`,
        decide: (state: Wallet) => wallet.decide(command, state),
      },
    ],
    ...(guards === undefined ? {} : { guards }),
  });

const deposit = (length: number, name: string, when: string, guarded: boolean) =>
  run(
    length,
    name,
    when,
    {
      type: 'ReceiveDeposit',
      transactionId: id(`${length} ${name}`),
      amount: 100_000n,
      currency: 'EUR',
      bankReference: `BK-${name}`,
      verificationStatus: 'verified',
      at: when,
    },
    guarded ? () => [claim(`bank#${length} ${name}`, {})] : undefined,
  );

const purchase = (length: number, when: string) => {
  const goldAmount = 500_000n;
  const purchaseId = id(`${length} purchase`);
  return run(
    length,
    'purchase',
    when,
    {
      type: 'PurchaseGold',
      purchaseId,
      reservationId: purchaseId,
      confirmationNumber: 'CN-7K3M-9QXA-2B4C',
      goldAmount,
      allocations: [
        {
          allocationId: id(`${length} allocation`),
          lotId,
          goldAmount,
          certificateNumber: 'AC-7K3M-9QXA-2B4C',
        },
      ],
      pricePerGram: 117_496_231n,
      fee: 0n,
      currency: 'EUR',
      priceId: id('price'),
      verified: true,
      at: when,
    },
    () => [takeFromLot(lotId, goldAmount)],
  );
};

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
  const when = (n: number) => new Date(Date.parse(at) + n * hoursApart * 3_600_000).toISOString();
  const measured = async (what: string, length: number, act: () => Promise<unknown>) => {
    store.resetMeter();
    await act();
    const sum = (dimension: string) =>
      [...store.metered]
        .filter(([name]) => name.startsWith(dimension))
        .reduce((a, [, b]) => a + b, 0);
    rows.push({ what, length, wru: sum('dynamodb.wru'), rru: sum('dynamodb.rru') });
  };
  for (const length of lengths) {
    const identity = { ...walletOf(length), currency: 'EUR', reference: 'RF18539007547034' };
    await run(length, 'create', at, { type: 'CreateWallet', ...identity, at }, undefined);
    for (let n = 1; n < length; n++) await deposit(length, `d${n}`, when(n), false);
    await measured('single-stream command', length, () =>
      deposit(length, 'a', when(length), false),
    );
    await measured('deposit with bank guard', length, () =>
      deposit(length, 'b', when(length + 1), true),
    );
    await measured('purchase with lot guard', length, () => purchase(length, when(length + 2)));
  }
  console.log = log;
  return rows;
};
