import { expect, it } from 'vitest';
import { createSns } from '../../../local/sns/sns.ts';
import { testWorld } from '../http/doors.ts';

const caller = { kind: 'cloud', name: 'test' } as const;
const publish = (input: object) => ({ operation: 'Publish', input, caller });

it('keeps every text message for the mailbox, over a restart too', async () => {
  const world = testWorld();
  const sns = createSns({ world });
  await sns.call(publish({ PhoneNumber: '+4930123456', Message: 'Your code is 123456' }));
  expect(createSns({ world }).messages()).toEqual([
    {
      messageId: expect.any(String),
      sentAt: '2026-11-23T10:00:00.000Z',
      to: '+4930123456',
      text: 'Your code is 123456',
    },
  ]);
  expect(world.metered).toEqual(['sns.messages 1']);
});

it('refuses what is no phone number, no text, or no such call', async () => {
  const sns = createSns({ world: testWorld() });
  for (const input of [
    { PhoneNumber: '030 123456', Message: 'x' },
    { PhoneNumber: '+4930123456', Message: '' },
    { TopicArn: 'arn:aws:sns:eu-west-1:000000000000:alarms', Message: 'x' },
  ])
    await expect(sns.call(publish(input))).rejects.toThrow();
  expect(() => sns.permissions({ operation: 'CreateTopic', input: {}, caller })).toThrow(
    'CreateTopic',
  );
  expect(sns.messages()).toEqual([]);
});
