import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { required } from '../shared/env.ts';

const ses = new SESv2Client({ maxAttempts: 4 });

/** A mail to one person, as plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends a mail in the house's name. Answers with the id under which SES took it. */
export const sendMail = async ({ to, subject, text }: Mail): Promise<string> => {
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: required('mailFrom'),
      Destination: { ToAddresses: [to] },
      Content: { Simple: { Subject: { Data: subject }, Body: { Text: { Data: text } } } },
    }),
  );
  return MessageId ?? '';
};
