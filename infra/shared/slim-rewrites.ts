/** What is written again, shorter, in the SDK's generated modules: the same meaning, in a form that bundles small. */
export interface Rewrite {
  /** The path below node_modules; `*` stands for the name of a client. */
  readonly module: string;
  readonly because: string;
  /** `used` are the words of our own sources: an error class that is none of them nobody asks for. */
  readonly rewrite: (source: string, used: ReadonlySet<string>) => string;
}

const errorClass =
  /export class (?<name>\w+) extends __BaseException \{\n(?<fields>[^(]*?)\n {4}constructor\(opts\) \{.*?\n {4}\}\n\}\n/gs;

const shortBase = `class Modeled extends __BaseException {
  constructor(name, $fault, opts, fields, $retryable) {
    super({ name, $fault, ...opts });
    Object.setPrototypeOf(this, new.target.prototype);
    for (const field of fields) this[field] = opts[field];
    if ($retryable) this.$retryable = $retryable;
  }
}
`;

/** One line for each class of error. Its shape's id is set when the registry takes it in. */
const shortClass = (name: string, fields: string): string => {
  const lines = fields.split('\n').map((line) => line.trim());
  const value = (field: string) =>
    lines.find((line) => line.startsWith(`${field} =`))?.slice(`${field} = `.length, -1);
  const own = lines.filter((line) => /^\w+;$/.test(line)).map((line) => line.slice(0, -1));
  const rest = [value('$fault'), 'opts', JSON.stringify(own), value('$retryable') ?? 'undefined'];
  return `export class ${name} extends Modeled { constructor(opts) { super("${name}", ${rest.join(', ')}); } }\n`;
};

const shortErrors = (source: string): string => {
  const classes = [...source.matchAll(errorClass)];
  if (classes.length !== source.split('export class ').length - 1) {
    throw new Error('an error class of the SDK has a form that is not known here');
  }
  const imports = source.slice(0, source.indexOf('export class '));
  const short = classes.map(({ groups }) =>
    shortClass(groups?.['name'] ?? '', groups?.['fields'] ?? ''),
  );
  return imports + shortBase + short.join('');
};

/** `const _e = "error"; … { [_e]: … }` becomes `{ "error": … }`. */
const literalKeys = (source: string): string => {
  const names = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return source.replaceAll(/\[(_\w+)\]:/g, (whole, name) =>
    names.has(name) ? `${names.get(name)}:` : whole,
  );
};

/** Errors that say themselves that a retry may help; retrying needs to know them. */
const retriedByTrait = new Set(['ReplicatedWriteConflictException']);

/** An error that is not registered becomes the service's base exception, under its own name and with its own fields. */
const usedErrorsOnly = (source: string, used: ReadonlySet<string>): string =>
  source.replaceAll(/^n\d+_registry\.registerError\((\w+)\$, \w+\);$/gm, (line, name) =>
    used.has(name) || retriedByTrait.has(name) ? line : '',
  );

/** Without the prefix that some operations put before the host's name, and what it needs of HTTP bindings. */
const withoutHostPrefix = (source: string): string => {
  const start = source.indexOf('    setHostPrefix(');
  const end = source.indexOf('    deserializeMetadata(');
  const bindings = /^import \{[^}]*\} from "\.\/HttpBindingNormalizedSchema";$/m;
  if (start < 0 || end < start || !bindings.test(source)) {
    throw new Error('the HTTP protocol of the SDK has a form that is not known here');
  }
  const short = `${source.slice(0, start)}    setHostPrefix() {}\n${source.slice(end)}`;
  return short.replace(bindings, '');
};

/** The source with another piece wherever it has the given one. Throws when the SDK has that no more. */
const replacing =
  (piece: string, by: string) =>
  (source: string): string => {
    if (!source.includes(piece)) throw new Error(`the SDK has no such piece: ${piece}`);
    return source.replaceAll(piece, () => by);
  };

/** A client's settings are some sixty: to have them through the prototype is to copy none of them for a request. */
const uncopied = 'A copy of all settings of a client for each request cost as much as to sign it.';

export const rewrites: readonly Rewrite[] = [
  {
    module: '@aws-sdk/client-*/dist-es/models/errors.js',
    because:
      'Every error of a service is kept, with its fields, but each repeated the same constructor.',
    rewrite: shortErrors,
  },
  {
    module: '@aws-sdk/client-*/dist-es/schemas/schemas_0.js',
    because:
      'A computed key might have a side effect, so a bundler keeps all that has one; a literal has none. And of the errors those stay that our code names.',
    rewrite: (source, used) => usedErrorsOnly(literalKeys(source), used),
  },
  {
    module: '@smithy/core/dist-es/submodules/protocols/HttpProtocol.js',
    because: 'None of the operations that we call has a host prefix.',
    rewrite: withoutHostPrefix,
  },
  {
    module: '@aws-sdk/dynamodb-codec/dist-es/codec-v2/DynamoDBJsonCodec2.js',
    because: 'A writer of its own for attribute values; ours is fast for every shape.',
    rewrite: replacing(
      'const serializer = new DynamoDBJsonShapeSerializer2(',
      'const serializer = new JsonShapeSerializer2(',
    ),
  },
  {
    module: '@smithy/core/dist-es/submodules/schema/middleware/schemaSerializationMiddleware.js',
    because: uncopied,
    rewrite: replacing(
      '{\n        ...config,\n        ...context,\n        endpoint,\n    }',
      'Object.assign(Object.create(config), context, { endpoint })',
    ),
  },
  {
    module: '@smithy/core/dist-es/submodules/schema/middleware/schemaDeserializationMiddleware.js',
    because: uncopied,
    rewrite: replacing(
      '{\n            ...config,\n            ...context,\n        }',
      'Object.assign(Object.create(config), context)',
    ),
  },
  {
    module: '@smithy/core/dist-es/submodules/endpoints/middleware-endpoint/endpointMiddleware.js',
    because: uncopied,
    rewrite: replacing('{ ...config }', 'Object.create(config)'),
  },
  {
    module: '@aws-sdk/core/dist-es/submodules/httpAuthSchemes/aws_sdk/resolveAwsSdkSigV4Config.js',
    because: `${uncopied} We set none that a signer reads beyond those it is given by name.`,
    rewrite: replacing('const params = {\n                ...config,', 'const params = {'),
  },
  {
    module: '@smithy/core/dist-es/submodules/schema/schemas/NormalizedSchema.js',
    because:
      'None of our calls streams events; each looked through all members for one that does, twice.',
    rewrite: replacing(
      'getEventStreamMember() {\n',
      "getEventStreamMember() {\n        return '';\n",
    ),
  },
];
