import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Payee, paidBy, payeesWith, stepsOf } from './money-out.ts';
import { openPlatform, type Platform, removeAssembly } from './platform.ts';

let platform: Platform;
let payee: Payee;

beforeAll(async () => {
  platform = await openPlatform();
  [payee] = (await payeesWith(platform, '100000.00')) as [Payee];
}, 240_000);

afterAll(async () => {
  await platform?.stop();
  removeAssembly();
});

describe('a small withdrawal', () => {
  it('completes by itself', async () => {
    const id = await payee.withdraw('100.00');
    await platform.cloud.idle();
    const done = await payee.withdrawal(id);
    expect(done).toMatchObject({ status: 'completed', amount: '100.00', currency: 'EUR' });
    expect(stepsOf(done)).toEqual(['requested', 'screened', 'approved', 'processing', 'completed']);
    expect(await payee.wallet()).toEqual({ available: '99900.00', reserved: '0.00' });
    expect(await payee.history(id)).toMatchObject({ type: 'withdrawal', status: 'completed' });
    expect(await paidBy(platform, id)).toEqual(['completed']);
  });
});
