import type { Resource, Resources } from '../kernel/resources.ts';
import { AwsError } from '../kernel/service.ts';

export interface PasswordPolicy {
  readonly lengthMin: number;
  readonly lowercase: boolean;
  readonly uppercase: boolean;
  readonly numbers: boolean;
  readonly symbols: boolean;
  /** How many earlier passwords may not come again. */
  readonly historySize: number;
  readonly temporaryMs: number;
}

export interface Pool {
  readonly id: string;
  readonly arn: string;
  readonly issuer: string;
  readonly policy: PasswordPolicy;
  /** Whether a verified e-mail address signs in as well as the user name. */
  readonly emailAlias: boolean;
  readonly caseSensitive: boolean;
  readonly selfSignUp: boolean;
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  readonly requiredAttributes: readonly string[];
  readonly customAttributes: readonly string[];
  readonly groups: readonly string[];
}

export interface Client {
  readonly id: string;
  readonly pool: Pool;
  readonly flows: readonly string[];
  readonly accessSeconds: number;
  readonly idSeconds: number;
  readonly refreshSeconds: number;
  /** How long a challenge may wait for its answer. */
  readonly challengeMs: number;
  readonly hidesUsers: boolean;
  readonly revocation: boolean;
  /** Set where each refresh token is for one use; the grace in which it may come again. */
  readonly rotationGraceMs: number | undefined;
}

export interface Declared {
  /** Throws `ResourceNotFoundException`. */
  readonly pool: (id: unknown) => Pool;
  /** Throws `ResourceNotFoundException`. */
  readonly client: (id: unknown) => Client;
  readonly pools: readonly Pool[];
}

const dayMs = 86_400_000;
const unitSeconds = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

const policyOf = ({ properties }: Resource): PasswordPolicy => {
  const given = properties['Policies']?.PasswordPolicy ?? {};
  return {
    lengthMin: given.MinimumLength ?? 8,
    lowercase: given.RequireLowercase ?? true,
    uppercase: given.RequireUppercase ?? true,
    numbers: given.RequireNumbers ?? true,
    symbols: given.RequireSymbols ?? true,
    historySize: given.PasswordHistorySize ?? 0,
    temporaryMs: (given.TemporaryPasswordValidityDays ?? 7) * dayMs,
  };
};

const poolOf = (resource: Resource, resources: Resources, region: string): Pool => {
  const { properties, ref, arn, id } = resource;
  if (properties['UsernameAttributes'] !== undefined)
    throw new Error(`${id}: UsernameAttributes are not supported here; use AliasAttributes.`);
  // biome-ignore lint/suspicious/noExplicitAny: the template's shape.
  const schema: readonly any[] = properties['Schema'] ?? [];
  const groups = resources.ofType('AWS::Cognito::UserPoolGroup');
  return {
    id: ref,
    arn,
    issuer: `https://cognito-idp.${region}.amazonaws.com/${ref}`,
    policy: policyOf(resource),
    emailAlias: (properties['AliasAttributes'] ?? []).includes('email'),
    caseSensitive: properties['UsernameConfiguration']?.CaseSensitive !== false,
    selfSignUp: properties['AdminCreateUserConfig']?.AllowAdminCreateUserOnly !== true,
    mfa: properties['MfaConfiguration'] ?? 'OFF',
    requiredAttributes: schema.filter((a) => a.Required === true).map((a) => a.Name),
    customAttributes: schema
      .filter((a) => a.AttributeDataType !== undefined)
      .map((a) => `custom:${a.Name}`),
    groups: groups
      .filter((group) => group.properties['UserPoolId'] === ref)
      .map((group) => group.properties['GroupName'] ?? group.ref),
  };
};

const clientOf = ({ id, ref, properties }: Resource, pool: Pool): Client => {
  if (properties['GenerateSecret'] === true)
    throw new Error(`${id}: clients with a secret are not supported here.`);
  const units = properties['TokenValidityUnits'] ?? {};
  const seconds = (name: string, unit: keyof typeof unitSeconds, fallback: number): number =>
    (properties[`${name}Validity`] ?? fallback) *
    unitSeconds[(units[name] ?? unit) as keyof typeof unitSeconds];
  const rotation = properties['RefreshTokenRotation'];
  return {
    id: ref,
    pool,
    flows: properties['ExplicitAuthFlows'] ?? ['ALLOW_REFRESH_TOKEN_AUTH'],
    accessSeconds: seconds('AccessToken', 'hours', 1),
    idSeconds: seconds('IdToken', 'hours', 1),
    refreshSeconds: seconds('RefreshToken', 'days', 30),
    challengeMs: (properties['AuthSessionValidity'] ?? 3) * 60_000,
    hidesUsers: properties['PreventUserExistenceErrors'] === 'ENABLED',
    revocation: properties['EnableTokenRevocation'] !== false,
    rotationGraceMs:
      rotation?.Feature === 'ENABLED' ? (rotation.RetryGracePeriodSeconds ?? 0) * 1000 : undefined,
  };
};

/** The user pools, clients and groups of the template. */
export const readDeclared = (resources: Resources, region: string): Declared => {
  const pools = resources
    .ofType('AWS::Cognito::UserPool')
    .map((resource) => poolOf(resource, resources, region));
  const pool: Declared['pool'] = (id) => {
    const found = pools.find((each) => each.id === id);
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `User pool ${id} does not exist.`);
  };
  const clients = new Map(
    resources
      .ofType('AWS::Cognito::UserPoolClient')
      .map((each) => [each.ref, clientOf(each, pool(each.properties['UserPoolId']))]),
  );
  const client: Declared['client'] = (id) => {
    const found = clients.get(String(id));
    if (found !== undefined) return found;
    throw new AwsError('ResourceNotFoundException', `User pool client ${id} does not exist.`);
  };
  return { pool, client, pools };
};
