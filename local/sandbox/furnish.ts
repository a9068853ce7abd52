import type { World } from '../kernel/world.ts';
import { type ApiCall, expectStatus, logIn, post } from './api-call.ts';
import { type DemoPerson, demoPassword, demoPeople } from './people.ts';
import { createSettings } from './settings.ts';

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

const register = async ({ api, addToGroup }: FurnishOptions, person: DemoPerson) => {
  const { email, fullName, country, group } = person;
  const answer = await post(api, '/v1/users', { email, password: demoPassword, fullName, country });
  // Registered by an earlier start that did not come to its end.
  expectStatus(answer, `Registering ${email}`, [201, 409]);
  if (group !== undefined) await addToGroup(email, group);
};

const receiveBar = async ({ api }: FurnishOptions): Promise<void> => {
  const bar = await post(api, '/v1/admin/vault/bars', firstBar, {
    ...(await logIn(api, 'operator@assay.test')),
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
