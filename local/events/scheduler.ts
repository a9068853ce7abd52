import type { Resource, Resources } from '../kernel/resources.ts';
import { parseSchedule, type Schedule } from './schedule-expression.ts';
import { readTarget, type Target } from './target.ts';

/** An AWS::Scheduler::Schedule. */
export interface SchedulerEntry {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  readonly schedule: Schedule;
  readonly target: Target;
}

const readSchedule = ({ properties, arn, ref }: Resource): SchedulerEntry => {
  const { ScheduleExpression, ScheduleExpressionTimezone = 'UTC', State, Target } = properties;
  if (ScheduleExpressionTimezone !== 'UTC')
    throw new Error(
      `schedule ${ref}: the time zone ${ScheduleExpressionTimezone} is not supported`,
    );
  const owner = { name: `schedule ${ref}`, arn, principal: 'scheduler.amazonaws.com' };
  return {
    name: ref,
    arn,
    enabled: (State ?? 'ENABLED') !== 'DISABLED',
    schedule: parseSchedule(ScheduleExpression),
    target: readTarget(Target, owner),
  };
};

/** Reads every schedule of EventBridge Scheduler. Throws, by name, for anything unsupported in one. */
export const readSchedules = (resources: Resources): readonly SchedulerEntry[] =>
  resources.ofType('AWS::Scheduler::Schedule').map(readSchedule);
