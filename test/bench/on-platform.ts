import type { CloudOptions } from '../../local/cloud.ts';
import { openPlatform, type Platform } from '../e2e/platform.ts';

/** Does the work without its logs, which would drown the tables. */
export const quietly = async <Value>(work: () => Promise<Value>): Promise<Value> => {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await work();
  } finally {
    console.log = log;
  }
};

/** Measures on a platform of its own, which ends with the work, however that ends; `cloud` says where it differs from the usual one. */
export const onPlatform = <Value>(
  work: (platform: Platform) => Promise<Value>,
  cloud: CloudOptions = {},
): Promise<Value> =>
  quietly(async () => {
    const platform = await openPlatform(':memory:', cloud);
    try {
      return await work(platform);
    } finally {
      await platform.stop();
    }
  });
