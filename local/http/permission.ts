import type { Resources } from '../kernel/resources.ts';

/** Whether a service may invoke a function: asked with the function's ARN, who asks, for what, and from where. */
export type Allowed = (question: InvokeQuestion) => boolean;

export interface InvokeQuestion {
  readonly functionArn: string;
  readonly principal: string;
  readonly action: 'lambda:InvokeFunction' | 'lambda:InvokeFunctionUrl';
  readonly sourceArn?: string;
}

const glob = (pattern: string): RegExp => {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
};

/** `name` or `name:qualifier`, whichever way the function was written. */
const functionKey = (functionName: string): string =>
  functionName.replace(/^arn:[^:]*:lambda:[^:]*:[^:]*:function:/, '');

/** Reads the template's `AWS::Lambda::Permission`s: a function without one is not reached from outside. */
export const templatePermissions = (resources: Resources): Allowed => {
  const permissions = resources.ofType('AWS::Lambda::Permission').map(({ properties }) => ({
    functionKey: functionKey(properties['FunctionName']),
    principal: properties['Principal'] as string,
    action: properties['Action'] as string,
    source: properties['SourceArn'] === undefined ? undefined : glob(properties['SourceArn']),
  }));
  const decided = new Map<string, boolean>();
  return ({ functionArn, principal, action, sourceArn }) => {
    const question = `${functionArn} ${principal} ${action} ${sourceArn}`;
    const known = decided.get(question);
    if (known !== undefined) return known;
    const wanted = functionKey(functionArn);
    const answer = permissions.some(
      (held) =>
        held.functionKey === wanted &&
        held.principal === principal &&
        (held.action === action || held.action === 'lambda:*') &&
        (held.source === undefined || (sourceArn !== undefined && held.source.test(sourceArn))),
    );
    if (decided.size < 10_000) decided.set(question, answer);
    return answer;
  };
};
