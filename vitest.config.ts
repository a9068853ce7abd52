import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout = 5_000) => ({
  extends: true as const,
  test: {
    // Handlers write their log to the console; a failing test shows its own.
    silent: 'passed-only',
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout,
    hookTimeout: Math.max(testTimeout, 10_000),
  },
});

/** What takes every core for minutes runs when all others are done, so that neither starves the other. */
const alone = ({ test, ...rest }: ReturnType<typeof project>) => ({
  ...rest,
  test: { ...test, sequence: { groupOrder: 1 } },
});

export default defineConfig({
  test: {
    // Much of a test is waiting for files, processes and browsers; one worker less than cores would leave a machine of two idle.
    maxWorkers: '100%',
    projects: [
      project('domain'),
      project('functions'),
      project('infra', 180_000),
      project('local', 30_000),
      project('e2e', 60_000),
      project('bench', 120_000),
      project('simulation', 300_000),
      alone(project('campaign', 20 * 60_000)),
      project('web', 20_000),
      project('browser', 180_000),
      {
        extends: true,
        test: { name: 'architecture', include: ['test/*.test.ts'], testTimeout: 20_000 },
      },
    ],
  },
});
