import type { Replacement } from './slim-modules.ts';

/** What the XML parser does without: bank statements are read with an own decoder, and as text throughout. */
export const xmlReplacements: readonly Replacement[] = [
  {
    module: 'fast-xml-parser/src/xmlparser/DocTypeReader.js',
    because: 'A document with a DOCTYPE is refused before it is parsed; here it could not be read.',
    contents: `export default class DocTypeReader {
  setXmlVersion() {}
  readDocType() { throw new Error('no DOCTYPE is read'); }
}
`,
  },
  {
    module: '@nodable/entities/src/index.js',
    because: 'The decoder comes with the options, and knows the five entities of XML alone.',
    contents: `export const XML = {}, CURRENCY = {}, COMMON_HTML = {}, ENTITY_ACTION = {};
export class EntityDecoder { constructor() { throw new Error('give the parser a decoder'); } }
`,
  },
  {
    module: 'is-unsafe/src/index.js',
    because: 'It judges the entities that a document declares, and no document may.',
    contents: 'export const HTML = {}, XML = {}; export const isUnsafe = () => true;\n',
  },
  {
    module: 'path-expression-matcher/src/index.js',
    because: 'No option of ours asks where in the tree an element stands: its name is all.',
    contents: `export class Matcher {
  tags = [];
  reset() { this.tags = []; }
  push(tag) { this.tags.push(tag); }
  pop() { this.tags.pop(); }
  updateCurrent() {}
  getCurrentTag() { return this.tags.at(-1); }
  readOnly() { return this; }
  toString() { return this.tags.join('.'); }
}
export class Expression {}
export class ExpressionSet { size = 0; seal() {} }
`,
  },
  {
    module: 'strnum/strnum.js',
    because: 'Amounts stay text: no value is made a number.',
    contents: 'export default (text) => text;\n',
  },
];
