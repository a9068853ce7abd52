import { beforeEach, expect, it } from 'vitest';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { replaySegment } from '../../../functions/shared/store/replay.ts';
import { at, cause, id, openStore } from './harness.ts';

const streams = 40;
const deposits = 30;

const write = (stream: string, name: string, command: Parameters<typeof wallet.decide>[0]) =>
  execute({
    cause: cause(`${stream} ${name}`),
    participants: [
      { folding: wallet, stream, decide: (state: Wallet) => wallet.decide(command, state) },
    ],
  });

beforeEach(async () => {
  await openStore();
  for (let n = 0; n < streams; n++) {
    const walletId = id(`wallet ${n}`);
    const stream = `wallet-${walletId}`;
    const reference = 'RF596674652799446651';
    await write(stream, 'create', {
      type: 'CreateWallet',
      walletId,
      userId: id(`user ${n}`),
      currency: 'EUR',
      reference,
      at,
    });
    for (let d = 0; d < deposits; d++)
      await write(stream, `${d}`, {
        type: 'ReceiveDeposit',
        transactionId: id(`${n} ${d}`),
        amount: 1n,
        currency: 'EUR',
        bankReference: `${n}-${d}`,
        verificationStatus: 'verified',
        at,
      });
  }
}, 30_000);

it('reads every commit once, in parallel, each stream in order and in one segment', async () => {
  const seen = new Map<string, { segment: number; version: number }>();
  let commits = 0;
  const read = async (segment: number) => {
    for await (const commit of replaySegment(segment, 4)) {
      const before = seen.get(commit.stream) ?? { segment, version: 0 };
      expect([segment, commit.version]).toEqual([before.segment, before.version + 1]);
      seen.set(commit.stream, { segment, version: commit.version });
      commits += 1;
    }
  };
  await Promise.all([0, 1, 2, 3].map(read));
  expect([seen.size, commits]).toEqual([streams, streams * (deposits + 1)]);
});
