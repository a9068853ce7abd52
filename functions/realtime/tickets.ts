import { createHash, randomBytes } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { msPerSecond } from '../../domain/shared/time.ts';
import { required } from '../shared/env.ts';
import type { Actor } from '../shared/http/request.ts';
import { dynamo } from '../shared/store/client.ts';
import { claimAlone } from '../shared/store/guards.ts';

/** Long enough to open a connection by a slow network, and to be worth nothing in a log that is read later. */
export const ticketSeconds = 30;

const ticketBytes = 24;
const ticketForm = /^[\w-]{32}$/;

/** Who reads the table finds no ticket in it. */
const guardOf = (ticket: string): string =>
  `live-ticket#${createHash('sha256').update(ticket).digest('base64url')}`;

const nowSeconds = (): number => Math.floor(Date.now() / msPerSecond);

/** Makes a ticket for one connection of a person. */
export const issueTicket = async ({ userId, groups }: Actor): Promise<string> => {
  const ticket = randomBytes(ticketBytes).toString('base64url');
  const holder = { userId: { S: userId }, groups: { S: groups.join(' ') } };
  await dynamo.send(
    new PutItemCommand(claimAlone(guardOf(ticket), holder, nowSeconds() + ticketSeconds)),
  );
  return ticket;
};

/** Takes a ticket back: whose it is, once, while it holds; undefined for any other text. */
export const redeemTicket = async (ticket: string): Promise<Actor | undefined> => {
  if (!ticketForm.test(ticket)) return undefined;
  try {
    const { Attributes } = await dynamo.send(
      new DeleteItemCommand({
        TableName: required('guardsTable'),
        Key: { guard: { S: guardOf(ticket) } },
        ConditionExpression: 'expiresAt > :now',
        ExpressionAttributeValues: { ':now': { N: `${nowSeconds()}` } },
        ReturnValues: 'ALL_OLD',
      }),
    );
    const userId = Attributes?.['userId']?.S;
    if (userId === undefined) return undefined;
    return { userId, groups: (Attributes?.['groups']?.S ?? '').split(' ') };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
