import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Saga, sagaArns } from '../../domain/shared/names.ts';
import type { Access } from './access.ts';
import { nameOf, type Platform } from './platform.ts';

/** The name of a saga's state machine: `assay-dev-withdrawal-saga`. */
export const sagaNameOf = ({ config }: Platform, saga: Saga): string =>
  nameOf(config, saga, 'saga');

/** Its ARN by literal names, so that the functions of a saga and the saga itself need not wait for each other. */
export const sagaArnOf = (scope: Construct, platform: Platform, saga: Saga): string => {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:states:${region}:${account}:stateMachine:${sagaNameOf(platform, saga)}`;
};

/** The right to start a saga, and the variable that names it. */
export const mayStart = (scope: Construct, platform: Platform, saga: Saga): Access => {
  const arn = sagaArnOf(scope, platform, saga);
  return {
    env: { [sagaArns[saga]]: arn },
    allow: [{ actions: ['states:StartExecution'], resources: [arn] }],
  };
};

/** The right to answer the steps of a saga that wait. The task token says which step, so there is no variable. */
export const mayAnswer = (scope: Construct, platform: Platform, saga: Saga): Access => ({
  allow: [{ actions: ['states:SendTaskSuccess'], resources: [sagaArnOf(scope, platform, saga)] }],
});
