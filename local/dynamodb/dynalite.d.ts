/** The expression grammars of dynalite: generated parsers that resolve `#names` and `:values` through `context`. */
declare module 'dynalite/db/conditionParser.js' {
  const parser: import('./expressions/grammar.ts').GrammarParser;
  export default parser;
}
declare module 'dynalite/db/updateParser.js' {
  const parser: import('./expressions/grammar.ts').GrammarParser;
  export default parser;
}
declare module 'dynalite/db/projectionParser.js' {
  const parser: import('./expressions/grammar.ts').GrammarParser;
  export default parser;
}
