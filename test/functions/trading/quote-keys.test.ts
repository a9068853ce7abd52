import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Quote } from '../../../domain/trading/quote.ts';
import { handler } from '../../../functions/trading/rotate-quote-key.ts';
import { createSecrets } from '../../../local/secrets/secrets.ts';
import { declare, testWorld } from '../../local/http/doors.ts';

const arn = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:assay/local/trading/quote-key';
const resources = declare({
  QuoteKey: {
    type: 'AWS::SecretsManager::Secret',
    ref: arn,
    arn,
    properties: { Name: 'assay/local/trading/quote-key', SecretString: '{"current":"first"}' },
  },
});

const quote: Quote = {
  quoteId: 'quote-1',
  userId: 'user-1',
  side: 'buy',
  grams: '1.000000',
  pricePerGram: '100.500000',
  spot: '100.000000',
  ask: '100.500000',
  bid: '99.500000',
  spread: '1.000000',
  fee: '0.00',
  total: '100.50',
  roundingRemainder: '0.000000000000',
  currency: 'EUR',
  priceId: 'price-1',
  expiresAt: '2026-11-23T10:01:00.000Z',
};

const caller = { kind: 'cloud', name: 'test' } as const;
const client = mockClient(SecretsManagerClient);

beforeEach(() => {
  vi.stubEnv('QUOTE_KEY_SECRET_ARN', arn);
  const secrets = createSecrets({ world: testWorld(), resources });
  const answering = (operation: string) => async (input: object) => {
    try {
      return await secrets.call({ operation, input, caller });
    } catch (error) {
      const { code, message } = error as { readonly code: string; readonly message: string };
      if (code !== 'ResourceExistsException') throw error;
      throw new ResourceExistsException({ message, $metadata: {} });
    }
  };
  client.reset();
  client.on(GetSecretValueCommand).callsFake(answering('GetSecretValue'));
  client.on(PutSecretValueCommand).callsFake(answering('PutSecretValue'));
  client.on(DescribeSecretCommand).callsFake(answering('DescribeSecret'));
  client.on(UpdateSecretVersionStageCommand).callsFake(answering('UpdateSecretVersionStage'));
});

afterEach(() => vi.unstubAllEnvs());

/** An instance that has just started: it reads the keys as they are now, and keeps them. */
const instance = () => {
  vi.resetModules();
  return import('../../../functions/trading/quotes.ts');
};

const rotate = async (token: string) => {
  for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const)
    await handler({ Step, SecretId: arn, ClientRequestToken: token });
};

it('signs so that any change shows', async () => {
  const { signQuote, verifiedQuote } = await instance();
  const signed = await signQuote(quote);
  expect(await verifiedQuote(signed)).toEqual(quote);
  const refused = expect.objectContaining({ code: 'quote.invalid' });
  for (const field of Object.keys(quote))
    await expect(verifiedQuote({ ...signed, [field]: 'x' })).rejects.toEqual(refused);
  // The last character of 32 bytes in base64url has two bits that decode to nothing.
  const last = signed.signature.at(-1) ?? '';
  const twin = String.fromCharCode(last.charCodeAt(0) + 1);
  for (const signature of ['', 'AAAA', signed.signature.slice(0, -1) + twin])
    await expect(verifiedQuote({ ...signed, signature })).rejects.toEqual(refused);
});

it('takes every quote through rotations, on instances old and new', async () => {
  const before = await instance();
  const first = await before.signQuote(quote);
  await rotate('11111111-1111-4111-8111-111111111111');
  await rotate('22222222-2222-4222-8222-222222222222');
  const older = await instance();
  const second = await older.signQuote(quote);
  expect(second.signature).not.toBe(first.signature);
  await rotate('33333333-3333-4333-8333-333333333333');
  const newer = await instance();
  const third = await newer.signQuote(quote);
  for (const { verifiedQuote } of [older, newer])
    for (const signed of [second, third]) expect(await verifiedQuote(signed)).toEqual(quote);
  await expect(newer.verifiedQuote(first)).rejects.toMatchObject({ code: 'quote.invalid' });
});

it('rotates once, however often a step is tried', async () => {
  const token = '11111111-1111-4111-8111-111111111111';
  await handler({ Step: 'createSecret', SecretId: arn, ClientRequestToken: token });
  await rotate(token);
  await rotate(token);
  const { signQuote } = await instance();
  const { signature } = await signQuote(quote);
  vi.resetModules();
  const { SecretString = '' } = await new SecretsManagerClient({}).send(
    new GetSecretValueCommand({ SecretId: arn }),
  );
  expect(Object.keys(JSON.parse(SecretString))).toEqual(['current', 'next']);
  expect(signature).toBe((await (await instance()).signQuote(quote)).signature);
});
