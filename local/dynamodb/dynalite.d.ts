/*
 * The expression grammars of dynalite: generated parsers that resolve `#names` and `:values` through `context`, and
 * answer with a message where an expression is well-formed and makes no sense.
 */
declare module 'dynalite/db/conditionParser.js' {
  const parser: {
    readonly parse: (text: string, options: { readonly context: unknown }) => unknown;
  };
  export default parser;
}

declare module 'dynalite/db/updateParser.js' {
  const parser: {
    readonly parse: (text: string, options: { readonly context: unknown }) => unknown;
  };
  export default parser;
}

declare module 'dynalite/db/projectionParser.js' {
  const parser: {
    readonly parse: (text: string, options: { readonly context: unknown }) => unknown;
  };
  export default parser;
}
