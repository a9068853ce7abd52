import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';

/** Sends one operation of `DynamoDB_20120810` or `DynamoDBStreams_20120810` to an endpoint. Throws AwsError. */
export type RemoteCall = (target: string, input: unknown) => Promise<Record<string, unknown>>;

/**
 * Well-formed, and signed by nobody: engines on this machine look at its shape at most. An endpoint that checks
 * signatures is reached by deploying, not from here.
 */
const authorization = (day: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=local/${day}/${region}/dynamodb/aws4_request, ` +
  `SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`;

const errorOf = (status: number, text: string): AwsError => {
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = { message: text };
  }
  const { __type, message, Message, ...fields } = body;
  const code = String(__type ?? 'InternalServerError').replace(/^.*#/, '');
  return new AwsError(code, String(message ?? Message ?? ''), { status, fields });
};

export const createRemoteClient =
  ({ timeline, region }: World, endpoint: string): RemoteCall =>
  async (target, input) => {
    const stamp = new Date(timeline.now()).toISOString().replace(/[-:]|\.\d+/g, '');
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        'x-amz-date': stamp,
        authorization: authorization(stamp.slice(0, 8), region),
      },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw errorOf(response.status, text);
    return text === '' ? {} : JSON.parse(text);
  };
