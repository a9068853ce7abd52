import { env, type ProjectionName, projectionNames } from '../../domain/shared/names.ts';

const variableOf = (name: ProjectionName): string =>
  env[
    `${name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Table` as keyof typeof env
  ];

/** The tables that a drill takes out and brings back, by the names of their folders: the ledger's, and what is read. */
export const ledgerTables = {
  events: 'EVENTS_TABLE',
  guards: 'GUARDS_TABLE',
  'person-keys': 'PERSON_KEYS_TABLE',
} as const;

export const readTableVariables: Readonly<Record<ProjectionName, string>> = Object.fromEntries(
  projectionNames.map((name) => [name, variableOf(name)]),
) as Record<ProjectionName, string>;
