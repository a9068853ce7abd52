import { join } from 'node:path';
import { listen } from '../../../local/http/server.ts';
import { createMeter } from '../../../local/kernel/meter.ts';
import { createSystemRandom } from '../../../local/kernel/random.ts';
import { openStorage } from '../../../local/kernel/storage.ts';
import { createRealTimeline } from '../../../local/kernel/timeline.ts';
import { createPlatform, type Platform } from '../../../local/platform.ts';
import { assemblyFolder, webFolder } from '../../../local/start/builds.ts';

const root = join(import.meta.dirname, '../../..');

/** The whole platform at an address of its own, with the built web app in front, as `npm start` opens it. */
export interface Site {
  readonly url: string;
  readonly platform: Platform;
  /** Asks the sandbox for something. Throws when it does not do it. */
  readonly control: (method: string, path: string, body: unknown) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Throws what the CDK app or the build of the web app said, when one of them fails. */
export const openSite = async (): Promise<Site> => {
  const [assembly, site] = await Promise.all([assemblyFolder({ root }), webFolder({ root })]);
  const world = {
    timeline: createRealTimeline(),
    random: createSystemRandom(),
    storage: openStorage(':memory:'),
    meter: createMeter(),
    account: '000000000000',
    region: 'eu-west-1',
  };
  const platform = await createPlatform({ world, assembly, site });
  const { timeline } = world;
  const { doors: routes, upgrades } = platform;
  const { url, close } = await listen({ port: 0, timeline, routes, upgrades });
  await platform.start();
  await platform.cloud.idle();
  return {
    url,
    platform,
    control: async (method, path, body) => {
      const response = await fetch(`${url}${path}`, { method, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    },
    close: async () => {
      await close(1_000);
      await platform.cloud.idle();
      platform.stop();
      timeline.stop();
      world.storage.close();
    },
  };
};
