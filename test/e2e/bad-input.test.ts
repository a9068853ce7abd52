import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith, openPlatform, type Platform, tokenOf } from './platform.ts';

let platform: Platform;
let customer: Awaited<ReturnType<typeof customerWith>>;

beforeAll(async () => {
  platform = await openPlatform();
  customer = await customerWith(platform, '100.00');
}, 60_000);

afterAll(async () => {
  await platform?.stop();
});

let keys = 0;
const buy = (body: unknown, token: string | undefined = customer.token) => {
  keys += 1;
  return platform.call('POST', '/v1/purchases', {
    body,
    ...(token === undefined ? {} : { token }),
    headers: { 'idempotency-key': `bad-${keys}` },
  });
};

const wallet = async () =>
  (await platform.call('GET', '/v1/wallet', { token: customer.token })).body.available;

describe('a purchase', () => {
  it.each([
    ['malformed JSON', '{"grams":', 400, 'request.malformed'],
    ['a list', [], 400, 'request.invalid'],
    ['nothing', {}, 400, 'request.invalid'],
    ['a number', { grams: 1 }, 400, 'request.invalid'],
    ['an unknown field', { grams: '1', gift: true }, 400, 'request.invalid'],
    ['both', { grams: '1', amount: '1.00' }, 400, 'request.invalid'],
    ['a negative', { grams: '-1' }, 400, 'request.invalid'],
    ['zero', { grams: '0' }, 400, 'request.invalid'],
    ['too precise grams', { grams: '0.0000001' }, 400, 'request.invalid'],
    ['too precise money', { amount: '1.001' }, 400, 'request.invalid'],
    ['exponent form', { amount: '1e2' }, 400, 'request.invalid'],
    ['half a step', { grams: '0.00005' }, 422, 'trading.below-minimum-step'],
    ['too much', { grams: '99999999' }, 422, 'trading.above-maximum'],
    ['more than there is', { amount: '100.01' }, 422, 'wallet.insufficient-funds'],
    [
      'too low a limit',
      { grams: '0.1', maxPricePerGram: '1' },
      422,
      'trading.price-limit-exceeded',
    ],
    ['too large a body', { grams: '1', x: 'y'.repeat(17_000) }, 413, 'request.too-large'],
  ])('of %s is refused and changes nothing', async (_name, body, status, code) => {
    const answer = await buy(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body.correlationId).toBe(answer.headers['x-correlation-id']);
    expect(await wallet()).toBe('100.00');
  });

  it('needs an idempotency key', async () => {
    const answer = await platform.call('POST', '/v1/purchases', {
      token: customer.token,
      body: { grams: '0.1' },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency.key-required']);
  });

  it('needs a token of ours', async () => {
    expect((await buy({ grams: '0.1' }, 'nonsense')).status).toBe(401);
    const [head, , signature] = customer.token.split('.');
    const claims = Buffer.from('{"username":"somebody","token_use":"access"}').toString(
      'base64url',
    );
    expect((await buy({ grams: '0.1' }, `${head}.${claims}.${signature}`)).status).toBe(401);
    const missing = await platform.call('POST', '/v1/purchases', { body: { grams: '0.1' } });
    expect(missing.status).toBe(401);
  });

  it('is refused while the market is closed', async () => {
    await platform.control('PUT', '/_local/market/session', { open: false });
    await platform.cloud.idle();
    await untilCachesForget();
    expect((await buy({ grams: '0.1' })).body.code).toBe('market.closed');
    await platform.control('PUT', '/_local/market/session', { open: true });
    await platform.cloud.idle();
    await untilCachesForget();
  });
});

describe('a purchase that is not understood', () => {
  it('of an amount as people write it is told how to write it', async () => {
    const { status, body } = await buy({ amount: '1.000,50' });
    expect([status, body.errors]).toEqual([
      400,
      [
        {
          path: 'amount',
          message:
            'an amount of EUR must be a positive decimal string with at most 2 decimals, such as "12.00"',
        },
      ],
    ]);
  });
});

/** Instances keep a price for a second; the sandbox's clock passes it. */
const untilCachesForget = () => platform.control('POST', '/_local/clock', { advance: '2s' });

describe('another customer', () => {
  it('sees nothing of mine', async () => {
    const { body: bought } = await buy({ grams: '0.1' });
    await platform.cloud.idle();
    const other = await customerWith(platform, '0', 'Katherine Johnson');
    for (const path of ['', '/events']) {
      const answer = await platform.call('GET', `/v1/transactions/${bought.purchaseId}${path}`, {
        token: other.token,
      });
      expect([answer.status, answer.body.code]).toEqual([404, 'transaction.unknown']);
    }
    const reviews = await platform.call('GET', '/v1/admin/deposits', { token: other.token });
    expect([reviews.status, reviews.body.code]).toEqual([403, 'access.denied']);
  });
});

describe('a registration', () => {
  const person = {
    email: 'new@assay.test',
    password: 'Correct-Horse-9',
    fullName: 'N N',
    country: 'DE',
  };
  it.each([
    ['a weak password', { ...person, password: 'weak' }],
    ['a bad address', { ...person, email: 'nobody' }],
    ['a bad country', { ...person, country: 'Germany' }],
    ['an unknown field', { ...person, admin: true }],
  ])('with %s is refused', async (_name, body) => {
    const answer = await platform.call('POST', '/v1/users', { body });
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('happens once per address, whatever its case, also in parallel', async () => {
    const answers = await Promise.all(
      ['twin@assay.test', 'Twin@Assay.test', 'TWIN@assay.test'].map((email) =>
        platform.call('POST', '/v1/users', { body: { ...person, email } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });

  it('does not say whether an address has an account', async () => {
    const login = (email: string) =>
      platform.call('POST', '/v1/sessions', { body: { email, password: 'Wrong-Password-1' } });
    const [known, unknown] = [await login('customer@assay.test'), await login('ghost@assay.test')];
    expect([known.status, known.body.code]).toEqual([unknown.status, unknown.body.code]);
    expect(known.status).toBe(401);
  });
});

describe('the vault', () => {
  const bar = { serial: 'T-1', refiner: 'R', grossWeight: '401.125', fineness: '0.9958' };
  it('takes bars from operations alone, once, as the LBMA weighs them', async () => {
    const token = await tokenOf(platform, 'operator');
    const post = (body: unknown, who = token) =>
      platform.call('POST', '/v1/admin/vault/bars', { token: who, body });
    expect((await post(bar, customer.token)).status).toBe(403);
    const taken = await post(bar);
    expect([taken.status, taken.body.fineOunces]).toEqual([201, '399.440']);
    expect((await post(bar)).body.code).toBe('vault.bar-known');
    expect((await post({ ...bar, serial: 'T-2', fineness: '1.5' })).status).toBe(400);
  });
});

describe('what has no route', () => {
  it('answers as everything else does', async () => {
    const answer = await platform.call('DELETE', '/v1/nothing');
    expect([answer.status, answer.body.code]).toEqual([404, 'route.unknown']);
  });
});

describe('a vault that runs empty', () => {
  it('is never sold beyond what it holds, however many ask at once', async () => {
    await platform.control('PUT', '/_local/market', { pricePerGram: '0.01' });
    await platform.cloud.idle();
    await untilCachesForget();
    const [one, two] = [
      await customerWith(platform, '500.00'),
      await customerWith(platform, '500.00'),
    ];
    const operator = await tokenOf(platform, 'operator');
    const vault = async () =>
      (await platform.call('GET', '/v1/admin/vault', { token: operator })).body;
    // Three fifths each: one of them must go without.
    const grams = `${Math.floor(Number((await vault()).availableGrams) * 0.6)}`;
    const answers = await Promise.all([one, two].map(({ token }) => buy({ grams }, token)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    expect(answers.map(({ body }) => body.code)).toContain('vault.empty');
    await platform.cloud.idle();
    const { availableGrams, allocatedGrams, fineGrams, bars } = await vault();
    expect(Number(availableGrams)).toBeGreaterThanOrEqual(0);
    expect((Number(availableGrams) + Number(allocatedGrams)).toFixed(6)).toBe(fineGrams);
    const lots = bars.flatMap(({ lots: parts }: { lots: { remaining: string }[] }) => parts);
    const left = lots.reduce(
      (sum: number, lot: { remaining: string }) => sum + Number(lot.remaining),
      0,
    );
    expect(left.toFixed(6)).toBe(availableGrams);
  });
});
