import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { expect, it } from 'vitest';
import { createSes } from '../../../local/ses/ses.ts';
import { declare, testWorld } from '../http/doors.ts';
import { clientOf } from '../http/sdk.ts';

const resources = declare({
  Mail: { type: 'AWS::SES::EmailIdentity', properties: { EmailIdentity: 'assay.test' } },
});
const start = (world = testWorld()) => {
  const ses = createSes({ world, resources });
  return { world, ses, client: new SESv2Client(clientOf(world, ses)) };
};
const mail = (to: readonly string[], FromEmailAddress = 'Assay <hello@assay.test>') =>
  new SendEmailCommand({
    FromEmailAddress,
    Destination: { ToAddresses: [...to] },
    Content: {
      Simple: {
        Subject: { Data: 'Welcome' },
        Body: { Text: { Data: 'Hello' }, Html: { Data: '<p>Hello</p>' } },
      },
    },
  });

it('keeps every mail for the mailbox, over a restart too', async () => {
  const { client, ses, world } = start();
  const { MessageId } = await client.send(mail(['one@assay.test']));
  await client.send(mail(['two@assay.test']));
  expect(ses.mails()).toHaveLength(2);
  expect(ses.mails({ limit: 1 })).toMatchObject([{ to: ['two@assay.test'] }]);
  expect(start(world).ses.mails({ to: 'ONE@assay.test' })).toEqual([
    {
      messageId: MessageId,
      sentAt: '2026-11-23T10:00:00.000Z',
      from: 'Assay <hello@assay.test>',
      to: ['one@assay.test'],
      cc: [],
      bcc: [],
      replyTo: [],
      subject: 'Welcome',
      text: 'Hello',
      html: '<p>Hello</p>',
    },
  ]);
  expect(world.metered).toEqual(['ses.emails 1', 'ses.emails 1']);
});

it('rejects a sender that no identity covers, and nonsense for recipients', async () => {
  const { client, ses } = start();
  await expect(client.send(mail(['one@assay.test'], 'x@evil.test'))).rejects.toMatchObject({
    name: 'MessageRejected',
  });
  for (const to of [[], ['nobody'], ['']])
    await expect(client.send(mail(to))).rejects.toMatchObject({ name: 'BadRequestException' });
  expect(ses.mails()).toEqual([]);
});

it('asks for the right on the identity that covers the sender', () => {
  const { ses } = start();
  const caller = { kind: 'cloud', name: 'test' } as const;
  const input = { FromEmailAddress: 'Assay <hello@assay.test>' };
  expect(ses.permissions({ operation: 'SendEmail', input, caller })).toEqual([
    {
      action: 'ses:SendEmail',
      resource: 'arn:aws:ses:eu-west-1:000000000000:identity/assay.test',
      context: { 'ses:FromAddress': 'hello@assay.test' },
    },
  ]);
});
