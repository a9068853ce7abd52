import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import * as z from 'zod/mini';
import { required } from '../shared/env.ts';
import { Problem, problemAnswer } from '../shared/http/problem.ts';
import { checked } from '../shared/http/request.ts';
import { log, metric, setLogContext } from '../shared/log.ts';
import { secretJson } from '../shared/secret.ts';
import { newId } from '../shared/uuid.ts';
import { hearTransfer, TransferEnded } from './hear-transfer.ts';
import { receiveTransfer, TransferReceived } from './receive-transfer.ts';

const bodyBytesMax = 16 * 1024;

const outcomes = {
  'transfer.completed': 'completed',
  'transfer.failed': 'failed',
  'transfer.returned': 'returned',
} as const;

const Message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('transfer.received'),
    timestamp: z.string(),
    data: TransferReceived,
  }),
  z.strictObject({
    type: z.enum(['transfer.completed', 'transfer.failed', 'transfer.returned']),
    timestamp: z.string(),
    data: TransferEnded,
  }),
]);

/** Every secret in force, so that the bank can change over while both work. */
const secretsInForce = async (): Promise<string[]> =>
  Object.values(await secretJson<Record<string, string>>(required('bankWebhookSecretArn')));

/** Verifies a Standard Webhooks signature over the raw bytes (±5 minutes). Throws 401. */
const verify = async (body: string, headers: Record<string, string>): Promise<void> => {
  for (const secret of await secretsInForce()) {
    try {
      new Webhook(secret).verify(body, headers);
      return;
    } catch (error) {
      // The library parses what it has verified; that a signed body is no JSON is for the parser below to say.
      if (error instanceof SyntaxError) return;
      if (!(error instanceof WebhookVerificationError)) throw error;
    }
  }
  metric('WebhookRefused', 1);
  throw new Problem(
    401,
    'webhook.refused',
    'Signature refused',
    'The signature does not fit the body, or its timestamp is more than five minutes off.',
  );
};

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new Problem(400, 'request.malformed', 'Not JSON', 'The body must be one JSON document.');
  }
};

const receive = async (event: LambdaFunctionURLEvent, correlationId: string): Promise<void> => {
  const body =
    event.isBase64Encoded === true
      ? Buffer.from(event.body ?? '', 'base64').toString()
      : (event.body ?? '');
  if (Buffer.byteLength(body) > bodyBytesMax)
    throw new Problem(413, 'request.too-large', 'Too large', 'A message may hold 16 KB.');
  if (event.requestContext.http.method !== 'POST')
    throw new Problem(405, 'request.method', 'POST only', 'Send webhooks with POST.');
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value ?? '']),
  );
  await verify(body, headers);
  const message = checked(Message, parse(body));
  if (message.type === 'transfer.received') await receiveTransfer(message.data, correlationId);
  else await hearTransfer(outcomes[message.type], message.data, correlationId);
};

/** The bank's webhook: 202 once what it tells is stored, and again for every repetition. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const correlationId = newId();
  setLogContext({ correlationId, route: 'bank webhook' });
  try {
    await receive(event, correlationId);
    log.info('webhook accepted');
    return {
      statusCode: 202,
      headers: { 'content-type': 'application/json', 'x-correlation-id': correlationId },
      body: '{"accepted":true}',
    };
  } catch (error) {
    return problemAnswer(error, correlationId);
  }
};
