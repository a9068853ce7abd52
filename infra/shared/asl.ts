import { createRequire } from 'node:module';
import type validator from 'asl-validator';

const require = createRequire(import.meta.url);

/** A definition as CloudFormation would have it, with any name for what only a deploy knows. */
const textOf = (definition: unknown): string => {
  if (typeof definition === 'string') return definition;
  const join = (definition as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })?.[
    'Fn::Join'
  ];
  if (join === undefined) return 'unknown';
  return join[1].map(textOf).join(join[0]);
};

/** The validator takes seconds for a definition, and each is synthesised several times in a run of tests. */
const known = new Map<string, readonly string[]>();

/** What the Amazon States Language forbids in a definition (a text, or the intrinsic function that makes it). */
export const problemsOf = (definition: unknown): readonly string[] => {
  const text = textOf(definition);
  const before = known.get(text);
  if (before !== undefined) return before;
  // Loaded when there is something to validate, since it costs a second.
  const validate: typeof validator = require('asl-validator');
  const { errors } = validate(JSON.parse(text), { checkArn: true, checkPaths: true });
  const problems = errors.map(
    ({ Message, schemaError }) => `${schemaError?.instancePath ?? ''} ${Message}`,
  );
  known.set(text, problems);
  return problems;
};
