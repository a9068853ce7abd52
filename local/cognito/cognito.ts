import type { Resources } from '../kernel/resources.ts';
import { AwsError, type Service } from '../kernel/service.ts';
import type { World } from '../kernel/world.ts';
import { adminOperations } from './admin.ts';
import { openAttempts } from './attempts.ts';
import type { Context, Deliver, Operation } from './context.ts';
import { readDeclared } from './declared.ts';
import { selfServiceOperations } from './self-service.ts';
import { openSessionStore } from './session-store.ts';
import { signInOperations } from './sign-in.ts';
import { softwareTokenOperations } from './software-token.ts';
import { createTokenIssuer, type TokenIssuer } from './tokens.ts';
import { openUserStore } from './user-store.ts';

export interface Cognito extends Service {
  /** The public keys of a pool, by its issuer, as its JWKS document lists them. */
  readonly jwks: TokenIssuer['jwks'];
}

const isAdministrative = (operation: string): boolean => /^(Admin|List)/.test(operation);

/** Cognito user pools as the template declares them. `deliver` sends what a pool itself would send. */
export const createCognito = ({
  world,
  resources,
  deliver = () => undefined,
}: {
  readonly world: World;
  readonly resources: Resources;
  readonly deliver?: Deliver;
}): Cognito => {
  const declared = readDeclared(resources, world.region);
  const users = openUserStore(world);
  const sessions = openSessionStore(world);
  const attempts = openAttempts(world);
  const tokens = createTokenIssuer({ world, pools: declared.pools, users, sessions });
  const context: Context = { world, declared, users, sessions, attempts, tokens, deliver };
  const operations = new Map<string, Operation>(
    Object.entries({
      ...adminOperations(context),
      ...signInOperations(context),
      ...softwareTokenOperations(context),
      ...selfServiceOperations(context),
    }),
  );
  const operationOf = (name: string): Operation => {
    const found = operations.get(name);
    if (found !== undefined) return found;
    throw new AwsError('UnknownOperationException', `Cognito has no ${name} here`);
  };
  return {
    name: 'cognito-idp',
    jwks: tokens.jwks,
    // The other operations carry the person's own proof; AWS evaluates no policy for them either.
    permissions: ({ operation, input }) => {
      operationOf(operation);
      if (!isAdministrative(operation)) return [];
      const { arn } = declared.pool(input.UserPoolId);
      return [{ action: `cognito-idp:${operation}`, resource: arn }];
    },
    call: async ({ operation, input }) => {
      world.meter.add('cognito.requests', 1, operation);
      try {
        return operationOf(operation)(input);
      } finally {
        // A refusal counts too: it may have spent an attempt.
        await world.storage.durable();
      }
    },
  };
};
