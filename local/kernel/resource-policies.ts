import {
  conditionsHold,
  coversAction,
  coversResource,
  fitsWildcard,
  many,
  type PolicyDocument,
  type RequestContext,
  type Statement,
} from './policy.ts';
import type { Resource, Resources } from './resources.ts';

/** A call that one AWS service makes on a resource of ours, on behalf of another resource. */
export interface ServiceCall {
  /** The calling service's principal, e.g. `events.amazonaws.com`. */
  readonly principal: string;
  /** E.g. `sqs:SendMessage`. */
  readonly action: string;
  /** The ARN of what is called. */
  readonly resource: string;
  /** The ARN of what the call comes from: the rule, the API, the topic. */
  readonly sourceArn: string;
}

const names = (statement: Statement, kind: string, principal: string): boolean => {
  if (statement.Principal === '*') return true;
  // `{ "AWS": "*" }` means everybody, services included.
  if (many(statement.Principal?.['AWS']).includes('*')) return true;
  return many(statement.Principal?.[kind]).includes(principal);
};

/** Whether a resource's policy says Allow, and nothing in it says Deny, to a principal. */
const decides = (
  statements: readonly Statement[],
  kind: 'AWS' | 'Service',
  principal: string,
  call: Pick<ServiceCall, 'action' | 'resource'>,
  context: RequestContext,
): 'allow' | 'deny' | 'silent' => {
  const spoken = statements.filter(
    (statement) =>
      names(statement, kind, principal) &&
      coversAction(statement, call.action) &&
      coversResource(statement, call.resource) &&
      conditionsHold(statement, context),
  );
  if (spoken.some(({ Effect }) => Effect === 'Deny')) return 'deny';
  return spoken.length > 0 ? 'allow' : 'silent';
};

const documentOf = (resource: Resource, property: string): readonly Statement[] =>
  many((resource.properties[property] as PolicyDocument | undefined)?.Statement);

/** The statements that a resource's own policy holds; undefined when its kind of policy is not checked here. */
const policyOf = (resources: Resources, arn: string): readonly Statement[] | undefined => {
  const queue = resources.find('AWS::SQS::Queue', arn);
  if (queue !== undefined)
    return resources
      .ofType('AWS::SQS::QueuePolicy')
      .filter((policy) => many<string>(policy.properties['Queues']).includes(queue.ref))
      .flatMap((policy) => documentOf(policy, 'PolicyDocument'));
  const topic = resources.find('AWS::SNS::Topic', arn);
  if (topic !== undefined)
    return resources
      .ofType('AWS::SNS::TopicPolicy')
      .filter((policy) => many<string>(policy.properties['Topics']).includes(topic.ref))
      .flatMap((policy) => documentOf(policy, 'PolicyDocument'));
  const key = resources.find('AWS::KMS::Key', arn);
  return key === undefined ? undefined : documentOf(key, 'KeyPolicy');
};

/** `…:function:name:alias` and `name` alike, as `[name, qualifier]`. */
const functionName = (arnOrName: string): readonly [string, string | undefined] => {
  if (!arnOrName.startsWith('arn:')) return [arnOrName, undefined];
  const parts = arnOrName.split(':');
  return [parts[6] ?? '', parts[7]];
};

const permitsInvocation = (resources: Resources, call: ServiceCall): boolean => {
  const [called, qualifier] = functionName(call.resource);
  return resources.ofType('AWS::Lambda::Permission').some(({ properties }) => {
    const [name, allowedQualifier] = functionName(String(properties['FunctionName']));
    const source = properties['SourceArn'];
    return (
      name === called &&
      allowedQualifier === qualifier &&
      (properties['Principal'] === call.principal || properties['Principal'] === '*') &&
      fitsWildcard(String(properties['Action']), call.action) &&
      (source === undefined || fitsWildcard(String(source), call.sourceArn))
    );
  });
};

/**
 * Whether the resource that a service calls lets it: an AWS::Lambda::Permission for functions, the queue's, topic's or
 * key's policy otherwise. What has no such policy says no, as on AWS.
 */
export const allowsService = (
  resources: Resources,
  account: string,
  call: ServiceCall,
): boolean => {
  if (call.resource.split(':')[2] === 'lambda') return permitsInvocation(resources, call);
  const context = {
    'aws:SourceArn': call.sourceArn,
    'aws:SourceAccount': account,
    'aws:SecureTransport': 'true',
    'aws:PrincipalIsAWSService': 'true',
  };
  const statements = policyOf(resources, call.resource) ?? [];
  return decides(statements, 'Service', call.principal, call, context) === 'allow';
};

/** What a resource's own policy says to a role: `delegated` leaves it to the role's policies (a key's account root). */
export const resourcePolicySays = (
  resources: Resources,
  account: string,
  roleArn: string,
  call: Pick<ServiceCall, 'action' | 'resource'>,
  context: RequestContext,
): 'allow' | 'deny' | 'delegated' | 'silent' => {
  const statements = policyOf(resources, call.resource);
  if (statements === undefined) return 'delegated';
  const toRole = decides(statements, 'AWS', roleArn, call, context);
  if (toRole !== 'silent') return toRole;
  if (call.resource.split(':')[2] !== 'kms') return 'delegated';
  const root = `arn:aws:iam::${account}:root`;
  return decides(statements, 'AWS', root, call, context) === 'allow' ? 'delegated' : 'silent';
};
