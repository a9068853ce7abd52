import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createCognito } from '../../../local/cognito/cognito.ts';
import type { Storage } from '../../../local/kernel/storage.ts';
import { declare, testWorld } from '../http/doors.ts';
import { clientOf } from '../http/sdk.ts';

export const UserPoolId = 'eu-west-1_pool';
export const ClientId = 'client';
export const poolArn = `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${UserPoolId}`;
export const password = 'Assay-local-1';

/** A pool as ours is, with a change or two. */
const poolWith = (pool: object, client: object) =>
  declare({
    Pool: {
      type: 'AWS::Cognito::UserPool',
      ref: UserPoolId,
      arn: poolArn,
      properties: {
        AliasAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'OPTIONAL',
        Schema: [{ Name: 'email', Required: true, Mutable: true }],
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            PasswordHistorySize: 2,
            TemporaryPasswordValidityDays: 1,
          },
        },
        ...pool,
      },
    },
    Client: {
      type: 'AWS::Cognito::UserPoolClient',
      ref: ClientId,
      properties: {
        UserPoolId,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        PreventUserExistenceErrors: 'ENABLED',
        AccessTokenValidity: 15,
        IdTokenValidity: 15,
        RefreshTokenValidity: 43_200,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
        ...client,
      },
    },
    Other: { type: 'AWS::Cognito::UserPoolClient', ref: 'other', properties: { UserPoolId } },
    Admins: { type: 'AWS::Cognito::UserPoolGroup', properties: { UserPoolId, GroupName: 'admin' } },
    People: {
      type: 'AWS::Cognito::UserPoolGroup',
      properties: { UserPoolId, GroupName: 'customer' },
    },
  });

interface Changes {
  readonly pool?: object;
  readonly client?: object;
  readonly storage?: Storage;
}

export const startPool = ({ pool = {}, client: clientChanges = {}, storage }: Changes = {}) => {
  const world = { ...testWorld(), ...(storage === undefined ? {} : { storage }) };
  const mails: { to: string; text: string }[] = [];
  const deliver = (mail: { to: string; text: string }) => void mails.push(mail);
  const service = createCognito({ world, resources: poolWith(pool, clientChanges), deliver });
  const client = new CognitoIdentityProviderClient(clientOf(world, service));

  /** A user who signs in, in these groups. */
  const addUser = async (Username: string, email: string, ...groups: string[]) => {
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    );
    await client.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username,
        Password: password,
        Permanent: true,
      }),
    );
    for (const GroupName of groups)
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
  };
  const signIn = (USERNAME: string, PASSWORD = password) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
  /** The tokens of somebody who signs in without further questions. */
  const tokensOf = async (name: string, given = password) => {
    const { AuthenticationResult: result } = await signIn(name, given);
    if (!result?.AccessToken || !result.RefreshToken || !result.IdToken)
      throw new Error('no tokens');
    return { access: result.AccessToken, refresh: result.RefreshToken, id: result.IdToken };
  };
  const refresh = (REFRESH_TOKEN: string) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN },
      }),
    );
  return { world, service, client, mails, addUser, signIn, tokensOf, refresh };
};

/** Expects Cognito's error by name and message. */
export const refused = (name: string, message?: string) =>
  message === undefined ? { name } : { name, message };
