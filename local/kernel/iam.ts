import {
  conditionsHold,
  coversAction,
  coversResource,
  type RequestContext,
  type Statement,
} from './policy.ts';
import { allowsService, resourcePolicySays, type ServiceCall } from './resource-policies.ts';
import type { Resources } from './resources.ts';
import { statementsOfRole } from './role-policies.ts';
import { AwsError, type Caller, type Permission } from './service.ts';

/** Who may do what, by the template's roles and resource policies. */
export interface Iam {
  /** Throws `AccessDeniedException` with AWS's message unless the caller holds the permission. */
  readonly check: (caller: Caller, permission: Permission) => void;
  readonly allows: (caller: Caller, permission: Permission) => boolean;
  /** Whether a resource's policy lets a service in (EventBridge to a queue, API Gateway to a function). */
  readonly allowsService: (call: ServiceCall) => boolean;
}

type Verdict =
  | 'allowed'
  | 'explicit deny'
  | 'no identity-based policy'
  | 'no resource-based policy';

/** A decision kept where no condition took part in it. */
interface Decision {
  readonly verdict: Verdict;
  readonly unconditional: boolean;
}

const decide = (
  statements: readonly Statement[],
  permission: Permission,
  context: RequestContext,
): Decision => {
  const spoken = statements.filter(
    (each) => coversAction(each, permission.action) && coversResource(each, permission.resource),
  );
  const unconditional = spoken.every(({ Condition }) => Condition === undefined);
  const holding = spoken.filter((each) => conditionsHold(each, context));
  if (holding.some(({ Effect }) => Effect === 'Deny'))
    return { verdict: 'explicit deny', unconditional };
  return { verdict: holding.length > 0 ? 'allowed' : 'no identity-based policy', unconditional };
};

const reasons: Readonly<Record<Exclude<Verdict, 'allowed'>, (action: string) => string>> = {
  'explicit deny': () => 'with an explicit deny in an identity-based policy',
  'no identity-based policy': (action) =>
    `because no identity-based policy allows the ${action} action`,
  'no resource-based policy': (action) =>
    `because no resource-based policy allows the ${action} action`,
};

/** Decisions about services that are remembered: the source may be any path of an API. */
const ADMISSIONS_MAX = 10_000;

/** Evaluates permissions over the template's policies. Everything unmentioned is denied. */
export const createIam = ({
  resources,
  account,
}: {
  readonly resources: Resources;
  readonly account: string;
}): Iam => {
  const roles = new Map(resources.ofType('AWS::IAM::Role').map((role) => [role.arn, role]));
  const statements = new Map<string, readonly Statement[]>();
  const decisions = new Map<string, Verdict>();
  const admissions = new Map<string, boolean>();

  const statementsFor = (roleArn: string): readonly Statement[] => {
    const role = roles.get(roleArn);
    if (role === undefined) throw new Error(`no role of the template has the ARN ${roleArn}`);
    const known = statements.get(roleArn) ?? statementsOfRole(resources, role);
    statements.set(roleArn, known);
    return known;
  };

  const evaluate = (roleArn: string, permission: Permission): Verdict => {
    const key = `${roleArn} ${permission.action} ${permission.resource}`;
    const known = decisions.get(key);
    if (known !== undefined) return known;
    const context = { 'aws:SecureTransport': 'true', ...permission.context };
    const { verdict, unconditional } = decide(statementsFor(roleArn), permission, context);
    const policy = resourcePolicySays(resources, account, roleArn, permission, context);
    const combined = combine(verdict, policy);
    // A resource policy with conditions of its own is asked again each time; those exist on queues and keys only.
    if (unconditional && policy === 'delegated') decisions.set(key, combined);
    return combined;
  };

  const verdictFor = (caller: Caller, permission: Permission): Verdict =>
    caller.kind === 'cloud' ? 'allowed' : evaluate(caller.roleId, permission);

  return {
    allows: (caller, permission) => verdictFor(caller, permission) === 'allowed',
    check: (caller, permission) => {
      const verdict = verdictFor(caller, permission);
      if (verdict === 'allowed' || caller.kind === 'cloud') return;
      const { action, resource } = permission;
      const role = caller.roleId.slice(caller.roleId.lastIndexOf('/') + 1);
      const user = `arn:aws:sts::${account}:assumed-role/${role}/${caller.functionId}`;
      throw new AwsError(
        'AccessDeniedException',
        `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reasons[verdict](action)}`,
      );
    },
    allowsService: (call) => {
      const key = `${call.principal} ${call.action} ${call.resource} ${call.sourceArn}`;
      const known = admissions.get(key);
      if (known !== undefined) return known;
      const admitted = allowsService(resources, account, call);
      if (admissions.size < ADMISSIONS_MAX) admissions.set(key, admitted);
      return admitted;
    },
  };
};

const combine = (
  identity: Verdict,
  resourcePolicy: ReturnType<typeof resourcePolicySays>,
): Verdict => {
  if (identity === 'explicit deny' || resourcePolicy === 'deny') return 'explicit deny';
  if (resourcePolicy === 'allow') return 'allowed';
  if (resourcePolicy === 'silent') return 'no resource-based policy';
  return identity;
};
