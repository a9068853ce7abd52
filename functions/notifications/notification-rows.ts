import {
  type AttributeValue,
  ConditionalCheckFailedException,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { NotificationChannel } from '../../domain/accounts/events.ts';
import type { Notice } from '../../domain/notifications/notice.ts';
import { msPerDay, msPerSecond } from '../../domain/shared/time.ts';
import { required } from '../shared/env.ts';
import type { Published } from '../shared/messages.ts';
import { toItem } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import { derivedId } from '../shared/uuid.ts';

/** One notice of one person, and how it was sent. */
export interface NotificationKey {
  readonly person: string;
  /** The time, then the id: notices are in order. */
  readonly sk: string;
}

const keptMs = 400 * msPerDay;
/** Longer than a function runs, so that whoever finds it over knows that the sender is gone. */
const leaseMs = 60 * msPerSecond;

/** The same for every delivery of an event. */
export const notificationId = ({ eventId, userId }: Published): string =>
  derivedId(eventId, 'notice', userId);

/** Where the notice of an event stands: among its person's, in the order of time. */
export const keyOfNotice = (event: Published): NotificationKey => ({
  person: event.userId,
  sk: `${event.timestamp}#${notificationId(event)}`,
});

/** Writes a notice down, once for an event and a person; answers whether this call did. */
export const keepNotice = async (event: Published, notice: Notice): Promise<boolean> => {
  const { timestamp: at, eventType: kind } = event;
  const expiresAt = Math.ceil((Date.parse(at) + keptMs) / msPerSecond);
  const facts = { notificationId: notificationId(event), at, kind, expiresAt };
  try {
    await dynamo.send(
      new PutItemCommand({
        TableName: required('notificationsTable'),
        Item: toItem({ ...keyOfNotice(event), ...facts, ...notice }),
        ConditionExpression: 'attribute_not_exists(person)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const update = (
  key: NotificationKey,
  channel: NotificationChannel,
  expression: string,
  values: Record<string, AttributeValue>,
  condition?: string,
) =>
  dynamo.send(
    new UpdateItemCommand({
      TableName: required('notificationsTable'),
      Key: toItem({ ...key }),
      UpdateExpression: expression,
      ...(condition === undefined ? {} : { ConditionExpression: condition }),
      ExpressionAttributeNames: { '#lease': `${channel}Lease`, '#sent': `${channel}SentAt` },
      ExpressionAttributeValues: values,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );

/** Takes the sending by a channel for a minute; false where it was sent. Throws while another has it. */
const claimSending = async (
  key: NotificationKey,
  channel: NotificationChannel,
  nowMs: number,
): Promise<boolean> => {
  try {
    await update(
      key,
      channel,
      'SET #lease = :until',
      { ':until': { N: `${nowMs + leaseMs}` }, ':now': { N: `${nowMs}` } },
      'attribute_not_exists(#sent) AND (attribute_not_exists(#lease) OR #lease < :now)',
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (error.Item?.[`${channel}SentAt`] !== undefined) return false;
    throw new Error('another delivery sends this notice now');
  }
};

/**
 * Sends a notice by a channel unless it was sent: who sends has it for a minute, and notes when it is done. Only a
 * process that dies between the two leaves it open whether it was, and then it is sent again.
 */
export const sendOnce = async (
  key: NotificationKey,
  channel: NotificationChannel,
  send: () => Promise<unknown>,
): Promise<void> => {
  if (!(await claimSending(key, channel, Date.now()))) return;
  await send();
  const sentAt = new Date().toISOString();
  await update(key, channel, 'SET #sent = :at REMOVE #lease', { ':at': { S: sentAt } });
};
