/** What is counted, by AWS's billing dimensions. Prices live in `prices.ts`. */
export type Dimension =
  | 'dynamodb.wru'
  | 'dynamodb.rru'
  | 'lambda.requests'
  | 'lambda.gbSeconds'
  | 'events.published'
  | 'sqs.requests'
  | 'states.transitions'
  | 'apigateway.requests'
  | 'apigateway.messages'
  | 'kms.requests'
  | 'secrets.requests'
  | 'ses.emails'
  | 'sns.messages'
  | 's3.puts'
  | 's3.gets'
  | 'logs.bytes'
  | 'scheduler.invocations'
  | 'cognito.requests';

/** Counts usage, and says for whom: `detail` names the table, function, queue or bus. */
export interface Meter {
  readonly add: (dimension: Dimension, amount: number, detail: string) => void;
}
