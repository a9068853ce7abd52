import type { Resource, Resources } from '../kernel/resources.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { parseSchedule, type Schedule } from './schedule-expression.ts';
import { readTarget, type Target } from './target.ts';

/** An AWS::Events::Rule: what it listens to, when it fires, where it sends. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly enabled: boolean;
  readonly pattern: Pattern | undefined;
  readonly schedule: Schedule | undefined;
  readonly targets: readonly Target[];
}

/** A bus is named by its name or its ARN; none is the account's default bus. */
export const busNameOf = (nameOrArn: string | undefined): string =>
  nameOrArn === undefined ? 'default' : nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);

const readRule = ({ properties, arn }: Resource): Rule => {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const owner = { name: `rule ${name}`, arn, principal: 'events.amazonaws.com' };
  const { EventPattern, ScheduleExpression, State, EventBusName, Targets } = properties;
  try {
    return {
      name,
      arn,
      busName: busNameOf(EventBusName),
      enabled: (State ?? 'ENABLED') !== 'DISABLED',
      pattern: EventPattern === undefined ? undefined : compilePattern(EventPattern),
      schedule: ScheduleExpression === undefined ? undefined : parseSchedule(ScheduleExpression),
      targets: (Targets ?? []).map((given: Resource['properties']) => readTarget(given, owner)),
    };
  } catch (error) {
    throw new Error(`rule ${name}: ${error instanceof Error ? error.message : error}`);
  }
};

/** Reads every rule. Throws, naming the rule, for anything unsupported in one. */
export const readRules = (resources: Resources): readonly Rule[] =>
  resources.ofType('AWS::Events::Rule').map(readRule);
