import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { required } from '../shared/env.ts';
import { type Letter, rendered } from './templates.ts';

const ses = new SESv2Client({ maxAttempts: 4 });

/** Sends a letter in the house's name. Answers with the id under which SES took it. */
export const sendMail = async (to: string, letter: Letter): Promise<string> => {
  const { subject, text, html } = rendered(letter);
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: required('mailFrom'),
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Text: { Data: text }, Html: { Data: html } },
        },
      },
    }),
  );
  return MessageId ?? '';
};
