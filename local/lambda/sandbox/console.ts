import { format } from 'node:util';

export type Level = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';

/** A `console` whose every line goes to `write`. */
export const createConsole = (write: (level: Level, text: string) => void): object => {
  const at =
    (level: Level) =>
    (...values: readonly unknown[]) =>
      write(
        level,
        typeof values[0] === 'string' && values.length === 1 ? values[0] : format(...values),
      );
  const silent = () => {};
  return {
    log: at('INFO'),
    info: at('INFO'),
    dir: at('INFO'),
    table: at('INFO'),
    debug: at('DEBUG'),
    trace: at('TRACE'),
    warn: at('WARN'),
    error: at('ERROR'),
    assert: (condition: unknown, ...values: readonly unknown[]) => {
      if (!condition) at('ERROR')(...values);
    },
    group: silent,
    groupEnd: silent,
    time: silent,
    timeEnd: silent,
    count: silent,
  };
};
