import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { type Mail, type MailStore, openMailStore } from './mail-store.ts';

export interface Ses extends Service {
  /** What was sent, oldest first; to one address when asked. */
  readonly mails: MailStore['list'];
}

// biome-ignore lint/suspicious/noExplicitAny: the shapes are AWS's; what is read is checked.
type Input = any;

const recipientsMax = 50;

/** `Assay <hello@assay.test>` is the address `hello@assay.test`. */
const addressOf = (mailbox: string): string => /<([^<>]+)>\s*$/.exec(mailbox)?.[1] ?? mailbox;

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : []);

const mailOf = (input: Input, messageId: string, nowMs: number): Mail => {
  const { FromEmailAddress: from, Destination: destination, Content: content } = input;
  const simple = content?.Simple;
  if (simple === undefined)
    throw new AwsError('BadRequestException', 'Only Content.Simple is supported here.');
  const to = listOf(destination?.ToAddresses);
  const cc = listOf(destination?.CcAddresses);
  const bcc = listOf(destination?.BccAddresses);
  const recipients = [...to, ...cc, ...bcc];
  const badAddress = [from, ...recipients].find(
    (address) => !/^\S+@\S+$/.test(addressOf(address ?? '')),
  );
  if (recipients.length === 0 || recipients.length > recipientsMax || badAddress !== undefined)
    throw new AwsError(
      'BadRequestException',
      badAddress === undefined
        ? `A message takes 1 to ${recipientsMax} recipients.`
        : `Illegal address: ${badAddress}`,
    );
  const subject = simple.Subject?.Data;
  const text = simple.Body?.Text?.Data;
  const html = simple.Body?.Html?.Data;
  if (typeof subject !== 'string' || (text === undefined && html === undefined))
    throw new AwsError('BadRequestException', 'A message needs a subject and a body.');
  const replyTo = listOf(input.ReplyToAddresses);
  const sentAt = new Date(nowMs).toISOString();
  return { messageId, sentAt, from, to, cc, bcc, replyTo, subject, text, html };
};

/** SES v2's SendEmail. Nothing leaves the machine: what was sent is in the mailbox. */
export const createSes = ({
  world,
  resources,
}: {
  readonly world: World;
  readonly resources: Resources;
}): Ses => {
  const store = openMailStore(world);
  const identities = resources.ofType('AWS::SES::EmailIdentity');

  /** The verified identity that covers a sender: the address itself, or its domain. */
  const identityOf = (from: string) => {
    const address = addressOf(from);
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    return identities.find(({ properties }) =>
      [address, domain].includes(properties['EmailIdentity']),
    );
  };
  const unknown = (operation: string) =>
    new AwsError('UnknownOperationException', `SES has no ${operation} here`);

  return {
    name: 'ses',
    permissions: ({ operation, input }) => {
      if (operation !== 'SendEmail') throw unknown(operation);
      const from = addressOf(String(input.FromEmailAddress));
      const identity = identityOf(from)?.properties['EmailIdentity'] ?? from;
      const resource = `arn:aws:ses:${world.region}:${world.account}:identity/${identity}`;
      return [{ action: 'ses:SendEmail', resource, context: { 'ses:FromAddress': from } }];
    },
    call: async ({ operation, input }) => {
      if (operation !== 'SendEmail') throw unknown(operation);
      const mail = mailOf(input, `${world.random.uuid()}-000000`, world.timeline.now());
      if (identityOf(mail.from) === undefined)
        throw new AwsError(
          'MessageRejected',
          `Email address is not verified. The following identities failed the check in region ${world.region.toUpperCase()}: ${addressOf(mail.from)}`,
        );
      store.add(mail);
      world.meter.add('ses.emails', mail.to.length + mail.cc.length + mail.bcc.length, 'SendEmail');
      await world.storage.durable();
      return { MessageId: mail.messageId };
    },
    mails: store.list,
  };
};
