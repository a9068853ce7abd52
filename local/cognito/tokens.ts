import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { claimsOf, createSignatureCheck, signJwt } from '../http/jwt.ts';
import { AwsError } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import type { Client, Pool } from './declared.ts';
import type { Session, SessionStore } from './session-store.ts';
import type { User, UserStore } from './user-store.ts';

interface Tokens {
  readonly access: string;
  readonly id: string;
}

export interface TokenIssuer {
  readonly issue: (client: Client, user: User, session: Session) => Tokens;
  /** Whose access token this is; throws `NotAuthorizedException` unless it still holds. */
  readonly authenticate: (token: unknown) => {
    readonly pool: Pool;
    readonly user: User;
    readonly session: Session;
  };
  readonly jwks: (issuer: string) => readonly JsonWebKey[] | undefined;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey;
}

/** Each pool's signing key, made once and kept, so that a token outlives a restart. */
const openSigningKeys = ({ storage }: World, pools: readonly Pool[]) => {
  const { db, begin } = storage;
  db.exec(
    'CREATE TABLE IF NOT EXISTS cognito_keys (pool TEXT PRIMARY KEY, pkcs8 BLOB NOT NULL) STRICT',
  );
  const read = db.prepare('SELECT pkcs8 FROM cognito_keys WHERE pool = ?');
  const keyOf = ({ id }: Pool): SigningKey => {
    if (read.get(id) === undefined) {
      begin();
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
      db.prepare('INSERT INTO cognito_keys VALUES (?, ?)').run(id, pkcs8);
    }
    const { pkcs8 } = read.get(id) as { pkcs8: Uint8Array };
    const privateKey = createPrivateKey({
      key: Buffer.from(pkcs8),
      format: 'der',
      type: 'pkcs8',
    });
    const { n = '', e = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
    const kid = createHash('sha256').update(n).digest('base64');
    return { kid, privateKey, jwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' } };
  };
  return new Map(pools.map((pool) => [pool.issuer, keyOf(pool)]));
};

const notAuthorized = (message: string) => new AwsError('NotAuthorizedException', message);

/** Claims of both tokens ("Understanding user pool JSON web tokens", developer guide). */
const claimsFor = (
  { random, timeline }: World,
  options: { client: Client; user: User; session: Session; groups: readonly string[] },
) => {
  const { client, user, session, groups } = options;
  const iat = Math.floor(timeline.now() / 1000);
  const both = {
    sub: user.sub,
    ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
    iss: client.pool.issuer,
    origin_jti: session.id,
    event_id: random.uuid(),
    auth_time: Math.floor(session.signedInMs / 1000),
    iat,
  };
  const { email_verified: verified, phone_number_verified: _, ...attributes } = user.attributes;
  return {
    access: {
      ...both,
      client_id: client.id,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      exp: iat + client.accessSeconds,
      jti: random.uuid(),
      username: user.username,
    },
    id: {
      ...both,
      ...attributes,
      ...(verified === undefined ? {} : { email_verified: verified === 'true' }),
      'cognito:username': user.username,
      aud: client.id,
      token_use: 'id',
      exp: iat + client.idSeconds,
      jti: random.uuid(),
    },
  };
};

/** Issues a pool's tokens and takes them back. */
export const createTokenIssuer = (options: {
  readonly world: World;
  readonly pools: readonly Pool[];
  readonly users: UserStore;
  readonly sessions: SessionStore;
}): TokenIssuer => {
  const { world, pools, users, sessions } = options;
  const keys = openSigningKeys(world, pools);
  const signatureHolds = createSignatureCheck();
  const jwks: TokenIssuer['jwks'] = (issuer) => {
    const key = keys.get(issuer);
    return key === undefined ? undefined : [key.jwk];
  };
  return {
    jwks,
    issue: (client, user, session) => {
      const { kid, privateKey } = keys.get(client.pool.issuer) as SigningKey;
      const groups = users.groupsOf(client.pool, user);
      const claims = claimsFor(world, { client, user, session, groups });
      return {
        access: signJwt(claims.access, kid, privateKey),
        id: signJwt(claims.id, kid, privateKey),
      };
    },
    authenticate: (token) => {
      const text = String(token);
      const claims = claimsOf(text) ?? {};
      const issuer = String(claims['iss']);
      if (claims['token_use'] !== 'access' || !signatureHolds(text, jwks(issuer) ?? []))
        throw notAuthorized('Invalid Access Token');
      if (Number(claims['exp']) * 1000 <= world.timeline.now())
        throw notAuthorized('Access Token has expired');
      const pool = pools.find((each) => each.issuer === issuer) as Pool;
      const session = sessions.find(String(claims['origin_jti']));
      if (session === undefined || session.revoked)
        throw notAuthorized('Access Token has been revoked');
      const user = users.find(pool, session.sub);
      if (user === undefined) throw new AwsError('UserNotFoundException', 'User does not exist.');
      if (!user.enabled) throw notAuthorized('User is disabled.');
      return { pool, user, session };
    },
  };
};
