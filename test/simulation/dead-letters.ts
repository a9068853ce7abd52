import type { Stage } from './stage.ts';

const suffix = '-dead';

/** Moves dead letters back to the queue they came from, as the runbook says; answers with how many there were. */
export const redrive = ({ platform: { cloud } }: Stage): number => {
  let moved = 0;
  for (const { arn, ref } of cloud.resources.ofType('AWS::SQS::Queue')) {
    const source = cloud.resources.find('AWS::SQS::Queue', arn.slice(0, -suffix.length));
    if (!ref.endsWith(suffix) || source === undefined) continue;
    for (
      let left = cloud.sqs.receive(arn, 10);
      left.length > 0;
      left = cloud.sqs.receive(arn, 10)
    ) {
      for (const { body } of left) cloud.sqs.send(source.arn, body);
      cloud.sqs.delete(arn, left);
      moved += left.length;
    }
  }
  return moved;
};

/** Dead letters that stay: nobody could handle them, in good weather too. */
export const deadLetters = ({ platform: { cloud } }: Stage): readonly string[] =>
  cloud.resources
    .ofType('AWS::SQS::Queue')
    .filter(({ ref, arn }) => ref.endsWith(suffix) && cloud.sqs.visible(arn) > 0)
    .map(
      ({ ref, arn }) => `${cloud.sqs.visible(arn)} dead letters lie in ${ref.split('/').at(-1)}`,
    );
