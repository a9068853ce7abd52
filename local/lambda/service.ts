import type { Invoke, InvokeAsync } from '../kernel/invoke.ts';
import { AwsError, type Call, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';

/** `lambda:Invoke` as an API, for functions that call functions. */
export const createLambdaService = ({
  world,
  invoke,
  invokeAsync,
  arnOf,
}: {
  readonly world: World;
  readonly invoke: Invoke;
  readonly invokeAsync: InvokeAsync;
  /** The full ARN of a function named in any way; throws `ResourceNotFoundException`. */
  readonly arnOf: (name: string) => string;
}): Service => ({
  name: 'lambda',
  permissions: ({ operation, input }) =>
    operation === 'Invoke'
      ? [{ action: 'lambda:InvokeFunction', resource: arnOf(input.FunctionName) }]
      : [],
  call: async ({ operation, input }: Call) => {
    if (operation !== 'Invoke')
      throw new AwsError(
        'UnknownOperationException',
        `The local cloud does not run lambda:${operation}`,
      );
    const arn = arnOf(input.FunctionName);
    const payload = input.Payload === '' ? {} : JSON.parse(input.Payload);
    if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
    if (input.InvocationType === 'Event') {
      invokeAsync(arn, payload);
      await world.storage.durable();
      return { StatusCode: 202 };
    }
    const outcome = await invoke(arn, payload);
    if (outcome.ok) return { StatusCode: 200, Payload: JSON.stringify(outcome.payload) };
    const { errorType, errorMessage } = outcome;
    return {
      StatusCode: 200,
      FunctionError: 'Unhandled',
      Payload: JSON.stringify({ errorType, errorMessage }),
    };
  },
});
