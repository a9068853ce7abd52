import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { metric } from '../log.ts';
import { secretJson } from '../secret.ts';
import { Problem } from './problem.ts';

const bodyBytesMax = 16 * 1024;

/** Verifies a Standard Webhooks signature over the raw bytes (±5 minutes) by any of the secrets in force. Throws 401. */
const verify = async (
  body: string,
  headers: Record<string, string>,
  secretArn: string,
  sender: string,
): Promise<void> => {
  // Every secret in force, so that the sender can change over while both work.
  for (const secret of Object.values(await secretJson<Record<string, string>>(secretArn))) {
    try {
      new Webhook(secret).verify(body, headers);
      return;
    } catch (error) {
      // The library parses what it has verified; that a signed body is no JSON is for the parser below to say.
      if (error instanceof SyntaxError) return;
      if (!(error instanceof WebhookVerificationError)) throw error;
    }
  }
  metric('WebhookRefused', 1, 'Count', { sender });
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

/**
 * The JSON of a webhook message whose signature is right. Throws 401 for a wrong signature or a time more than five
 * minutes off, 400 for what is no JSON, 405 and 413.
 */
export const signedMessage = async (
  event: LambdaFunctionURLEvent,
  { secretArn, sender }: { readonly secretArn: string; readonly sender: string },
): Promise<unknown> => {
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
  await verify(body, headers, secretArn, sender);
  return parse(body);
};
