import type { Iam } from '../kernel/iam.ts';
import type { InvokeAsync } from '../kernel/invoke.ts';
import { AwsError } from '../kernel/service.ts';
import type { Sqs } from '../sqs/service.ts';
import type { Target } from './target.ts';

/** The services that events are delivered to. All are synchronous: what they accept is durable with the turn. */
export interface Receivers {
  readonly send: Sqs['send'];
  readonly invokeAsync: InvokeAsync;
  /** Starts a state machine with a JSON text as its input. */
  readonly startExecution?: (stateMachineArn: string, input: string) => void;
  readonly iam: Pick<Iam, 'allows' | 'allowsService'>;
}

const actions: Readonly<Record<Target['kind'], string>> = {
  sqs: 'sqs:SendMessage',
  lambda: 'lambda:InvokeFunction',
  states: 'states:StartExecution',
};

/** A target's own policy lets a rule in; state machines, and whatever a schedule calls, are reached with a role. */
const mayReach = ({ iam }: Receivers, target: Target): boolean => {
  const action = actions[target.kind];
  const byRole = target.kind === 'states' || target.principal === 'scheduler.amazonaws.com';
  if (byRole && target.roleArn === undefined) return false;
  return byRole && target.roleArn !== undefined
    ? iam.allows(
        { kind: 'role', roleId: target.roleArn, functionId: target.principal },
        { action, resource: target.arn },
      )
    : iam.allowsService({
        principal: target.principal,
        action,
        resource: target.arn,
        sourceArn: target.ruleArn,
      });
};

const parsed = (input: string): unknown => {
  try {
    return JSON.parse(input);
  } catch {
    // A template may make plain text; the function then gets a text.
    return input;
  }
};

/** Hands `input` to the target. Throws `AwsError`: `NO_PERMISSIONS`, or what the target says. */
export const sendToTarget = (receivers: Receivers, target: Target, input: string): void => {
  if (!mayReach(receivers, target))
    throw new AwsError(
      'NO_PERMISSIONS',
      `${target.ruleArn} may not ${actions[target.kind]} ${target.arn}`,
    );
  if (target.kind === 'sqs') {
    receivers.send(target.arn, input, { groupId: target.messageGroupId });
  } else if (target.kind === 'lambda') {
    receivers.invokeAsync(target.arn, parsed(input));
  } else if (receivers.startExecution === undefined) {
    throw new AwsError('NO_RESOURCE', `no state machines run here: ${target.arn}`);
  } else {
    receivers.startExecution(target.arn, input);
  }
};
