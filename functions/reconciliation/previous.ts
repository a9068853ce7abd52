import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { reconciliationFolding, spokenUntil } from '../../domain/reconciliation/folding.ts';
import type { Open } from '../../domain/reconciliation/matching.ts';
import { moneyFromWire } from '../../domain/shared/money.ts';
import { required } from '../shared/env.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import { loadHead } from '../shared/store/events-table.ts';
import { reconciliationStream } from './reconciliation-stream.ts';

/** Where the reconciliation before left the account. */
export interface Previous {
  readonly reconciliationId: string;
  /** Until when it spoke for the account. */
  readonly until: string;
  /** Minor units. */
  readonly closing: bigint;
  readonly openingCapital: bigint;
  readonly houseSpent: bigint;
  readonly open: Open;
}

/**
 * The last statement of a currency's account that ended before `before` (ISO 8601) and is reconciled. Undefined for the
 * first. Throws while the one before is still being compared: its open items are needed.
 */
export const previousOf = async (
  currency: string,
  before: string,
): Promise<Previous | undefined> => {
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName: required('reconciliationsTable'),
      KeyConditionExpression: 'currency = :currency AND sk < :before',
      ExpressionAttributeValues: { ':currency': { S: currency }, ':before': { S: before } },
      ScanIndexForward: false,
      Limit: 1,
      ConsistentRead: true,
    }),
  );
  const item = Items?.[0];
  if (item === undefined) return undefined;
  const reconciliationId = `${toRow(item)['reconciliationId']}`;
  const { state } = await loadHead(
    reconciliationFolding,
    reconciliationStream(reconciliationId),
    true,
  );
  if (state.status !== 'reconciled' && state.status !== 'balanced')
    throw new Error('the statement before is not reconciled yet');
  const money = (text: string) => moneyFromWire(text, currency);
  return {
    reconciliationId,
    until: spokenUntil(state),
    closing: money(state.closing),
    openingCapital: money(state.openingCapital),
    houseSpent: money(state.houseSpent),
    open: new Map(state.openItems.map(({ key, amount }) => [key, money(amount)])),
  };
};
