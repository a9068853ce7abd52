import type { Stage } from '../stage.ts';

/**
 * What people are called for, and what cannot be here: the sandbox's bank never contradicts itself, moves no money but
 * what it tells of, and its statements agree with its books. Who is woken for nothing overlooks the next alarm.
 */
const neverTrue = ['BankContradiction', 'BankUnknownTransfer', 'BooksDiffer'];

/** Alarms about what has not happened. */
export const falseAlarms = ({ platform }: Stage): readonly string[] =>
  platform.cloud.lambda.logs
    .metrics()
    .filter(({ name, sum }) => neverTrue.includes(name) && sum > 0)
    .map(({ name, sum }) => `${name} was reported ${sum} times, and there was none`);
