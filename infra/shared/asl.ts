import validate from 'asl-validator';

/** A definition as CloudFormation would have it, with any name for what only a deploy knows. */
const textOf = (definition: unknown): string => {
  if (typeof definition === 'string') return definition;
  const join = (definition as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] })?.[
    'Fn::Join'
  ];
  if (join === undefined) return 'unknown';
  return join[1].map(textOf).join(join[0]);
};

/** What the Amazon States Language forbids in a definition (a text, or the intrinsic function that makes it). */
export const problemsOf = (definition: unknown): readonly string[] => {
  const { errors } = validate(JSON.parse(textOf(definition)), { checkArn: true, checkPaths: true });
  return errors.map(({ Message, schemaError }) => `${schemaError?.instancePath ?? ''} ${Message}`);
};
