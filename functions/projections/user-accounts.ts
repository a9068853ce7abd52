import { required } from '../shared/env.ts';
import { consumer } from '../shared/messages.ts';
import type { Row } from '../shared/rows.ts';
import { setRow } from '../shared/rows.ts';

/** user_accounts: one row per account, without personal data, which stays sealed in the account's own stream. */
export const handler = consumer('user-accounts', ({ aggregateId, state, stateVersion }) =>
  setRow(
    required('userAccountsTable'),
    { userId: aggregateId },
    { ...(state as Row), version: stateVersion },
  ),
);
