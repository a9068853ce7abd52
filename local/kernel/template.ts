import type { Assembly } from './assembly.ts';
import { isInert } from './inert-types.ts';
import { kindOf } from './resource-kinds.ts';
import type { Resource, Resources } from './resources.ts';
import { openStack, type Place } from './stack.ts';

/** Looks resources up by type, and within a type by ARN or `Ref`. */
const indexed = (
  all: readonly Resource[],
  outputs: Readonly<Record<string, string>>,
): Resources => {
  const byType = Map.groupBy(all, ({ type }) => type);
  const byName = new Map<string, Resource>();
  for (const resource of all) {
    byName.set(`${resource.type} ${resource.ref}`, resource);
    if (resource.arn !== '') byName.set(`${resource.type} ${resource.arn}`, resource);
  }
  return {
    all,
    outputs,
    ofType: (type) => byType.get(type) ?? [],
    find: (type, arnOrRef) => byName.get(`${type} ${arnOrRef}`),
  };
};

/** Refuses, by name, what an app declares and the local cloud would silently not do. */
const refuseUnknown = (all: readonly Resource[]): void => {
  const unknown = all.filter(({ type }) => kindOf(type) === undefined && !isInert(type));
  if (unknown.length === 0) return;
  const names = unknown.map(({ id, type }) => `${id} (${type})`).join(', ');
  throw new Error(`the local cloud does not run these resources: ${names}`);
};

/**
 * Every stack's resources with their intrinsics resolved to the local account's names.
 * Throws, by name, on resource types and intrinsics it does not know.
 */
export const resolveTemplates = (stacks: Assembly['stacks'], place: Place): Resources => {
  const exported = new Map<string, () => unknown>();
  const open = new Map<string, ReturnType<typeof openStack>>();
  const parameters = new Map<string, () => unknown>();
  const app = {
    importValue: (name: string) => {
      const value = exported.get(name);
      if (value === undefined) throw new Error(`no stack exports ${name}`);
      return value();
    },
    stackOutput: (stack: string, output: string) => open.get(stack)?.output(output),
    parameter: (name: string) => String(parameters.get(name)?.() ?? name),
  };

  for (const { name, template } of stacks) {
    const stack = openStack(name, template, place, app);
    open.set(name, stack);
    for (const [output, { Export }] of Object.entries(template.Outputs ?? {}))
      if (Export !== undefined)
        exported.set(String(stack.resolve(Export.Name)), () => stack.output(output));
    for (const { Type, Properties } of Object.values(template.Resources ?? {}))
      if (Type === 'AWS::SSM::Parameter' && typeof Properties?.['Name'] === 'string')
        parameters.set(Properties['Name'], () => stack.resolve(Properties['Value']));
  }

  const all = [...open.values()].flatMap((stack) => stack.resources());
  refuseUnknown(all);
  const outputs = stacks.flatMap(({ name, template }) =>
    Object.keys(template.Outputs ?? {}).map(
      (output) => [`${name}.${output}`, String(open.get(name)?.output(output))] as const,
    ),
  );
  return indexed(all, Object.fromEntries(outputs));
};
