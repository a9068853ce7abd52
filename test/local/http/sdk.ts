import type { Service } from '../../../local/kernel/service.ts';
import type { World } from '../../../local/kernel/world.ts';
import { createDispatcher } from '../../../local/wire/dispatcher.ts';

/** Configuration for a real SDK client whose requests reach `services` without a socket, as the local cloud's own. */
export const clientOf = (world: World, ...services: Service[]) => {
  const dispatch = createDispatcher({
    services,
    iam: { check: () => undefined } as never,
    random: world.random,
    report: (error) => {
      throw error;
    },
  });
  return {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
    requestHandler: {
      // biome-ignore lint/suspicious/noExplicitAny: the SDK's request and response classes.
      handle: async ({ hostname, method, path, headers, body }: any): Promise<any> => {
        const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
        const request = { host: hostname, method, path, query: '', body: body ?? '' };
        const caller = { kind: 'cloud', name: 'test' } as const;
        const response = await dispatch(
          { ...request, headers: Object.fromEntries(lower) as Record<string, string> },
          caller,
        );
        const bytes = Buffer.from(response.body);
        return {
          response: { statusCode: response.status, headers: response.headers, body: bytes },
        };
      },
    },
  };
};
