import { userFolding } from '../../domain/accounts/folding.ts';
import type { User } from '../../domain/accounts/state.ts';
import type { Notice } from '../../domain/notifications/notice.ts';
import { noticeOf } from '../../domain/notifications/notices.ts';
import { isWatched } from '../shared/connections.ts';
import { derivedEvent, publishDerived } from '../shared/derived-events.ts';
import { required } from '../shared/env.ts';
import { consumer, type Published } from '../shared/messages.ts';
import { openState } from '../shared/seal/sealing.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { userStream } from '../shared/wallet-ids.ts';
import { sendMail } from './mail.ts';
import { keepNotice, keyOfNotice, notificationId, sendOnce } from './notification-rows.ts';
import { sendTextMessage } from './text-message.ts';

/** By which ways a person is told: what concerns their safety by every way there is. */
const waysOf = ({ channels, phone }: User, { security }: Notice) => ({
  email: security || channels.includes('email'),
  sms: phone !== undefined && (security || channels.includes('sms')),
});

const currencyOf = ({ state, eventData }: Published): string =>
  `${state?.['currency'] ?? eventData['currency'] ?? required('currency')}`;

const tell = async (event: Published): Promise<void> => {
  const { userId, eventType, eventData, timestamp } = event;
  const notice = noticeOf(eventType, eventData, currencyOf(event));
  if (notice === undefined) return;
  const stream = userStream(userId);
  const { state } = await loadHead(userFolding, stream, true);
  if (state.userId === '' || state.status === 'erased') return;
  const isNew = await keepNotice(event, notice);
  if (isNew && (await isWatched(userId))) {
    const told = { notificationId: notificationId(event), at: timestamp, ...notice };
    await publishDerived([derivedEvent(event, 'NotificationCreated', told)]);
  }
  const ways = waysOf(state, notice);
  if (!ways.email && !ways.sms) return;
  const { email, fullName, phone = '' } = await openState('user', stream, state);
  const key = keyOfNotice(event);
  const letter = { subject: notice.title, fullName, paragraphs: [notice.title, notice.text] };
  await Promise.all([
    ways.email ? sendOnce(key, 'email', () => sendMail(email, letter)) : undefined,
    ways.sms ? sendOnce(key, 'sms', () => sendTextMessage(phone, notice.title)) : undefined,
  ]);
};

/** Tells people of what happened to their money, gold and account: in the app always, by mail and text as they like. */
export const handler = consumer('notify', tell);
