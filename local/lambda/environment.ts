import type { Declaration } from './definition.ts';
import type { Surroundings } from './instance.ts';

/** The variables that Lambda adds to those of the template. */
export const runtimeEnvironment = (
  { region }: Surroundings,
  { name, memoryMb, exportName }: Declaration,
) => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_ACCESS_KEY_ID: 'ASIALOCAL',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: 'local',
  LAMBDA_TASK_ROOT: '/var/task',
  TZ: ':UTC',
  _HANDLER: `index.${exportName}`,
});

/** The second argument of a handler. */
export const contextOf = (
  { timeline }: Surroundings,
  { name, memoryMb }: Declaration,
  requestId: string,
  invokedArn: string,
  deadlineMs: number,
) => ({
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: invokedArn,
  memoryLimitInMB: String(memoryMb),
  awsRequestId: requestId,
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'local',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(deadlineMs - timeline.now(), 0),
});
