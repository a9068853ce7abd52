import { beforeEach, expect, it } from 'vitest';
import type { Wallet } from '../../../domain/wallets/state.ts';
import { wallet } from '../../../domain/wallets/wallet.ts';
import type { CommitItem } from '../../../functions/shared/store/codec.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { type Place, streamsOfSegment } from '../../../functions/shared/store/replay.ts';
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

const readAll = async (segment: number, kinds?: readonly string[]) => {
  const streamsSeen: string[] = [];
  let commits = 0;
  let after: Place | undefined;
  // Given up after every page, and taken up again where it said.
  do {
    const pages = streamsOfSegment({ segment, segments: 4, after, ...(kinds ? { kinds } : {}) });
    const { value } = await pages.next();
    for (const stream of value?.streams ?? []) {
      streamsSeen.push(stream[0]?.['stream']?.S ?? '');
      expect(stream.map((item: CommitItem) => Number(item['version']?.N))).toEqual(
        Array.from({ length: deposits + 1 }, (_, index) => index + 1),
      );
      commits += stream.length;
    }
    after = value?.next;
  } while (after !== undefined);
  return { streamsSeen, commits };
};

it('reads every stream once and whole, in parallel, and goes on where it stopped', async () => {
  const read = await Promise.all([0, 1, 2, 3].map((segment) => readAll(segment)));
  const seen = read.flatMap(({ streamsSeen }) => streamsSeen);
  expect([seen.length, new Set(seen).size]).toEqual([streams, streams]);
  expect(read.reduce((sum, { commits }) => sum + commits, 0)).toBe(streams * (deposits + 1));
});

it('reads the kinds of streams that are asked for, and no others', async () => {
  expect(await readAll(0, ['user'])).toEqual({ streamsSeen: [], commits: 0 });
  expect((await readAll(0, ['user', 'wallet'])).commits).toBeGreaterThan(0);
});
