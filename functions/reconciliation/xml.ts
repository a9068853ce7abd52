import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Refusal } from '../../domain/shared/refusal.ts';

/** A document above this is no day of ours, and a function's request could not carry it. */
export const documentBytesMax = 5 * 1024 * 1024;

/** camt.053 nests about fifteen deep. */
const depthMax = 40;

const forbidden = () =>
  new Refusal(
    'statement.forbidden-entity',
    'A statement declares no document type and uses no entities but the five of XML itself.',
  );

export const malformed = (what: string, details: Readonly<Record<string, string>> = {}): Refusal =>
  new Refusal('statement.malformed', what, details);

const predefined: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const decodeOne = (_whole: string, name: string): string => {
  const known = Object.hasOwn(predefined, name) ? predefined[name] : undefined;
  if (known !== undefined) return known;
  const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const point = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
  if (Number.isNaN(point) || point > 0x10_ffff || point === 0) throw forbidden();
  return String.fromCodePoint(point);
};

/** The five predefined entities and characters by number; nothing that a document could declare itself. */
const entityDecoder = {
  decode: (text: string): string => text.replaceAll(/&([^;&\s]{0,32});/g, decodeOne),
  reset: () => undefined,
  setXmlVersion: () => undefined,
  setExternalEntities: () => undefined,
  addInputEntities: () => {
    throw forbidden();
  },
};

const listed = new Set(['Stmt', 'Bal', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd']);

const parser = new XMLParser({
  ignoreAttributes: false,
  removeNSPrefix: true,
  // Amounts and ids are text; a number would lose digits.
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: true,
  entityDecoder,
  maxNestedTags: depthMax,
  jPath: false,
  isArray: (name) => listed.has(name),
});

/**
 * A document as a tree of objects, lists and strings. Throws `statement.too-large`, `statement.forbidden-entity` for any
 * DOCTYPE or entity, so that nothing is fetched and nothing grows, and `statement.malformed` for what is no XML.
 */
export const readXml = (text: string): unknown => {
  if (Buffer.byteLength(text) > documentBytesMax)
    throw new Refusal('statement.too-large', 'A statement may hold 5 MB.');
  if (/<!(doctype|entity)/i.test(text)) throw forbidden();
  if (/^[^>]{0,200}encoding=["'](?!utf-8["'])/i.test(text)) throw malformed('Send it as UTF-8.');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true)
    throw malformed('The document is not well-formed XML.', { line: `${verdict.err.line}` });
  try {
    return parser.parse(text);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw malformed('The document is not XML that can be read.');
  }
};
