import {
  AssociateSoftwareTokenCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { base32, matchingStep, totp } from '../../../local/cognito/totp.ts';
import { ClientId, refused, startPool } from './pools.ts';

// RFC 6238, appendix B, for SHA-1; six of its eight digits.
it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('makes the code of the RFC at %i s', (second, code) => {
  const secret = base32(Buffer.from('12345678901234567890'));
  expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  expect(totp(secret, second * 1000)).toBe(code);
  expect(matchingStep(secret, code, second * 1000)).toBe(Math.floor(second / 30));
  expect(matchingStep(secret, code, (second + 30) * 1000)).toBe(Math.floor(second / 30));
  expect(matchingStep(secret, code, (second + 60) * 1000)).toBeUndefined();
});

const enrol = async (pool = startPool()) => {
  const { client, addUser, tokensOf, world } = pool;
  await addUser('u1', 'a@assay.test');
  const { access: AccessToken } = await tokensOf('u1');
  const { SecretCode = '' } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const code = () => totp(SecretCode, world.timeline.now());
  const verify = (UserCode: string) =>
    client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  const prefer = () =>
    client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
  const answer = (Session: string | undefined, SOFTWARE_TOKEN_MFA_CODE: string) =>
    client.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        Session,
        ChallengeResponses: { USERNAME: 'a@assay.test', SOFTWARE_TOKEN_MFA_CODE },
      }),
    );
  return { ...pool, AccessToken, code, verify, prefer, answer };
};

it('enrols an app and asks for its code from then on', async () => {
  const { client, AccessToken, code, verify, prefer, signIn, answer, world } = await enrol();
  await expect(prefer()).rejects.toMatchObject(
    refused('InvalidParameterException', 'User has not verified software token mfa'),
  );
  const other = code() === '000000' ? '000001' : '000000';
  await expect(verify(other)).rejects.toMatchObject(
    refused('EnableSoftwareTokenMFAException', 'Code mismatch'),
  );
  expect(await verify(code())).toMatchObject({ Status: 'SUCCESS' });
  expect((await signIn('u1')).AuthenticationResult).toBeDefined();
  await prefer();
  expect(await client.send(new GetUserCommand({ AccessToken }))).toMatchObject({
    PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
  });
  const asked = await signIn('u1');
  expect(asked).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  await world.timeline.advance(30_000);
  await expect(answer(asked.Session, 'abcdef')).rejects.toMatchObject(
    refused('CodeMismatchException', 'Invalid code received for user'),
  );
  expect((await answer(asked.Session, code())).AuthenticationResult).toBeDefined();
});

it('takes a code once, and a challenge for three minutes', async () => {
  const { code, verify, prefer, signIn, answer, world } = await enrol();
  await verify(code());
  await prefer();
  const used = await signIn('u1');
  await expect(answer(used.Session, code())).rejects.toMatchObject({
    name: 'ExpiredCodeException',
  });
  const late = await signIn('u1');
  await world.timeline.advance(180_000);
  await expect(answer(late.Session, code())).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
  await expect(answer('nonsense', code())).rejects.toMatchObject({
    name: 'NotAuthorizedException',
  });
});

it('locks out whoever guesses codes', async () => {
  const { code, verify, prefer, signIn, answer } = await enrol();
  await verify(code());
  await prefer();
  const { Session } = await signIn('u1');
  for (let n = 0; n < 5; n++)
    await expect(answer(Session, 'abcdef')).rejects.toMatchObject({
      name: 'CodeMismatchException',
    });
  await expect(answer(Session, code())).rejects.toMatchObject(
    refused('NotAuthorizedException', 'Password attempts exceeded'),
  );
});

it('makes everybody enrol at sign-in where the pool requires it', async () => {
  const { client, addUser, signIn, world } = startPool({ pool: { MfaConfiguration: 'ON' } });
  await addUser('u1', 'a@assay.test');
  const asked = await signIn('u1');
  expect(asked).toMatchObject({ ChallengeName: 'MFA_SETUP' });
  const { SecretCode = '', Session } = await client.send(
    new AssociateSoftwareTokenCommand({ Session: asked.Session }),
  );
  const setUp = (session = Session) =>
    client.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName: 'MFA_SETUP',
        Session: session,
        ChallengeResponses: { USERNAME: 'u1' },
      }),
    );
  await expect(setUp()).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const UserCode = totp(SecretCode, world.timeline.now());
  await client.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
  expect((await setUp()).AuthenticationResult).toBeDefined();
  expect(await signIn('u1')).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
});
