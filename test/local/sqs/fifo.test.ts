import { expect, it } from 'vitest';
import { createSqs } from '../../../local/sqs/service.ts';
import { queue, queueArn, queueUrl, resourcesOf, worldAt } from './support.ts';

const arn = queueArn('ledger.fifo');

const start = (properties: object = {}) => {
  const world = worldAt();
  const resources = resourcesOf(queue('ledger.fifo', { FifoQueue: true, ...properties }));
  return { world, sqs: createSqs({ world, resources }) };
};

it('gives a group in order, and nothing more of it while one is in flight', async () => {
  const { world, sqs } = start();
  for (const [body, groupId] of [
    ['a1', 'a'],
    ['a2', 'a'],
    ['b1', 'b'],
  ] as const)
    sqs.send(arn, body, { groupId, deduplicationId: body });
  const [a1] = sqs.receive(arn, 1);
  expect(a1?.body).toBe('a1');
  expect(sqs.receive(arn, 10).map(({ body }) => body)).toEqual(['b1']);
  await world.timeline.advance(30_000);
  expect(sqs.receive(arn, 10).map(({ body }) => body)).toEqual(['a1', 'a2', 'b1']);
});

it('lets the next of a group go when the one before is deleted', () => {
  const { sqs } = start();
  sqs.send(arn, 'a1', { groupId: 'a', deduplicationId: '1' });
  sqs.send(arn, 'a2', { groupId: 'a', deduplicationId: '2' });
  let heard = 0;
  sqs.onMessage(arn, () => heard++);
  sqs.delete(arn, sqs.receive(arn, 1));
  expect(heard).toBe(1);
  expect(sqs.receive(arn, 1)[0]?.body).toBe('a2');
});

it('takes a deduplication id once in five minutes', async () => {
  const { world, sqs } = start();
  const send = () =>
    sqs.call({
      operation: 'SendMessage',
      input: {
        QueueUrl: queueUrl('ledger.fifo'),
        MessageBody: 'x',
        MessageGroupId: 'a',
        MessageDeduplicationId: '1',
      },
      caller: { kind: 'cloud', name: 'test' },
    });
  const first = await send();
  expect(await send()).toEqual(first);
  expect(sqs.receive(arn, 10)).toHaveLength(1);
  await world.timeline.advance(300_000);
  expect(await send()).not.toEqual(first);
});

it('deduplicates by content where the queue says so, and asks for an id otherwise', () => {
  const byContent = start({ ContentBasedDeduplication: true }).sqs;
  byContent.send(arn, 'same', { groupId: 'a' });
  byContent.send(arn, 'same', { groupId: 'a' });
  expect(byContent.receive(arn, 10)).toHaveLength(1);
  const { sqs } = start();
  expect(() => sqs.send(arn, 'x', { groupId: 'a' })).toThrow(
    expect.objectContaining({ code: 'InvalidParameterValue' }),
  );
  expect(() => sqs.send(arn, 'x', { deduplicationId: '1' })).toThrow(
    expect.objectContaining({ code: 'MissingParameter' }),
  );
});
