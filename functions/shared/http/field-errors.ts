import type * as z from 'zod/mini';
import type { FieldError } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** What a check says that has no words of its own. */
const wordless = 'Invalid input';

/** What is expected where a schema has no words for it. */
const expected = (issue: Issue): string => {
  if (issue.code === 'unrecognized_keys') return `unknown: ${issue.keys.slice(0, 5).join(', ')}`;
  if (issue.message !== wordless) return issue.message;
  if (issue.code === 'invalid_type') return `must be of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of: ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_format') return `must be of format ${issue.format}`;
  if (issue.code === 'too_small') return `must have at least ${issue.minimum}`;
  return issue.code === 'too_big' ? `must have at most ${issue.maximum}` : issue.message;
};

/** The fields that an issue is about: those that are too many, or the one that is missing or wrong. */
const fieldsOf = (issue: Issue): readonly string[] =>
  issue.code === 'unrecognized_keys' && issue.path.length === 0
    ? issue.keys
    : [String(issue.path[0] ?? '')];

/**
 * Of the shapes that a value may have, the ones with the fewest fields at fault are meant. One is told as if there were no
 * other; of several, what is wrong with each of them, and between which fields to choose.
 */
const closest = (
  shapes: readonly (readonly Issue[])[],
  path: readonly PropertyKey[],
): FieldError[] => {
  const faults = shapes
    .map((issues) => ({ issues, fields: [...new Set(issues.flatMap(fieldsOf))] }))
    .sort((a, b) => a.fields.length - b.fields.length);
  const [first] = faults;
  if (first === undefined) return [];
  const meant = faults.filter(({ fields }) => fields.length === first.fields.length);
  const isCommon = (field: string) => meant.every(({ fields }) => fields.includes(field));
  const choice = new Set(meant.flatMap(({ fields }) => fields).filter((field) => !isCommon(field)));
  const common = first.issues.filter((issue) => fieldsOf(issue).every(isCommon));
  const errors = fieldErrors(common, path);
  return choice.size === 0
    ? errors
    : [...errors, { path: path.join('.'), message: `give one of: ${[...choice].join(', ')}` }];
};

/** The path and message of everything that is wrong with an input. */
export const fieldErrors = (
  issues: readonly Issue[],
  at: readonly PropertyKey[] = [],
): FieldError[] =>
  issues.flatMap((issue) => {
    const path = [...at, ...issue.path];
    return issue.code === 'invalid_union'
      ? closest(issue.errors, path)
      : [{ path: path.join('.'), message: expected(issue) }];
  });
