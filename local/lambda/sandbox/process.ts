import { EventEmitter } from 'node:events';
import type { Timeline } from '../../kernel/timeline.ts';

/** A function's own `process`: its environment and its log; nothing in it reaches the local cloud's process. */
export const createProcess = ({
  env,
  timeline,
  write,
}: {
  readonly env: Record<string, string>;
  readonly timeline: Pick<Timeline, 'now'>;
  readonly write: (level: 'INFO' | 'ERROR' | 'WARN', text: string) => void;
}): object => {
  const startedMs = timeline.now();
  const nanoseconds = () => BigInt(Math.floor((timeline.now() - startedMs) * 1000)) * 1000n;
  const hrtime = (earlier?: readonly [number, number]) => {
    const total =
      nanoseconds() - (earlier ? BigInt(earlier[0]) * 1_000_000_000n + BigInt(earlier[1]) : 0n);
    return [Number(total / 1_000_000_000n), Number(total % 1_000_000_000n)];
  };
  const stream = (level: 'INFO' | 'ERROR') => ({
    write: (text: unknown) => {
      write(level, String(text).replace(/\n$/, ''));
      return true;
    },
    isTTY: false,
  });
  return Object.assign(new EventEmitter(), {
    env,
    argv: ['node', 'index.js'],
    execArgv: [],
    pid: 1,
    platform: 'linux',
    arch: 'arm64',
    version: process.version,
    versions: process.versions,
    release: process.release,
    features: process.features,
    stdout: stream('INFO'),
    stderr: stream('ERROR'),
    cwd: () => '/var/task',
    uptime: () => (timeline.now() - startedMs) / 1000,
    hrtime: Object.assign(hrtime, { bigint: nanoseconds }),
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    nextTick: process.nextTick.bind(process),
    emitWarning: (warning: unknown) => write('WARN', String(warning)),
    exit: (code?: number) => {
      throw Object.assign(new Error(`Runtime exited with status ${code ?? 0}`), {
        name: 'Runtime.ExitError',
      });
    },
  });
};
