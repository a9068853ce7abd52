import type { Template, TemplateResource } from './assembly.ts';
import { NO_VALUE, resolveIntrinsics, type Scope } from './intrinsics.ts';
import { type Kind, kindOf, type Placement } from './resource-kinds.ts';
import type { Resource } from './resources.ts';

/** The account and region that everything is declared in. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What one stack asks of the rest of the app. */
export interface Neighbours extends Pick<Scope, 'importValue' | 'stackOutput'> {
  /** The value of an SSM parameter, by name; the name itself when the app does not declare it. */
  readonly parameter: (name: string) => string;
}

type Resolve = (value: unknown) => unknown;

/** What an inert type answers, since nothing of ours depends on the exact form. */
const inertKind: Kind = {
  arn: ({ region, account, name }) => `arn:aws:inert:${region}:${account}:${name}`,
};

const kindFor = (type: string): Kind => kindOf(type) ?? inertKind;

const pseudoParameters = (stack: string, { account, region }: Place) => ({
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stack,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/local`,
  'AWS::NotificationARNs': [],
  'AWS::NoValue': NO_VALUE,
});

/** Names, ARNs and attributes of one stack's resources, read lazily so that resources may name each other. */
const createNaming = (stack: string, template: Template, place: Place, resolve: Resolve) => {
  const declared = (logicalId: string): TemplateResource => {
    const found = template.Resources?.[logicalId];
    if (found === undefined) throw new Error(`${stack}: nothing is called ${logicalId}`);
    return found;
  };
  const placement = (logicalId: string): Placement => {
    const { Type, Properties } = declared(logicalId);
    const kind = kindFor(Type);
    const property = (name: string) => resolve(Properties?.[name]);
    const given = kind.nameProperty === undefined ? undefined : property(kind.nameProperty);
    const bare = { ...place, stack, logicalId, property };
    const name = given ?? kind.defaultName?.(bare) ?? `${stack}-${logicalId}`;
    return { ...bare, name: String(name) };
  };
  const ref = (logicalId: string): string => {
    const at = placement(logicalId);
    return kindFor(declared(logicalId).Type).ref?.(at) ?? at.name;
  };
  const arn = (logicalId: string): string =>
    kindFor(declared(logicalId).Type).arn?.(placement(logicalId)) ?? '';
  const attribute = (logicalId: string, name: string): string => {
    if (name === 'Arn') return arn(logicalId);
    const { Type } = declared(logicalId);
    const known = kindOf(Type);
    if (known === undefined) return `${stack}-${logicalId}.${name}`;
    const read = known.attributes?.[name];
    if (read === undefined)
      throw new Error(`${stack}/${logicalId}: ${Type} has no attribute ${name} here`);
    return read(placement(logicalId));
  };
  return { declared, ref, arn, attribute };
};

const createScope = (
  stack: string,
  template: Template,
  pseudo: Readonly<Record<string, unknown>>,
  naming: ReturnType<typeof createNaming>,
  neighbours: Neighbours,
  resolve: Resolve,
): Scope => ({
  ...neighbours,
  attribute: naming.attribute,
  ref: (name) => {
    if (Object.hasOwn(pseudo, name)) return pseudo[name];
    const parameter = template.Parameters?.[name];
    if (parameter === undefined) return naming.ref(name);
    const value = parameter.Default ?? '';
    const stored = parameter.Type.startsWith('AWS::SSM::Parameter::Value');
    return stored ? neighbours.parameter(value) : value;
  },
  condition: (name) => {
    const expression = template.Conditions?.[name];
    if (expression === undefined) throw new Error(`${stack}: no condition is called ${name}`);
    return resolve(expression) === true;
  },
  mapping: (map, first, second) =>
    (template.Mappings?.[map]?.[first] as Readonly<Record<string, unknown>> | undefined)?.[second],
});

/** One stack of an app, ready to be asked for its resources and outputs. */
export const openStack = (
  stack: string,
  template: Template,
  place: Place,
  neighbours: Neighbours,
) => {
  const resolve: Resolve = (value) => {
    const resolved = resolveIntrinsics(value, scope);
    return resolved === NO_VALUE ? undefined : resolved;
  };
  const naming = createNaming(stack, template, place, resolve);
  const pseudo = pseudoParameters(stack, place);
  const scope = createScope(stack, template, pseudo, naming, neighbours, resolve);

  const resourceOf = (logicalId: string): Resource => {
    const id = `${stack}/${logicalId}`;
    try {
      const { Type, Properties } = naming.declared(logicalId);
      return {
        id,
        stack,
        logicalId,
        type: Type,
        properties: (resolve(Properties) ?? {}) as Resource['properties'],
        ref: naming.ref(logicalId),
        arn: naming.arn(logicalId),
      };
    } catch (error) {
      throw new Error(`${id}: ${(error as Error).message}`, { cause: error });
    }
  };
  return {
    resolve,
    output: (name: string) => resolve(template.Outputs?.[name]?.Value),
    resources: () =>
      Object.entries(template.Resources ?? {})
        .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
        .map(([logicalId]) => resourceOf(logicalId)),
  };
};
