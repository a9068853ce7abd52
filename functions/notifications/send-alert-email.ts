import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { user } from '../../domain/accounts/user.ts';
import type { PriceAlertTriggered } from '../../domain/alerts/events.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { openState } from '../shared/seal/sealing.ts';
import { dynamo } from '../shared/store/client.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { claimAlone, readGuard } from '../shared/store/guards.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { sendMail } from './mail.ts';

/** Longer than a message can wait anywhere, dead letters included. */
const rememberedSeconds = 30 * 86_400;

const guardOf = ({ eventId }: Published): string => `mail#${eventId}`;

/** Remembers that the mail went out, so that a repeated delivery sends none. */
const remember = async (event: Published): Promise<void> => {
  try {
    const expiresAt = Math.ceil(Date.now() / 1_000) + rememberedSeconds;
    await dynamo.send(new PutItemCommand(claimAlone(guardOf(event), {}, expiresAt)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

const bodyText = (fullName: string, data: PriceAlertTriggered['data']): string =>
  [
    `Hello ${fullName},`,
    '',
    `gold costs ${data.price} ${data.currency} a gram: it went ${data.direction} the ${data.threshold} that you`,
    'asked us to watch. This alert is done; set another whenever you like.',
  ].join('\n');

const tell = async (event: Published): Promise<void> => {
  const data = event.eventData as PriceAlertTriggered['data'];
  if ((await readGuard(guardOf(event))) !== undefined) return;
  const stream = userStream(data.userId);
  const { state } = await loadHead(user, stream, true);
  if (state.status === 'erased' || !state.channels.includes('email')) return;
  const { email, fullName } = await openState('user', stream, state);
  await sendMail({
    to: email,
    subject: `Gold is ${data.direction} ${data.threshold} ${data.currency} a gram`,
    text: bodyText(fullName, data),
  });
  await remember(event);
};

/** Tells a customer that the price passed their threshold. */
export const handler = consumer('send-alert-email', tell);
