import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it, vi } from 'vitest';
import type { User } from '../../../domain/accounts/state.ts';
import { user } from '../../../domain/accounts/user.ts';
import { ensurePersonKey } from '../../../functions/shared/seal/person-keys.ts';
import { openState } from '../../../functions/shared/seal/sealing.ts';
import { headOf, loadHead, newestCommit } from '../../../functions/shared/store/events-table.ts';
import { execute } from '../../../functions/shared/store/execute.ts';
import { at, cause, id, openStore } from '../store/harness.ts';

const userId = id('ada');
const stream = `user-${userId}`;
const person = { email: 'ada@example.com', fullName: 'Ada Byron' };
/** The same account, read by code of a later day. */
const later = { ...user, stateVersion: user.stateVersion + 1 };

const run = (name: string, folding: typeof user, command: Parameters<typeof user.decide>[0]) =>
  execute({
    cause: cause(name),
    participants: [{ folding, stream, decide: (state: User) => user.decide(command, state) }],
  });

beforeEach(async () => {
  vi.stubEnv('PERSONAL_DATA_KEY_ARN', 'key');
  const kms = mockClient(KMSClient);
  const Plaintext = Buffer.alloc(32, 7);
  kms.on(GenerateDataKeyCommand).resolves({ Plaintext, CiphertextBlob: Buffer.from('wrapped') });
  kms.on(DecryptCommand).resolves({ Plaintext });
  await openStore();
  await ensurePersonKey(userId);
  await run('register', user, { type: 'RegisterUser', userId, ...person, country: 'GB', at });
});

it('opens an account whose state was rebuilt from its events, also after the next commit', async () => {
  const commit = await newestCommit(stream, true);
  if (commit === undefined) throw new Error('no commit');
  expect(JSON.stringify(commit.state)).not.toContain('Ada');
  const { state } = await headOf(later, commit);
  expect(JSON.stringify(state)).not.toContain('Ada');
  expect(await openState('user', stream, state)).toMatchObject(person);
  await run('welcome', later, { type: 'RecordWelcomeEmail', messageId: 'message-1', at });
  const { state: next } = await loadHead(later, stream, true);
  expect(next).toMatchObject({ welcomed: true });
  expect(await openState('user', stream, next)).toMatchObject(person);
});
