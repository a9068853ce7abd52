import type { Iam } from '../kernel/iam.ts';
import type { InvokeAsync } from '../kernel/invoke.ts';
import type { Resources } from '../kernel/resources.ts';
import type { Deliver } from './async-invocations.ts';

/** Where Lambda may put what is left of an event. */
export interface DestinationServices {
  readonly send: (
    queueArn: string,
    body: string,
    options: {
      readonly attributes: Readonly<Record<string, { DataType: string; StringValue: string }>>;
    },
  ) => void;
  readonly invokeAsync: InvokeAsync;
  readonly durable: () => Promise<void>;
}

const actions: Readonly<Record<string, string>> = {
  sqs: 'sqs:SendMessage',
  lambda: 'lambda:InvokeFunction',
};

const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

/** Delivers to queues and functions; `checkDestinations` has refused everything else at start-up. */
export const createDeliver =
  ({ send, invokeAsync, durable }: DestinationServices): Deliver =>
  async (targetArn, body, attributes) => {
    if (serviceOf(targetArn) === 'lambda') invokeAsync(targetArn, body);
    else {
      const typed = Object.entries(attributes).map(
        ([name, value]) => [name, { DataType: 'String', StringValue: value }] as const,
      );
      send(targetArn, JSON.stringify(body), { attributes: Object.fromEntries(typed) });
    }
    await durable();
  };

/** Throws, by name, for a destination or dead-letter target that is of another kind or that the role may not reach. */
export const checkDestinations = (resources: Resources, iam: Pick<Iam, 'allows'>): void => {
  for (const { id, ref, properties } of resources.ofType('AWS::Lambda::Function')) {
    const config = resources
      .ofType('AWS::Lambda::EventInvokeConfig')
      .find((each) => each.properties['FunctionName'] === ref)?.properties['DestinationConfig'];
    const targets: readonly (string | undefined)[] = [
      properties['DeadLetterConfig']?.TargetArn,
      config?.OnFailure?.Destination,
      config?.OnSuccess?.Destination,
    ];
    for (const target of targets) {
      if (target === undefined) continue;
      const action = actions[serviceOf(target)];
      if (action === undefined)
        throw new Error(`${id}: the destination ${target} is not supported`);
      const caller = { kind: 'role', roleId: properties['Role'], functionId: ref } as const;
      if (!iam.allows(caller, { action, resource: target }))
        throw new Error(`${id}: its role does not allow ${action} on ${target}`);
    }
  }
};
