import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largestRemainder } from '../support/largest-remainder.ts';
import { crowdOf, type Member } from './crowd.ts';
import { openPlatform, type Platform, tokenOf, workFolder } from './platform.ts';
import { commit, microgramsOf, minorOf, openPool, recordOf, sagaOf, walletOf } from './pooling.ts';

const members = 250;
const folder = workFolder();
const storage = join(folder, 'assay.sqlite');

let platform: Platform;
let people: readonly Member[];

const decimal = (cents: bigint) => `${cents / 100n}.${`${cents % 100n}`.padStart(2, '0')}`;

/** 1.00 to 9,999.99, the least and the most among them, no two the same, none of them round. */
const amounts: readonly bigint[] = Array.from({ length: members }, (_, index) => {
  if (index < 2) return index === 0 ? 100n : 999_999n;
  return 101n + ((BigInt(index) * 7_919_317n) % 999_800n);
});
const target = amounts.reduce((sum, amount) => sum + amount, 0n);

beforeAll(async () => {
  platform = await openPlatform(storage);
  await platform.control('PUT', '/_local/market', { pricePerGram: '118.4073' });
  // Enough for both pools.
  people = await crowdOf(
    platform,
    amounts.map((amount) => decimal(2n * amount)),
  );
}, 240_000);

afterAll(async () => {
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const wallets = async () => {
  const found = [];
  for (const member of people) {
    const { available, reserved, grams } = await walletOf(platform, member);
    found.push({
      available: minorOf(available),
      reserved: minorOf(reserved),
      grams: microgramsOf(grams),
    });
  }
  return found;
};
type Wallets = Awaited<ReturnType<typeof wallets>>;

/** Everybody has what the largest remainder gives them, and paid what it asks, to the unit. */
const expectShared = async (poolId: string, before: Wallets): Promise<void> => {
  const pool = await recordOf(platform, poolId);
  expect(pool).toMatchObject({
    status: 'allocated',
    reason: 'target',
    participants: members,
    committedAmount: decimal(target),
  });
  const parts = [];
  for (const [index, member] of people.entries()) {
    const { body } = await platform.call('GET', `/v1/pools/${poolId}`, { token: member.token });
    parts.push({ id: `${body.participation.participationId}`, weight: amounts[index] as bigint });
  }
  const steps = largestRemainder(microgramsOf(pool.goldAmount) / 100n, parts);
  const costs = largestRemainder(minorOf(pool.totalCost), parts);
  const after = await wallets();
  for (const [index, { id }] of parts.entries()) {
    const [was, is] = [before[index], after[index]];
    expect((is?.grams ?? 0n) - (was?.grams ?? 0n)).toBe((steps.get(id) ?? -1n) * 100n);
    expect((was?.available ?? 0n) - (is?.available ?? 0n)).toBe(costs.get(id));
    expect(is?.reserved).toBe(0n);
  }
};

const vault = async () => {
  const token = await tokenOf(platform, 'operator');
  const { body } = await platform.call('GET', '/v1/admin/vault', { token });
  return { fine: microgramsOf(body.fineGrams), allocated: microgramsOf(body.allocatedGrams) };
};

describe('a pool of 250 with awkward amounts', () => {
  it('is filled by 250 requests at once and shared to the unit', { timeout: 120_000 }, async () => {
    const [before, vaultBefore] = [await wallets(), await vault()];
    const poolId = await openPool(platform, { targetAmount: decimal(target) });
    const answers = await Promise.all(
      people.map((member, index) =>
        commit(platform, poolId, member, decimal(amounts[index] as bigint)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(members).fill(201));
    expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
    await expectShared(poolId, before);
    const { goldAmount } = await recordOf(platform, poolId);
    const vaultAfter = await vault();
    expect(vaultAfter.allocated - vaultBefore.allocated).toBe(microgramsOf(goldAmount));
    expect(vaultAfter.fine - vaultBefore.fine).toBeGreaterThanOrEqual(
      Number(microgramsOf(goldAmount)),
    );
  });

  it('is shared the same although it is killed half-way', { timeout: 180_000 }, async () => {
    const before = await wallets();
    const poolId = await openPool(platform, { targetAmount: decimal(target) });
    const [last, ...others] = people as readonly [Member, ...Member[]];
    await Promise.all(
      others.map((member, index) =>
        commit(platform, poolId, member, decimal(amounts[index + 1] as bigint)),
      ),
    );
    await platform.cloud.idle();
    await platform.stop();

    const script = join(import.meta.dirname, 'killed-while-allocating.ts');
    const filled = [storage, poolId, last.token, decimal(amounts[0] as bigint)];
    const child = spawn(process.execPath, [script, ...filled], { stdio: 'ignore' });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');

    platform = await openPlatform(storage, {}, '5m');
    expect(await sagaOf(platform, poolId)).toBe('SUCCEEDED');
    await expectShared(poolId, before);
  });
});
