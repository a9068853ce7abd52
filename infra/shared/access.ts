import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { env } from '../../domain/shared/names.ts';

/**
 * What a function may do with a thing, and the variables that tell it where the thing is. One value carries both, so
 * that a function cannot be given the address of something that it may not touch, nor the reverse.
 */
export interface Access {
  readonly env?: { readonly [K in keyof typeof env]?: string };
  readonly allow?: readonly Allow[];
}

/** One statement of a role's policy. Actions are written out; there are no wildcards. */
export interface Allow {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The environment that several accesses make, by the variables' own names. */
export const environmentOf = (accesses: readonly Access[]): Record<string, string> =>
  Object.fromEntries(
    accesses
      .flatMap((access) => Object.entries(access.env ?? {}))
      .map(([key, value]) => [env[key as keyof typeof env], value]),
  );

export const statementsOf = (accesses: readonly Access[]): readonly PolicyStatement[] =>
  accesses
    .flatMap((access) => access.allow ?? [])
    .map(
      ({ actions, resources, conditions }) =>
        new PolicyStatement({
          actions: [...actions],
          resources: [...resources],
          ...(conditions ? { conditions } : {}),
        }),
    );
