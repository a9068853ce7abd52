import type { Resource } from '../kernel/resources.ts';
import { type TargetInput, targetInput } from './target-input.ts';

/** Where an event goes, and how hard to try. */
export interface Target {
  /** Unique over all rules and schedules; names the target in the store. */
  readonly key: string;
  readonly kind: 'sqs' | 'lambda' | 'states';
  readonly arn: string;
  /** The rule or schedule that it belongs to. */
  readonly ruleArn: string;
  /** The service that knocks: `events.amazonaws.com` or `scheduler.amazonaws.com`. */
  readonly principal: string;
  readonly roleArn: string | undefined;
  readonly messageGroupId: string | undefined;
  readonly retriesMax: number;
  readonly ageMsMax: number;
  readonly deadLetterArn: string | undefined;
  readonly input: TargetInput;
}

const KNOWN = new Set([
  'Arn',
  'Id',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'DeadLetterConfig',
  'RoleArn',
  'SqsParameters',
]);

const kinds: Readonly<Record<string, Target['kind']>> = {
  sqs: 'sqs',
  lambda: 'lambda',
  states: 'states',
};

/**
 * Reads a target of a rule or a schedule. Retries: 185 in 24 hours unless it says otherwise (EventBridge User Guide,
 * "Retrying event delivery"). Throws, by name, for what the local cloud cannot deliver to.
 */
export const readTarget = (
  given: Resource['properties'],
  owner: { readonly name: string; readonly arn: string; readonly principal: string },
): Target => {
  const arn = String(given['Arn']);
  const kind = kinds[arn.split(':')[2] ?? ''];
  if (kind === undefined || arn.includes(':::aws-sdk:'))
    throw new Error(`${owner.name}: a target of the kind ${arn} is not supported`);
  const unknown = Object.keys(given).find((name) => !KNOWN.has(name));
  if (unknown !== undefined)
    throw new Error(`${owner.name}: the target's ${unknown} is not supported`);
  const retry = given['RetryPolicy'] ?? {};
  return {
    key: `${owner.arn}#${given['Id'] ?? 'target'}`,
    kind,
    arn,
    ruleArn: owner.arn,
    principal: owner.principal,
    roleArn: given['RoleArn'],
    messageGroupId: given['SqsParameters']?.MessageGroupId,
    retriesMax: Number(retry.MaximumRetryAttempts ?? 185),
    ageMsMax: Number(retry.MaximumEventAgeInSeconds ?? 86_400) * 1000,
    deadLetterArn: given['DeadLetterConfig']?.Arn,
    input: targetInput(given, owner),
  };
};
