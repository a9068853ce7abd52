import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Resource } from '../../../local/kernel/resources.ts';
import { createSqs } from '../../../local/sqs/service.ts';
import { queue, queueArn, queueUrl, resourcesOf, settled, worldAt } from './support.ts';

const start = (
  resources: readonly Resource[] = [queue('orders')],
  path?: string,
  startMs?: number,
) => {
  const world = worldAt(path, startMs);
  const sqs = createSqs({ world, resources: resourcesOf(...resources) });
  const to = (name: string) => ({
    // biome-ignore lint/suspicious/noExplicitAny: the answers are AWS's shapes.
    call: (operation: string, input: object = {}): Promise<any> =>
      Promise.resolve(
        sqs.call({
          operation,
          input: { QueueUrl: queueUrl(name), ...input },
          caller: { kind: 'cloud', name: 'test' },
        }),
      ),
  });
  const bodies = async (name: string, input: object = {}): Promise<string[]> => {
    const { Messages = [] } = await to(name).call('ReceiveMessage', {
      MaxNumberOfMessages: 10,
      ...input,
    });
    return Messages.map((message: { Body: string }) => message.Body);
  };
  return { world, sqs, to, bodies };
};

it('gives a message once, until its visibility timeout is over', async () => {
  const { world, to, bodies } = start();
  await to('orders').call('SendMessage', { MessageBody: 'a' });
  expect(await bodies('orders')).toEqual(['a']);
  expect(await bodies('orders')).toEqual([]);
  await world.timeline.advance(29_999);
  expect(await bodies('orders')).toEqual([]);
  await world.timeline.advance(1);
  expect(await bodies('orders')).toEqual(['a']);
});

it('forgets a deleted message, but not by an outdated receipt', async () => {
  const { world, to, bodies } = start();
  await to('orders').call('SendMessage', { MessageBody: 'a' });
  const first = await to('orders').call('ReceiveMessage');
  await world.timeline.advance(30_000);
  const second = await to('orders').call('ReceiveMessage');
  await to('orders').call('DeleteMessage', { ReceiptHandle: first.Messages[0].ReceiptHandle });
  await world.timeline.advance(30_000);
  const third = await to('orders').call('ReceiveMessage');
  expect(third.Messages).toHaveLength(1);
  expect(second.Messages[0].ReceiptHandle).not.toBe(third.Messages[0].ReceiptHandle);
  await to('orders').call('DeleteMessage', { ReceiptHandle: third.Messages[0].ReceiptHandle });
  await world.timeline.advance(30_000);
  expect(await bodies('orders')).toEqual([]);
});

it('waits for a message as long as asked', async () => {
  const { world, to, bodies } = start();
  const waiting = bodies('orders', { WaitTimeSeconds: 20 });
  await world.timeline.advance(5_000);
  await to('orders').call('SendMessage', { MessageBody: 'late' });
  expect(await waiting).toEqual(['late']);
  const inVain = bodies('orders', { WaitTimeSeconds: 20 });
  await world.timeline.advance(20_000);
  expect(await inVain).toEqual([]);
});

it('delays by message or by queue', async () => {
  const { world, to, bodies } = start([queue('orders', { DelaySeconds: 5 })]);
  await to('orders').call('SendMessage', { MessageBody: 'by queue' });
  await to('orders').call('SendMessage', { MessageBody: 'by message', DelaySeconds: 60 });
  await world.timeline.advance(5_000);
  expect(await bodies('orders')).toEqual(['by queue']);
  await world.timeline.advance(55_000);
  expect(await bodies('orders')).toContain('by message');
});

it('moves a message that was received too often to the dead-letter queue, saying whence', async () => {
  const { world, to, bodies } = start([
    queue('orders', {
      VisibilityTimeout: 10,
      RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 2 },
    }),
    queue('dead'),
  ]);
  await to('orders').call('SendMessage', { MessageBody: 'poison' });
  for (let attempt = 0; attempt < 2; attempt++) {
    expect(await bodies('orders')).toEqual(['poison']);
    await world.timeline.advance(10_000);
  }
  expect(await bodies('orders')).toEqual([]);
  const { Messages } = await to('dead').call('ReceiveMessage', {
    MessageSystemAttributeNames: ['All'],
  });
  expect(Messages[0]).toMatchObject({
    Body: 'poison',
    Attributes: { DeadLetterQueueSourceArn: queueArn('orders'), ApproximateReceiveCount: '1' },
  });
});

it('drops what is older than the retention period', async () => {
  const { world, to, bodies } = start([queue('orders', { MessageRetentionPeriod: 60 })]);
  await to('orders').call('SendMessage', { MessageBody: 'old' });
  await world.timeline.advance(60_000);
  expect(await bodies('orders')).toEqual([]);
});

it('counts what is visible, in flight and delayed', async () => {
  const { to } = start();
  for (const DelaySeconds of [0, 0, 30])
    await to('orders').call('SendMessage', { MessageBody: 'x', DelaySeconds });
  await to('orders').call('ReceiveMessage');
  const { Attributes } = await to('orders').call('GetQueueAttributes', { AttributeNames: ['All'] });
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesNotVisible: '1',
    ApproximateNumberOfMessagesDelayed: '1',
  });
  await to('orders').call('PurgeQueue');
  const after = await to('orders').call('GetQueueAttributes', { AttributeNames: ['All'] });
  expect(after.Attributes.ApproximateNumberOfMessagesNotVisible).toBe('0');
});

