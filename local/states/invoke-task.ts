import type { Faults } from '../kernel/faults.ts';
import type { Iam } from '../kernel/iam.ts';
import type { Invoke } from '../kernel/invoke.ts';
import { AwsError } from '../kernel/service.ts';
import type { Machine } from './definition.ts';
import { StateError, withinLimit } from './errors.ts';
import type { Task } from './execution.ts';

/** What tasks are invoked with. */
export interface Invoking {
  readonly invoke: Invoke;
  readonly iam: Pick<Iam, 'check'>;
  readonly faults: Faults;
  /** Hears of a role that may not invoke its function: retries would hide it for minutes. */
  readonly warn: (message: string) => void;
  /** The ARN of a function named in any way. */
  readonly functionArn: (name: string) => string;
}

/** Lambda's own refusals, by the names under which Step Functions passes them on. */
const lambdaError = ({ code, message }: AwsError): StateError =>
  new StateError(
    code === 'AccessDeniedException' ? 'Lambda.AWSLambdaException' : `Lambda.${code}`,
    message,
  );

const rejectedBy = (faults: Faults, point: 'states.invoke' | 'states.reply', detail: string) => {
  const code = faults.rejection(point, detail);
  if (code !== undefined) throw new AwsError(code, 'Rejected by a fault', { status: 503 });
};

/**
 * Invokes a task's function in the name of the machine's role and gives the task's result. Throws `StateError` under
 * the name of what the function threw, or of what Lambda refused.
 */
export const invokeTask = async (
  { invoke, iam, faults, warn, functionArn }: Invoking,
  { name, roleArn }: Machine,
  { functionArn: given, payload, wrapped }: Task,
): Promise<unknown> => {
  try {
    const resource = functionArn(given);
    const caller = { kind: 'role', roleId: roleArn, functionId: name } as const;
    iam.check(caller, { action: 'lambda:InvokeFunction', resource });
    rejectedBy(faults, 'states.invoke', resource);
    const outcome = await invoke(resource, payload);
    rejectedBy(faults, 'states.reply', resource);
    if (outcome.ok) {
      const Payload = withinLimit(outcome.payload ?? null, 'result of the task');
      return wrapped ? { ExecutedVersion: '$LATEST', Payload, StatusCode: 200 } : Payload;
    }
    const { errorType, errorMessage } = outcome;
    throw new StateError(errorType, JSON.stringify({ errorType, errorMessage }));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'AccessDeniedException') warn(`${name}: ${error.message}`);
    throw lambdaError(error);
  }
};
