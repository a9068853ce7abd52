import type { Replacement } from './slim-modules.ts';

/**
 * Writes a request's JSON through a function for each schema, made when it is first needed; texts and their escapes by
 * `JSON.stringify`. The same to the byte as the SDK's for what its types allow, which looks every schema up again for each value and
 * writes byte by byte. What they do not allow (a list with a hole, bytes given as text) is refused here.
 */
const serializer = `
import { NormalizedSchema } from '@smithy/core/schema';
import { dateToUtcString, generateIdempotencyToken, toBase64 } from '@smithy/core/serde';
import { SerdeContextConfig } from '../../ConfigurableSerdeContext';
import { determineTimestampFormat } from '../../serde/determineTimestampFormat';
const quoted = JSON.stringify;
const scalar = (value) => {
  switch (typeof value) {
    case 'string': return quoted(value);
    case 'number': return Number.isFinite(value) ? String(value) : quoted(String(value));
    case 'boolean': case 'bigint': return String(value);
    default: throw new TypeError('this bundle writes no such value: ' + typeof value);
  }
};
const blob = (value) => {
  // As text it may be in base 64 already, or not: nobody could tell.
  if (typeof value === 'string') throw new TypeError('give bytes as bytes');
  return '"' + toBase64(value) + '"';
};
const timestamp = (schema, settings) => (value) => {
  switch (determineTimestampFormat(schema, settings)) {
    case 5: return quoted(value.toISOString().replace('.000Z', 'Z'));
    case 6: return quoted(dateToUtcString(value));
    default: return String(value.getTime() / 1000);
  }
};
const struct = (schema, settings) => {
  const members = [...schema.structIterator()].map(([name, member]) => ({
    name,
    text: quoted((settings.jsonName && member.getMergedTraits().jsonName) || name) + ':',
    token: member.isIdempotencyToken(),
    write: writerOf(member, settings),
  }));
  return (value) => {
    let text = '';
    for (const { name, text: key, token, write } of members) {
      const given = value[name] ?? (token ? generateIdempotencyToken() : undefined);
      if (given != null) text += (text && ',') + key + write(given);
    }
    return '{' + text + '}';
  };
};
const list = (schema, settings) => {
  const write = writerOf(schema.getValueSchema(), settings);
  return (values) => '[' + values.map((value) => write(value)).join() + ']';
};
const map = (schema, settings) => {
  const write = writerOf(schema.getValueSchema(), settings);
  return (values) => {
    let text = '';
    for (const [key, value] of Object.entries(values))
      if (value != null) text += (text && ',') + quoted(key) + ':' + write(value);
    return '{' + text + '}';
  };
};
const maker = (schema) => {
  if (schema.isStructSchema()) return struct;
  if (schema.isListSchema()) return list;
  if (schema.isMapSchema()) return map;
  if (schema.isBlobSchema()) return () => blob;
  if (schema.isTimestampSchema()) return timestamp;
  return () => scalar;
};
const made = { true: new WeakMap(), false: new WeakMap() };
function writerOf(schema, settings) {
  const known = made[Boolean(settings.jsonName)];
  const raw = schema.getSchema();
  const key = typeof raw === 'object' ? raw : schema;
  const found = known.get(key);
  if (found !== undefined) return found;
  // A shape may have itself in it, so that it is looked into when the first value is written.
  let write;
  const writer = (value) => (write ??= maker(schema)(schema, settings))(value);
  known.set(key, writer);
  return writer;
}
export class JsonShapeSerializer2 extends SerdeContextConfig {
  constructor(settings) {
    super();
    this.settings = settings;
  }
  write(given, value) {
    const schema = NormalizedSchema.of(given);
    const isRaw = schema.isBlobSchema() || schema.isStringSchema();
    this.body = isRaw ? value : writerOf(schema, this.settings)(value);
  }
  flush() {
    return this.body;
  }
}
`;

export const jsonReplacements: readonly Replacement[] = [
  {
    module: '@smithy/core/dist-es/submodules/protocols/json/codec-v2/JsonShapeSerializer2.js',
    because:
      'What we send has no documents, no big decimals and no lists with holes; and to write it was an eighth of all the time of a purchase.',
    contents: serializer,
  },
];
