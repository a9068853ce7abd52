import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { User } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { required } from '../shared/env.ts';
import { causeFrom, consumer, type Published, streamOf } from '../shared/messages.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';

const ses = new SESv2Client({ maxAttempts: 4 });

const bodyText = (fullName: string): string =>
  [
    `Hello ${fullName},`,
    '',
    'welcome to Assay. Your account is open: pay in with the reference shown in your wallet, and buy gold from',
    '0.0001 g. Every number that you are shown can be followed back to the events that make it up.',
    '',
    'If you did not open this account, please answer this message.',
  ].join('\n');

const send = async ({ email, fullName }: User): Promise<string> => {
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: required('mailFrom'),
      Destination: { ToAddresses: [email] },
      Content: {
        Simple: {
          Subject: { Data: 'Welcome to Assay' },
          Body: { Text: { Data: bodyText(fullName) } },
        },
      },
    }),
  );
  return MessageId ?? '';
};

const welcome = async (event: Published): Promise<void> => {
  const stream = streamOf(event);
  const { state } = await loadHead(user, stream, true);
  if (state.welcomed || state.status === 'erased') return;
  const messageId = await send(await openState('user', stream, state));
  const cause = causeFrom(event, 'send-welcome-email');
  await execute({
    cause,
    participants: [
      {
        folding: user,
        stream,
        decide: (current: User) =>
          user.decide({ type: 'RecordWelcomeEmail', messageId, at: cause.at }, current),
      },
    ],
  });
};

/** Greets a new customer once; that it was sent is an event of the account. */
export const handler = consumer('send-welcome-email', welcome);
