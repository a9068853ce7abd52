import { AwsError } from '../kernel/service.ts';
import { type Protocol, textOf, type WireResponse } from './message.ts';

/** Services that speak AWS JSON 1.0 or 1.1, by the prefix of `x-amz-target`. */
const targets: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodbstreams',
  AmazonSQS: 'sqs',
  AWSEvents: 'events',
  TrentService: 'kms',
  secretsmanager: 'secretsmanager',
  AWSCognitoIdentityProviderService: 'cognito-idp',
  AWSStepFunctions: 'states',
  AmazonSSM: 'ssm',
};

const errorBody = (error: AwsError): string =>
  JSON.stringify({ __type: error.code, message: error.message, ...error.fields });

const inputOf = (body: Uint8Array | string): unknown => {
  try {
    return JSON.parse(textOf(body) || '{}');
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON');
  }
};

/** AWS JSON 1.0 and 1.1: the operation in a header, JSON both ways, the error's name in `__type`. */
export const awsJson: Protocol = ({ headers, body }) => {
  const target = headers['x-amz-target'];
  if (target === undefined) return undefined;
  const dot = target.indexOf('.');
  const prefix = target.slice(0, dot);
  const service = targets[prefix];
  if (service === undefined)
    throw new AwsError('UnknownOperationException', `The local cloud does not run ${prefix}`);
  const contentType = headers['content-type'] ?? 'application/x-amz-json-1.0';
  const write = (status: number, text: string): WireResponse => ({
    status,
    headers: { 'content-type': contentType },
    body: text,
  });
  return {
    service,
    operation: target.slice(dot + 1),
    input: inputOf(body),
    answer: (output) => write(200, JSON.stringify(output ?? {})),
    fail: (error) => write(error.status, errorBody(error)),
  };
};
