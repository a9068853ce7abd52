import {
  type AttributeValue,
  GetItemCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { BankOutcome } from '../../../domain/shared/bank-word.ts';
import { required } from '../env.ts';
import { dynamo } from './client.ts';

export type GuardItem = Readonly<Record<string, AttributeValue>>;

/** Reads a guard item strongly. */
export const readGuard = async (guard: string): Promise<GuardItem | undefined> => {
  const { Item } = await dynamo.send(
    new GetItemCommand({
      TableName: required('guardsTable'),
      Key: { guard: { S: guard } },
      ConsistentRead: true,
    }),
  );
  return Item;
};

/** A put that succeeds once for ever (or until `expiresAt`, in epoch seconds): the guard must not exist yet. */
export const claimAlone = (guard: string, attributes: GuardItem, expiresAt?: number) => ({
  TableName: required('guardsTable'),
  Item: {
    guard: { S: guard },
    ...attributes,
    ...(expiresAt === undefined ? {} : { expiresAt: { N: `${expiresAt}` } }),
  },
  ConditionExpression: 'attribute_not_exists(guard)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

/** The same among the writes of a transaction. */
export const claim = (...given: Parameters<typeof claimAlone>): TransactWriteItem => ({
  Put: claimAlone(...given),
});

/** What the guard kept apart may come again. */
export const forget = (guard: string): TransactWriteItem => ({
  Delete: { TableName: required('guardsTable'), Key: { guard: { S: guard } } },
});

/**
 * Notes what the bank has said last of the payment that a guard is about; fails when it had said something else than
 * `from` (undefined: nothing yet) before, or when there is no such guard.
 */
export const noteOutcome = (
  guard: string,
  from: BankOutcome | undefined,
  to: BankOutcome,
): TransactWriteItem => ({
  Update: {
    TableName: required('guardsTable'),
    Key: { guard: { S: guard } },
    UpdateExpression: 'SET outcome = :to',
    ConditionExpression:
      from === undefined
        ? 'attribute_exists(guard) AND attribute_not_exists(outcome)'
        : 'outcome = :from',
    ExpressionAttributeValues: {
      ':to': { S: to },
      ...(from === undefined ? {} : { ':from': { S: from } }),
    },
  },
});

/** A claim for ever whose attributes are all text. */
export const claimTexts = (
  guard: string,
  texts: Readonly<Record<string, string>>,
): TransactWriteItem =>
  claim(
    guard,
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { S: text }])),
  );

/** Takes `amount` (micrograms) from a lot; fails, with the lot as it is, when less remains. */
export const takeFromLot = (lotId: string, amount: bigint): TransactWriteItem => ({
  Update: {
    TableName: required('guardsTable'),
    Key: { guard: { S: `lot#${lotId}` } },
    UpdateExpression: 'SET remaining = remaining - :amount',
    ConditionExpression: 'remaining >= :amount',
    ExpressionAttributeValues: { ':amount': { N: `${amount}` } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/**
 * Gives `amount` (micrograms) back to a lot that was opened with `openedWith`; fails, with the lot as it is, when that
 * would make it more.
 */
export const returnToLot = (
  lotId: string,
  amount: bigint,
  openedWith: bigint,
): TransactWriteItem => ({
  Update: {
    TableName: required('guardsTable'),
    Key: { guard: { S: `lot#${lotId}` } },
    UpdateExpression: 'SET remaining = remaining + :amount',
    ConditionExpression: 'remaining <= :most',
    ExpressionAttributeValues: {
      ':amount': { N: `${amount}` },
      ':most': { N: `${openedWith - amount}` },
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** More customers than that on one bank account are nobody's family; it also bounds the item. */
const usersPerIbanMax = 20;

/**
 * Writes down that a customer listed a bank account, under its keyed hash, for good: who removes it again still had it.
 * Fails when too many others did.
 */
export const listIban = (ibanIndex: string, userId: string): TransactWriteItem => ({
  Update: {
    TableName: required('guardsTable'),
    Key: { guard: { S: `iban#${ibanIndex}` } },
    UpdateExpression: 'ADD listedBy :user',
    ConditionExpression:
      'attribute_not_exists(listedBy) OR size(listedBy) < :max OR contains(listedBy, :id)',
    ExpressionAttributeValues: {
      ':user': { SS: [userId] },
      ':id': { S: userId },
      ':max': { N: `${usersPerIbanMax}` },
    },
  },
});

/** How many customers have ever listed a bank account. */
export const usersOfIban = async (ibanIndex: string): Promise<number> =>
  (await readGuard(`iban#${ibanIndex}`))?.['listedBy']?.SS?.length ?? 0;

/** Closes a lot of which nothing is allocated; fails, with the lot as it is, when some is. */
export const closeLot = (lotId: string, openedWith: bigint): TransactWriteItem => ({
  Delete: {
    TableName: required('guardsTable'),
    Key: { guard: { S: `lot#${lotId}` } },
    ConditionExpression: 'remaining = :all',
    ExpressionAttributeValues: { ':all': { N: `${openedWith}` } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** Remembers a command that its stream's window had no room for. */
export const rememberCommand = (
  commandId: string,
  stream: string,
  version: number,
  expiresAt: number,
): TransactWriteItem =>
  claim(`command#${commandId}`, { stream: { S: stream }, version: { N: `${version}` } }, expiresAt);
