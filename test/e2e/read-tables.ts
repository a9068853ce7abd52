import { env, type ProjectionName, projectionNames } from '../../domain/shared/names.ts';
import type { Platform } from './platform.ts';

export type Wire = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The variable that names a projection's table. */
const variableOf = (name: ProjectionName): string =>
  env[
    `${name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Table` as keyof typeof env
  ];

export const tableOf = ({ cloud }: Platform, name: ProjectionName): string => {
  const variable = variableOf(name);
  for (const { properties } of cloud.resources.ofType('AWS::Lambda::Function')) {
    const found = properties['Environment']?.Variables?.[variable];
    if (typeof found === 'string') return found;
  }
  throw new Error(`no function knows ${variable}`);
};

/** A call of the cloud's own, behind everybody's back. */
export const behindBack = (platform: Platform, operation: string, input: object) =>
  platform.cloud.dynamo.call({ operation, input, caller: { kind: 'cloud', name: 'test' } });

export const itemsOf = async (platform: Platform, table: string): Promise<readonly Wire[]> => {
  const items: Wire[] = [];
  let start: unknown;
  do {
    const page = (await behindBack(platform, 'Scan', {
      TableName: table,
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    })) as { readonly Items: readonly Wire[]; readonly LastEvaluatedKey?: unknown };
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
};

const inOrder = (items: readonly Wire[]): readonly string[] =>
  items
    .map((item) => JSON.stringify(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .toSorted();

/** Every read table, row by row, to compare with another time. */
export const shotOf = async (
  platform: Platform,
): Promise<Readonly<Record<string, readonly string[]>>> =>
  Object.fromEntries(
    await Promise.all(
      projectionNames.map(
        async (name) => [name, inOrder(await itemsOf(platform, tableOf(platform, name)))] as const,
      ),
    ),
  );
