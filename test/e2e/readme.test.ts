import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workFolder } from './platform.ts';

/** What a newcomer does, to the letter: start it, paste the README's block, kill it, start it again. */

const home = workFolder();
const [pasted = '', moneyOut = ''] = [
  ...readFileSync('README.md', 'utf8').matchAll(/```bash\n([\s\S]*?)```/g),
].map(([, block]) => block);
const running = new Set<ChildProcess>();
let port = 0;

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** Starts it as `npm start` does, and resolves with what it printed once it is ready. */
const start = (...options: readonly string[]) =>
  new Promise<{ readonly child: ChildProcess; readonly printed: string }>((resolve, reject) => {
    const args = ['scripts/prepare.mjs', 'local/start.ts', '--port', String(port), ...options];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ASSAY_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let printed = '';
    const read = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (printed.includes('Ctrl-C ends')) resolve({ child, printed });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', () => {
      running.delete(child);
      reject(new Error(`it ended:\n${printed}`));
    });
  });

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
};

const paste = async (more = ''): Promise<string> => {
  const script = (pasted + more).replaceAll('http://localhost:4000', `http://localhost:${port}`);
  const { stdout } = await promisify(execFile)('bash', ['-uc', script]);
  return stdout;
};

/** What the block printed under a heading. */
const under = (printed: string, heading: string): string =>
  printed.split('== ').find((part) => part.startsWith(heading)) ?? '';

beforeAll(async () => {
  port = await freePort();
});

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

it('the first five minutes work as printed, and outlive a kill', async () => {
  const first = await start();
  for (const word of [`http://localhost:${port}/v1`, 'customer@assay.test', 'Assay-local-1'])
    expect(first.printed).toContain(word);
  const [, login = ''] = /^ +(curl .+)$/m.exec(first.printed) ?? [];
  const { stdout } = await promisify(execFile)('bash', ['-c', login]);
  expect(JSON.parse(stdout)).toHaveProperty('accessToken');

  const story = await paste();
  expect(under(story, 'A new customer')).toContain('"kycStatus":"unverified"');
  expect(under(story, 'Half a gram')).toContain('"grams":"0.500000"');
  expect(under(story, 'For 100.00')).toContain('"totalCost":"100.00"');
  expect(under(story, 'The wallet')).toMatch(/"available":"8\d\d\.\d\d"/);
  expect(under(story, 'The history').match(/"transactionId"/g)).toHaveLength(3);
  expect(under(story, 'The mailbox')).toContain('Welcome to Assay');

  await end(first.child, 'SIGKILL');
  const second = await start();
  const again = await paste();
  expect(under(again, 'A new customer')).toContain('user.email-taken');
  for (const heading of ['Half a gram', 'For 100.00', 'The gold'])
    expect(under(again, heading).replace(/"version":\d+/, '')).toBe(
      under(story, heading).replace(/"version":\d+/, ''),
    );

  // In the same terminal: the second block goes on where the first one ends.
  const paid = await paste(moneyOut);
  expect(under(paid, 'Verified')).toContain('"kycStatus":"verified"');
  expect(JSON.parse(under(paid, 'The withdrawal').split('\n')[1] ?? '')).toMatchObject({
    status: 'completed',
    amount: '50.00',
  });

  const printed: string[] = [];
  second.child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
  await end(second.child, 'SIGTERM');
  expect(second.child.exitCode).toBe(0);
  expect(printed.join('')).toMatch(/lambda\.requests .*\n[\s\S]*total/);
}, 180_000);
