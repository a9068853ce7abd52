import type { Stage } from './stage.ts';

/** A state machine's execution that has not ended. */
export interface Running {
  readonly saga: 'withdrawal' | 'payment' | 'pool';
  /** The id of what it is about. */
  readonly id: string;
}

interface Listed {
  readonly executions: readonly { readonly name: string }[];
}

const list = async (
  { platform }: Stage,
  stateMachineArn: string,
  statusFilter: string,
): Promise<Listed> => {
  const { states } = platform.cloud.services;
  if (states === undefined) throw new Error('the cloud runs no state machines');
  return (await states.call({
    operation: 'ListExecutions',
    input: { stateMachineArn, statusFilter, maxResults: 1_000 },
    caller: { kind: 'cloud', name: 'simulation' },
  })) as Listed;
};

const executions = async (stage: Stage, statusFilter: string): Promise<readonly Running[]> => {
  const running: Running[] = [];
  for (const { ref } of stage.platform.cloud.resources.ofType('AWS::StepFunctions::StateMachine')) {
    const saga = ['withdrawal', 'payment', 'pool'].find((name) => ref.endsWith(`-${name}-saga`));
    const listed = await list(stage, ref, statusFilter);
    for (const { name } of listed.executions)
      running.push({ saga: saga as Running['saga'], id: name });
  }
  return running;
};

/** What has not ended yet. */
export const runningSagas = (stage: Stage) => executions(stage, 'RUNNING');

/** What ended as it must not: failed, timed out or was stopped. */
export const brokenSagas = async (stage: Stage): Promise<readonly string[]> =>
  (
    await Promise.all(
      ['FAILED', 'TIMED_OUT', 'ABORTED'].map(async (status) =>
        (await executions(stage, status)).map(({ saga, id }) => `the ${saga} saga ${id} ${status}`),
      ),
    )
  ).flat();
