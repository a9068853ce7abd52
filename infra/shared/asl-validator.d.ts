declare module 'asl-validator' {
  interface Problem {
    readonly Message: string;
    readonly schemaError?: { readonly instancePath: string };
  }
  const validate: (
    definition: unknown,
    options: { readonly checkPaths: boolean; readonly checkArn: boolean },
  ) => { readonly isValid: boolean; readonly errors: readonly Problem[] };
  export default validate;
}
