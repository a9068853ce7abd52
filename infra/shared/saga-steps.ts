import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Errors,
  IntegrationPattern,
  JitterType,
  QueryLanguage,
  type RetryProps,
  type TaskMetricsConfig,
  TaskStateBase,
  type TaskStateJsonataBaseProps,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Handler } from './handler.ts';

export interface StepProps {
  /** More that the function is told, by field: JSONata expressions, without their brackets. */
  readonly tell?: Readonly<Record<string, string>>;
  /** Variables that its answer sets: `{ transferId: '{% $states.result.Payload.transferId %}' }`. */
  readonly assign?: Readonly<Record<string, unknown>>;
  readonly comment?: string;
  /** How often it is tried again; nine times in four minutes unless said. */
  readonly retry?: RetryProps;
}

/** Nine tries over at most four minutes; AWS draws each pause from zero to what back-off allows. */
const patience: RetryProps = {
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxDelay: Duration.minutes(1),
  maxAttempts: 8,
  jitterStrategy: JitterType.FULL,
};

/**
 * Tries for half a day on the average, at least every quarter of an hour: for a step without which money stays where it
 * is, so that an outage of hours heals by itself. The alarm of its function's errors has called people by then.
 */
export const persistence: RetryProps = {
  ...patience,
  maxDelay: Duration.minutes(15),
  maxAttempts: 100,
};

/** What a step may take beyond its function's own timeout: the invocation has to get through to it. */
const overheadSeconds = 30;

/**
 * A task that invokes one function. `LambdaInvoke` of the CDK would let the saga invoke each version and alias of the
 * function too, by a wildcard.
 */
class Step extends TaskStateBase {
  protected readonly taskMetrics: TaskMetricsConfig = {};
  protected readonly taskPolicies: PolicyStatement[];
  readonly #resource: string;
  readonly #arguments: object;

  constructor(
    scope: Construct,
    id: string,
    handler: Handler,
    payload: string,
    props: TaskStateJsonataBaseProps,
  ) {
    // A handler of the same scope may bear the step's name as its id.
    super(scope, `${id}Step`, { ...props, stateName: id, queryLanguage: QueryLanguage.JSONATA });
    const { functionArn } = handler.lambda;
    const waits = props.integrationPattern === IntegrationPattern.WAIT_FOR_TASK_TOKEN;
    this.#resource = `arn:aws:states:::lambda:invoke${waits ? '.waitForTaskToken' : ''}`;
    this.#arguments = { FunctionName: functionArn, Payload: payload };
    this.taskPolicies = [
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }),
    ];
  }

  protected _renderTask(): object {
    return { Resource: this.#resource, Arguments: this.#arguments };
  }
}

/** What the saga was started with, and more: a step is told the same wherever in the saga it stands. */
const payloadOf = (tell: Readonly<Record<string, string>>): string => {
  const fields = Object.entries(tell).map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  const started = '$states.context.Execution.Input';
  return fields.length === 0
    ? `{% ${started} %}`
    : `{% $merge([${started}, { ${fields.join(', ')} }]) %}`;
};

/**
 * Invokes a function and goes on with its answer. Whatever it fails by is tried again, so the function must bear
 * repetition; a refusal is an answer and no failure.
 */
export const step = (
  scope: Construct,
  id: string,
  handler: Handler,
  { tell = {}, assign, comment, retry = patience }: StepProps = {},
): TaskStateBase => {
  const seconds = (handler.lambda.timeout?.toSeconds() ?? 0) + overheadSeconds;
  const made = new Step(scope, id, handler, payloadOf(tell), {
    taskTimeout: Timeout.duration(Duration.seconds(seconds)),
    outputs: '{% $states.result.Payload %}',
    ...(assign && { assign }),
    ...(comment && { comment }),
  });
  return made.addRetry({ ...retry, errors: [Errors.ALL] });
};

/**
 * Invokes a function that passes `taskToken` on to whoever shall answer, and goes on with that answer. Without one in
 * time it fails by `States.Timeout`: catch it, nothing waits for ever. A `timeout` that only the input knows is a JSONata
 * expression, in brackets, of whole seconds.
 */
export const waitForAnswer = (
  scope: Construct,
  id: string,
  handler: Handler,
  {
    timeout,
    tell = {},
    assign,
    comment,
    retry = patience,
  }: StepProps & {
    /** A JSONata expression of seconds, in its brackets, where it depends on how the saga goes. */
    readonly timeout: Duration | string;
  },
): TaskStateBase => {
  const payload = payloadOf({ ...tell, taskToken: '$states.context.Task.Token' });
  const made = new Step(scope, id, handler, payload, {
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    taskTimeout: typeof timeout === 'string' ? Timeout.jsonata(timeout) : Timeout.duration(timeout),
    ...(assign && { assign }),
    ...(comment && { comment }),
  });
  // All but the deadline: the function that asks is tried again, what was asked is not.
  return made.addRetry({ ...retry, errors: [Errors.TASKS_FAILED] });
};
