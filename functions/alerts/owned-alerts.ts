import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { policy } from '../../domain/shared/policy.ts';
import { required } from '../shared/env.ts';
import { toRow } from '../shared/rows.ts';
import { dynamo } from '../shared/store/client.ts';
import type { shownAlert } from './alert-answers.ts';

type AlertRow = ReturnType<typeof shownAlert>;

/** A customer's latest alerts, newest first: those that wait, and what became of earlier ones. */
export const alertsOf = async (userId: string): Promise<readonly AlertRow[]> => {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: required('priceAlertsTable'),
      KeyConditionExpression: 'userId = :user',
      ExpressionAttributeValues: { ':user': { S: userId } },
      // Ids are made in the order of time.
      ScanIndexForward: false,
      Limit: policy.alerts.alertsShownMax,
    }),
  );
  return Items.map((item) => toRow<AlertRow>(item));
};