it('digests bodies and attributes as SDK clients check them', async () => {
  const { to } = start();
  const MessageAttributes = {
    city: { DataType: 'String', StringValue: 'Any City' },
    population: { DataType: 'Number', StringValue: '1250800' },
  };
  const sent = await to('orders').call('SendMessage', { MessageBody: 'hello', MessageAttributes });
  expect(sent.MD5OfMessageBody).toBe(createHash('md5').update('hello').digest('hex'));
  const encoded = Buffer.concat(
    ['city', 'String', 1, 'Any City', 'population', 'Number', 1, '1250800'].map((part) => {
      if (typeof part === 'number') return Buffer.from([part]);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return Buffer.concat([length, Buffer.from(part)]);
    }),
  );
  expect(sent.MD5OfMessageAttributes).toBe(createHash('md5').update(encoded).digest('hex'));
  const received = await to('orders').call('ReceiveMessage', { MessageAttributeNames: ['All'] });
  expect(received.Messages[0]).toMatchObject({
    MD5OfBody: sent.MD5OfMessageBody,
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    MessageAttributes,
  });
});

it('reports each entry of a batch on its own', async () => {
  const { to, bodies } = start([queue('orders', { MaximumMessageSize: 1024 })]);
  const answer = await to('orders').call('SendMessageBatch', {
    Entries: [
      { Id: 'small', MessageBody: 'ok' },
      { Id: 'large', MessageBody: 'x'.repeat(1025) },
    ],
  });
  expect(answer.Successful).toMatchObject([{ Id: 'small' }]);
  expect(answer.Failed).toMatchObject([
    { Id: 'large', Code: 'InvalidParameterValue', SenderFault: true },
  ]);
  expect(await bodies('orders')).toEqual(['ok']);
});

it.each([
  [
    'more than ten entries',
    'TooManyEntriesInBatchRequest',
    Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' })),
  ],
  [
    'equal ids',
    'BatchEntryIdsNotDistinct',
    [
      { Id: 'a', MessageBody: 'x' },
      { Id: 'a', MessageBody: 'y' },
    ],
  ],
  ['no entries', 'EmptyBatchRequest', []],
  [
    'more than a mebibyte in all',
    'BatchRequestTooLong',
    ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(600_000) })),
  ],
])('refuses a batch with %s', async (_, code, Entries) => {
  const { to } = start();
  await expect(to('orders').call('SendMessageBatch', { Entries })).rejects.toMatchObject({ code });
});

it('refuses unknown queues, unknown operations and foreign receipts by name', async () => {
  const { to } = start();
  await expect(to('nowhere').call('SendMessage', { MessageBody: 'x' })).rejects.toMatchObject({
    code: 'QueueDoesNotExist',
  });
  await expect(to('orders').call('CreateQueue')).rejects.toMatchObject({
    code: 'UnknownOperationException',
  });
  await expect(
    to('orders').call('DeleteMessage', { ReceiptHandle: 'made-up' }),
  ).rejects.toMatchObject({ code: 'ReceiptHandleIsInvalid' });
});

it('asks for the single form of the permission, on the queue', () => {
  const { sqs } = start();
  const caller = { kind: 'role', roleId: 'r', functionId: 'f' } as const;
  expect(
    sqs.permissions({
      operation: 'SendMessageBatch',
      input: { QueueUrl: queueUrl('orders') },
      caller,
    }),
  ).toEqual([{ action: 'sqs:SendMessage', resource: queueArn('orders') }]);
});

it('bills by 64 KB of payload and by batch', async () => {
  const { world, sqs, to } = start();
  await to('orders').call('SendMessage', { MessageBody: 'x'.repeat(65_537) });
  const messages = sqs.receive(queueArn('orders'), 10);
  sqs.delete(queueArn('orders'), messages);
  expect(world.meter.report().byDimension[0]?.quantity).toBe('5');
});

it('keeps what it acknowledged over a restart, what was in flight too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sqs-'));
  const path = join(folder, 'local.sqlite');
  const first = start([queue('orders')], path);
  await first.to('orders').call('SendMessage', { MessageBody: 'kept' });
  await first.to('orders').call('SendMessage', { MessageBody: 'gone' });
  const { Messages } = await first.to('orders').call('ReceiveMessage', { MaxNumberOfMessages: 2 });
  await first.to('orders').call('DeleteMessage', { ReceiptHandle: Messages[1].ReceiptHandle });
  // No close: a killed process gets no chance to.
  const second = start([queue('orders')], path);
  expect(await second.bodies('orders')).toEqual(['kept']);
  rmSync(folder, { recursive: true });
});

it('tells listeners when messages become visible', async () => {
  const { world, sqs } = start();
  const heard: number[] = [];
  sqs.onMessage(queueArn('orders'), () => heard.push(world.timeline.now()));
  const begun = world.timeline.now();
  sqs.send(queueArn('orders'), 'now');
  sqs.send(queueArn('orders'), 'later', { delayMs: 1_000 });
  sqs.receive(queueArn('orders'), 10);
  await world.timeline.advance(30_000);
  await settled();
  expect(heard.map((at) => at - begun)).toEqual([0, 1_000, 30_000]);
  expect(sqs.activity()).toEqual({ ready: 2, inFlight: 0, delayed: 0, nextDueMs: undefined });
});

it('counts receives on over a restart, so that a message that kills its consumer is put aside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sqs-'));
  const path = join(folder, 'local.sqlite');
  const first = start([queue('orders')], path);
  await first.to('orders').call('SendMessage', { MessageBody: 'deadly' });
  await first.bodies('orders');
  await first.world.timeline.advance(30_000);
  await first.bodies('orders');
  const second = start([queue('orders')], path);
  const { Messages } = await second.to('orders').call('ReceiveMessage', {
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });
  expect(Messages[0].Attributes).toEqual({ ApproximateReceiveCount: '3' });
  rmSync(folder, { recursive: true });
});
