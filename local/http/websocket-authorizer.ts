import type { Invoke } from '../kernel/invoke.ts';
import type { World } from '../kernel/world.ts';
import type { LambdaAuthorizer } from './websocket-declared.ts';
import { type Connection, contextOf, handshakeMembers, type Place } from './websocket-event.ts';

export type Admission =
  | { readonly ok: true; readonly context: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly status: 401 | 403 | 500 };

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
}

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

const fits = (pattern: string, text: string): boolean => {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text);
};

const covers = ({ Action, Resource }: Statement, methodArn: string): boolean =>
  listOf(Action).some((action) => fits(action, 'execute-api:Invoke')) &&
  listOf(Resource).some((resource) => fits(resource, methodArn));

const hasIdentity = (source: string, { handshake }: Connection): boolean => {
  const [, kind, name = ''] = /^route\.request\.(querystring|header)\.(.+)$/.exec(source) ?? [];
  if (kind === 'querystring') return !!new URLSearchParams(handshake.query).get(name);
  return kind === 'header' && !!handshake.headers[name.toLowerCase()];
};

/**
 * Asks a Lambda REQUEST authorizer for its policy on `$connect`: 401 without the identity sources or when it fails
 * with "Unauthorized", 403 when the policy does not allow, 500 when it fails otherwise.
 */
export const createAdmission = (options: {
  readonly world: World;
  readonly place: Place;
  readonly invoke: Invoke;
}) => {
  const { world, place, invoke } = options;
  const methodArn = `arn:aws:execute-api:${world.region}:${world.account}:${place.apiId}/${place.stage}/$connect`;
  return async (authorizer: LambdaAuthorizer, connection: Connection): Promise<Admission> => {
    if (!authorizer.identitySources.every((source) => hasIdentity(source, connection)))
      return { ok: false, status: 401 };
    const outcome = await invoke(authorizer.functionArn, {
      type: 'REQUEST',
      methodArn,
      ...handshakeMembers(connection.handshake),
      stageVariables: {},
      requestContext: contextOf(world, place, connection, {
        routeKey: '$connect',
        eventType: 'CONNECT',
      }),
    });
    if (!outcome.ok)
      return { ok: false, status: outcome.errorMessage === 'Unauthorized' ? 401 : 500 };
    const answer = outcome.payload as {
      readonly principalId?: string;
      readonly policyDocument?: { readonly Statement?: readonly Statement[] };
      readonly context?: Readonly<Record<string, unknown>>;
    } | null;
    if (typeof answer?.principalId !== 'string') return { ok: false, status: 500 };
    const covering = listOf(answer.policyDocument?.Statement).filter((each) =>
      covers(each, methodArn),
    );
    const denied = covering.some(({ Effect }) => Effect === 'Deny');
    const allowed = covering.some(({ Effect }) => Effect === 'Allow');
    if (denied || !allowed) return { ok: false, status: 403 };
    return { ok: true, context: { ...answer.context, principalId: answer.principalId } };
  };
};
