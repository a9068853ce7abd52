import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadBundle } from './support/client-bundle.ts';

const source = `
import { DynamoDBClient, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
const calls = {
  PutItem: [DynamoDBClient, PutItemCommand],
  TransactWriteItems: [DynamoDBClient, TransactWriteItemsCommand],
  PutEvents: [EventBridgeClient, PutEventsCommand],
  Encrypt: [KMSClient, EncryptCommand],
  SendEmail: [SESv2Client, SendEmailCommand],
};
export const send = (name, input, options) => {
  const [Client, Command] = calls[name];
  return new Client(options).send(new Command(input));
};
`;
const [whole, slim] = await Promise.all([loadBundle(source, 'whole'), loadBundle(source, 'slim')]);

beforeAll(() => {
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** The body that a bundle sends, as bytes. */
const bodyOf = async ({ exports }: typeof slim, name: string, input: object): Promise<string> => {
  let body: string | Uint8Array | undefined;
  const handle = async (request: { readonly body: string | Uint8Array }) => {
    body = request.body;
    throw Object.assign(new Error('seen'), { $metadata: {} });
  };
  await exports.send(name, input, { requestHandler: { handle }, maxAttempts: 1 }).catch(() => {});
  if (body === undefined) throw new Error(`${name} sent nothing`);
  return Buffer.from(body as string).toString('hex');
};

const expectSame = async (name: string, input: object): Promise<void> => {
  const sent = await bodyOf(slim, name, input);
  expect(Buffer.from(sent, 'hex').toString()).toBe(
    Buffer.from(await bodyOf(whole, name, input), 'hex').toString(),
  );
};

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '\u0000\u001f"\\/\b\f\n\r\t\u007f',
    '\ud83d\ude00',
    '\ud800',
    '\udc00x',
    '€ł',
  ),
);
const bytes = fc.uint8Array({ maxLength: 9 });
const { value: attributes } = fc.letrec<{ value: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({ S: texts }),
    fc.record({ N: fc.bigInt().map(String) }),
    fc.record({ B: bytes }),
    fc.record({ BOOL: fc.boolean() }),
    fc.record({ NULL: fc.constant(true) }),
    fc.record({ SS: fc.array(texts) }),
    fc.record({ BS: fc.array(bytes) }),
    fc.record({ L: fc.array(tie('value'), { maxLength: 4 }) }),
    fc.record({ M: fc.dictionary(texts, tie('value'), { maxKeys: 4 }) }),
  ),
}));

describe('a request’s JSON', () => {
  it('is the whole SDK’s to the byte, whatever an item has in it', async () => {
    const items = fc.dictionary(texts, attributes, { maxKeys: 5 });
    await fc.assert(
      fc.asyncProperty(items, (Item) => expectSame('PutItem', { TableName: 't', Item })),
      { numRuns: 200 },
    );
  });

  const put = { TableName: 't', Item: { id: { S: '1' } }, ConditionExpression: undefined };
  it.each([
    [
      'a token is made where none is given',
      'TransactWriteItems',
      { TransactItems: [{ Put: put }] },
    ],
    [
      'a token that is given stays',
      'TransactWriteItems',
      { TransactItems: [{ Put: put }, { Delete: undefined }], ClientRequestToken: 'mine' },
    ],
    [
      'a time is in seconds, with its fraction',
      'PutEvents',
      {
        Entries: [
          { Time: new Date(1_795_000_000_125), Detail: '{"a":"€"}', Resources: ['a', '"'] },
          { Time: new Date(0) },
        ],
      },
    ],
    [
      'bytes are in base 64, and a map is one',
      'Encrypt',
      {
        KeyId: 'k',
        Plaintext: new Uint8Array([0, 255, 62, 63]),
        EncryptionContext: { person: 'ł"', empty: '' },
        DryRun: false,
      },
    ],
    [
      'a REST API’s body has what is not in its path or headers',
      'SendEmail',
      {
        FromEmailAddress: 'a@b.test',
        Destination: { ToAddresses: ['c@d.test', 'ü'] },
        Content: { Simple: { Subject: { Data: 'x' }, Body: { Text: { Data: 'y\n' } } } },
        EmailTags: [{ Name: 'n', Value: undefined }],
      },
    ],
  ])('%s', (_, name, input) => expectSame(name, input));

  it.each([
    ['a value of no JSON', { S: Symbol('none') }],
    ['a list with a hole', { L: [{ S: '1' }, undefined] }],
    ['a set with a hole', { SS: ['1', null] }],
    ['bytes as text', { B: 'AAAA' }],
  ])('is refused for %s', async (_, id) => {
    const put = bodyOf(slim, 'PutItem', { TableName: 't', Item: { id } });
    await expect(put).rejects.toThrow('PutItem sent nothing');
  });
});
