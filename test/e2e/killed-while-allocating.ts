import { openPlatform } from './platform.ts';
import { commit } from './pooling.ts';

/**
 * A process of its own that fills a pool with its last commitment, and is killed as `kill -9` kills while the gold is
 * being allocated: after some wallets have theirs, in the middle of others' writes.
 */
const [path = '', poolId = '', token = '', amount = ''] = process.argv.slice(2);
const writesBefore = 100;

let writes = 0;
const platform = await openPlatform(path, {
  callFaults: {
    after: async ({ headers }, caller) => {
      const allocating =
        caller.kind === 'role' && caller.functionId.endsWith('-pools-allocate-segment');
      if (allocating && headers['x-amz-target']?.endsWith('.PutItem')) writes += 1;
      if (writes === writesBefore) process.kill(process.pid, 'SIGKILL');
      return undefined;
    },
  },
});
await commit(platform, poolId, { token }, amount);
await platform.cloud.idle();
await platform.stop();
