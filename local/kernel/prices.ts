import type { Dimension } from './meter.ts';

/** What AWS asks for a quantity: `usd` for each `per` units. */
export interface Price {
  /** US dollars as a decimal string, so that no float ever touches it. */
  readonly usd: string;
  readonly per: bigint;
  /** How one counted unit is called on the bill. */
  readonly unit: string;
}

/** The region whose list prices these are. */
export const PRICE_REGION = 'us-east-1';

const MILLION = 1_000_000n;
const GIBIBYTE = 1_073_741_824n;

/**
 * AWS list prices, us-east-1, first tier, without the free tier, November 2026; each from the service's pricing page
 * (aws.amazon.com/<service>/pricing): DynamoDB on-demand, standard table class, as halved on 2024-11-01; Lambda arm64;
 * HTTP and WebSocket API; EventBridge custom events by 64 KB chunks; SQS standard by 64 KB chunks; Step Functions
 * Standard; KMS symmetric and HMAC requests; Secrets Manager; SES outbound; SNS publishes; S3 Standard; CloudWatch
 * Logs ingestion. Cognito bills people and not calls: its calls are counted at no price.
 */
export const prices: Readonly<Record<Dimension, Price>> = {
  'dynamodb.wru': { usd: '0.625', per: MILLION, unit: 'write request units' },
  'dynamodb.rru': { usd: '0.125', per: MILLION, unit: 'read request units' },
  'lambda.requests': { usd: '0.20', per: MILLION, unit: 'requests' },
  'lambda.gbSeconds': { usd: '0.0000133334', per: 1n, unit: 'GB-seconds' },
  'events.published': { usd: '1.00', per: MILLION, unit: '64 KB events' },
  'sqs.requests': { usd: '0.40', per: MILLION, unit: '64 KB requests' },
  'states.transitions': { usd: '25.00', per: MILLION, unit: 'transitions' },
  'apigateway.requests': { usd: '1.00', per: MILLION, unit: 'requests' },
  'apigateway.messages': { usd: '1.00', per: MILLION, unit: '32 KB messages' },
  'kms.requests': { usd: '0.03', per: 10_000n, unit: 'requests' },
  'secrets.requests': { usd: '0.05', per: 10_000n, unit: 'calls' },
  'ses.emails': { usd: '0.10', per: 1_000n, unit: 'e-mails' },
  'sns.messages': { usd: '0.50', per: MILLION, unit: '64 KB publishes' },
  's3.puts': { usd: '0.005', per: 1_000n, unit: 'requests' },
  's3.gets': { usd: '0.0004', per: 1_000n, unit: 'requests' },
  'logs.bytes': { usd: '0.50', per: GIBIBYTE, unit: 'bytes' },
  'scheduler.invocations': { usd: '1.00', per: MILLION, unit: 'invocations' },
  'cognito.requests': { usd: '0', per: 1n, unit: 'calls' },
};
