import type { PriceAlertTriggered } from '../alerts/events.ts';
import type { PoolParticipationReleased } from '../pools/events.ts';
import type { NoticedEvent } from '../shared/names.ts';
import { about, inMoney, type Notice } from './notice.ts';
import { accountNotices, signInNotice } from './of-accounts.ts';
import { walletNotices } from './of-wallets.ts';

const alertNotice = (data: PriceAlertTriggered['data']): Notice =>
  about(
    `Gold is ${data.direction} ${data.threshold} ${data.currency} a gram`,
    `It costs ${data.price} ${data.currency}. This alert is done; set another whenever you like.`,
    '/alerts',
  );

const releasedNotice = ({ amount }: PoolParticipationReleased['data'], currency: string): Notice =>
  about(
    `Your part of a pool came back: ${inMoney(amount, currency)}`,
    'The pool did not buy. The money is in your wallet.',
    '/pools',
  );

const notices: { readonly [Type in NoticedEvent]: unknown } = {
  ...accountNotices,
  ...walletNotices,
  SignInChanged: signInNotice,
  PoolParticipationReleased: releasedNotice,
  PriceAlertTriggered: alertNotice,
};

/** What a person is told of an event, `currency` being that of their wallet; undefined where there is nothing to tell. */
export const noticeOf = (
  eventType: string,
  data: Readonly<Record<string, unknown>>,
  currency: string,
): Notice | undefined =>
  Object.hasOwn(notices, eventType)
    ? (
        notices[eventType as NoticedEvent] as (data: object, currency: string) => Notice | undefined
      )(data, currency)
    : undefined;
