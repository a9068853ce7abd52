import type { User } from '../../domain/accounts/state.ts';
import { user } from '../../domain/accounts/user.ts';
import { causeFrom, consumer, type Published, streamOf } from '../shared/messages.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { execute } from '../shared/store/execute.ts';
import { sendMail } from './mail.ts';

const paragraphs = [
  'welcome to Assay. Your account is open: pay in with the reference shown in your wallet, and buy gold from 0.0001 g. Every number that you are shown can be followed back to the events that make it up.',
  'If you did not open this account, please answer this message.',
];

const welcome = async (event: Published): Promise<void> => {
  const stream = streamOf(event);
  const { state } = await loadHead(user, stream, true);
  if (state.welcomed || state.status === 'erased') return;
  const { email, fullName } = await openState('user', stream, state);
  const messageId = await sendMail(email, { subject: 'Welcome to Assay', fullName, paragraphs });
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
