import type { World } from '../kernel/world.ts';
import { type DemoPerson, demoPassword, demoPeople } from './people.ts';
import { createSettings } from './settings.ts';

/** A call of the platform's public API. */
export type ApiCall = (request: {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}) => Promise<{ readonly status: number; readonly body: string }>;

export interface FurnishOptions {
  readonly world: World;
  readonly api: ApiCall;
  /** Puts a user (by e-mail) into a Cognito group; being in it already is no error. */
  readonly addToGroup: (email: string, group: string) => Promise<void>;
}

/** A bar of London Good Delivery weight, so that there is gold to sell. */
const firstBar = {
  serial: 'SANDBOX-0001',
  refiner: 'Sandbox Refinery',
  grossWeight: '400.000',
  fineness: '0.9999',
} as const;

const doneSetting = 'furnished';

const post = (api: ApiCall, path: string, body: unknown, headers: Record<string, string> = {}) =>
  api({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

/** Throws what the platform said when it did not take what must be taken. */
const expectStatus = (
  answer: { readonly status: number; readonly body: string },
  what: string,
  statuses: readonly number[],
): void => {
  if (!statuses.includes(answer.status))
    throw new Error(`${what} was answered ${answer.status}: ${answer.body.slice(0, 500)}`);
};

const register = async ({ api, addToGroup }: FurnishOptions, person: DemoPerson) => {
  const { email, fullName, country, group } = person;
  const answer = await post(api, '/v1/users', { email, password: demoPassword, fullName, country });
  // Registered by an earlier start that did not come to its end.
  expectStatus(answer, `Registering ${email}`, [201, 409]);
  if (group !== undefined) await addToGroup(email, group);
};

const receiveBar = async ({ api }: FurnishOptions): Promise<void> => {
  const email = 'operator@assay.test';
  const session = await post(api, '/v1/sessions', { email, password: demoPassword });
  expectStatus(session, `Logging in ${email}`, [200, 201]);
  const { accessToken } = JSON.parse(session.body) as { accessToken: string };
  const bar = await post(api, '/v1/admin/vault/bars', firstBar, {
    authorization: `Bearer ${accessToken}`,
    'idempotency-key': firstBar.serial,
  });
  expectStatus(bar, 'Receiving the first bar', [200, 201, 202, 409]);
};

/**
 * Gives an empty world its demo people and its first bar, through the public API as anybody would. Does nothing in a
 * world that has them, and completes one where an earlier attempt was interrupted.
 */
export const furnish = async (options: FurnishOptions): Promise<void> => {
  const settings = createSettings(options.world.storage);
  if (settings.get(doneSetting) === true) return;
  await Promise.all(demoPeople.map((person) => register(options, person)));
  await receiveBar(options);
  settings.set(doneSetting, true);
  await options.world.storage.durable();
};
