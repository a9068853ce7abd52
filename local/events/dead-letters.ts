import type { AwsError } from '../kernel/service.ts';
import type { Pending } from './delivery-store.ts';
import type { Receivers } from './send-to-target.ts';
import type { Target } from './target.ts';

/** A delivery that is given up, and why. */
interface Failure {
  readonly target: Target;
  readonly pending: Omit<Pending, 'id'>;
  readonly error: AwsError;
  /** Which limit of the retry policy was reached; undefined when trying again was of no use. */
  readonly exhausted: string | undefined;
}

const text = (value: string) => ({ DataType: 'String', StringValue: value });

/** Source: EventBridge User Guide, "Using dead-letter queues to process undelivered events". */
const attributesOf = ({ target, pending, error, exhausted }: Failure) => ({
  RULE_ARN: text(target.ruleArn),
  TARGET_ARN: text(target.arn),
  ERROR_CODE: text(error.code),
  ERROR_MESSAGE: text(error.message),
  ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: text(exhausted) }),
  RETRY_ATTEMPTS: text(String(pending.attempts - 1)),
});

/** Sends what is given up to its target's dead-letter queue; what cannot go there either is lost with a warning. */
export const createDeadLetters =
  (receivers: Receivers, warn: (message: string) => void) =>
  (failure: Failure): void => {
    const { target, pending, error } = failure;
    const { ruleArn: sourceArn, principal, deadLetterArn: resource } = target;
    const lost = (why: string) =>
      warn(`EventBridge lost an event of ${sourceArn} for ${target.arn} (${error.code}): ${why}`);
    const call = { principal, action: 'sqs:SendMessage', resource: resource ?? '', sourceArn };
    const refused = principal === 'events.amazonaws.com' && !receivers.iam.allowsService(call);
    if (resource === undefined) lost('the target has no dead-letter queue');
    else if (refused) lost('the dead-letter queue does not let it in');
    else
      try {
        receivers.send(resource, pending.event, { attributes: attributesOf(failure) });
      } catch (reason) {
        lost(`the dead-letter queue refused it: ${reason}`);
      }
  };
