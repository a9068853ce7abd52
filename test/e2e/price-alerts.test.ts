import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, openPlatform, type Platform } from './platform.ts';

let platform: Platform;
let token: string;
let other: string;

beforeAll(async () => {
  platform = await openPlatform();
  await price('100.000000');
  ({ token } = await customerWith(platform, '0'));
  ({ token: other } = await customerWith(platform, '0'));
}, 240_000);

afterAll(async () => {
  await platform?.stop();
});

const price = async (pricePerGram: string) => {
  await platform.control('PUT', '/_local/market', { pricePerGram });
  await platform.cloud.idle();
};

const watch = (direction: string, threshold: string, whose = token) =>
  platform.call('POST', '/v1/price-alerts', { token: whose, body: { direction, threshold } });

const alerts = async (whose = token) => {
  await platform.cloud.idle();
  return (await platform.call('GET', '/v1/price-alerts', { token: whose })).body.items;
};

const told = async (threshold: string): Promise<number> => {
  const { body } = await platform.control('GET', '/_local/mailbox');
  return body.items.filter(({ subject = '' }) => subject.includes(threshold)).length;
};

describe('a price alert', () => {
  it('fires once when the price reaches its threshold, and its owner is told once', async () => {
    const { status, body } = await watch('above', '101.000000');
    expect([status, body.status]).toEqual([201, 'active']);
    await price('100.999999');
    expect(await told('101.000000')).toBe(0);
    await price('101.000000');
    await price('99.000000');
    await price('102.000000');
    expect(await alerts()).toContainEqual(expect.objectContaining({ status: 'triggered' }));
    expect(await told('101.000000')).toBe(1);
  });

  it('fires downwards too, and not on the way up', async () => {
    await price('102.000000');
    await watch('below', '95.500000');
    await price('103.000000');
    expect(await told('95.500000')).toBe(0);
    await price('90.000000');
    expect(await told('95.500000')).toBe(1);
  });

  it('is silent once it is cancelled, by its owner alone', async () => {
    await price('100.000000');
    const { body } = await watch('above', '120.000000');
    const path = `/v1/price-alerts/${body.alertId}`;
    const foreign = await platform.call('DELETE', path, { token: other, body: {} });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'alert.unknown']);
    expect((await platform.call('DELETE', path, { token, body: {} })).body.status).toBe(
      'cancelled',
    );
    const again = await platform.call('DELETE', path, { token, body: {} });
    expect([again.status, again.body.code]).toEqual([422, 'alert.not-active']);
    await price('130.000000');
    expect(await told('120.000000')).toBe(0);
  });

  it('takes no nonsense, and not more than may wait at once', async () => {
    for (const body of [
      { direction: 'sideways', threshold: '1.00' },
      { direction: 'above', threshold: '0' },
      { direction: 'above', threshold: 100 },
      { direction: 'above' },
    ])
      expect((await platform.call('POST', '/v1/price-alerts', { token: other, body })).status).toBe(
        400,
      );
    for (let count = 0; count < 50; count++)
      expect((await watch('above', `9${100 + count}.00`, other)).status).toBe(201);
    expect(await alerts(other)).toHaveLength(50);
    const { status, body } = await watch('above', '9999.00', other);
    expect([status, body.code]).toEqual([422, 'alert.limit-reached']);
  });
});
