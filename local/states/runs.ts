import type { World } from '../kernel/world.ts';
import { type Machine, openMachine } from './definition.ts';
import type { Execution } from './execution.ts';
import type { StatesStore } from './store.ts';

/** The running executions, each with the machine that it was started on and its overall deadline. */
export interface Runs {
  readonly get: (arn: string) => Execution | undefined;
  readonly machineOf: (execution: Execution) => Machine;
  readonly open: (execution: Execution, machine: Machine) => void;
  readonly close: (execution: Execution) => void;
  readonly load: () => void;
  readonly stop: () => void;
}

/** No executions yet; `expire` hears of each that runs out of time. */
export const createRuns = (
  { timeline }: World,
  store: StatesStore,
  expire: (execution: Execution) => void,
): Runs => {
  const executions = new Map<string, Execution>();
  const machines = new Map<string, Machine>();
  const timers = new Map<string, () => void>();

  const hold = (execution: Execution) => {
    const { arn, deadlineMs } = execution;
    executions.set(arn, execution);
    if (deadlineMs === undefined) return;
    const delayMs = Math.max(deadlineMs - timeline.now(), 0);
    timers.set(
      arn,
      timeline.after(delayMs, () => expire(execution)),
    );
  };
  return {
    get: (arn) => executions.get(arn),
    machineOf: ({ arn, revision }) => {
      const machine = machines.get(revision);
      if (machine === undefined) throw new Error(`the definition of ${arn} is lost`);
      return machine;
    },
    open: (execution, machine) => {
      machines.set(machine.revision, machine);
      store.saveMachine(machine);
      store.saveExecution(execution);
      hold(execution);
    },
    close: (execution) => {
      timers.get(execution.arn)?.();
      timers.delete(execution.arn);
      executions.delete(execution.arn);
      store.saveExecution(execution);
    },
    load: () => {
      const running = store.running();
      const needed = new Set(running.map(({ revision }) => revision));
      for (const given of store.machines()) {
        const machine = needed.size > 0 ? openMachine(given) : undefined;
        if (machine !== undefined && needed.has(machine.revision))
          machines.set(machine.revision, machine);
      }
      for (const execution of running) hold(execution);
    },
    stop: () => {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};
