import * as z from 'zod/mini';
import type { Contract } from '../../functions/shared/http/endpoint.ts';
import { routes } from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

const freshSignIn =
  'Needs a sign-in of the last 15 minutes; 401 `token.step-up-required` asks for a new one (RFC 9470).';

const problem = { $ref: '#/components/responses/Problem' };

/** A schema as JSON Schema; its named parts go to `parts`, and refer to the document's components. */
const schemaOf = (described: Contract['schema'], parts: Record<string, Json> = {}): Json => {
  // Wrapped, because a part is made a definition of its own only below the root.
  const { properties, $defs = {} } = z.toJSONSchema(z.object({ it: described }), {
    io: 'input',
    unrepresentable: 'any',
  });
  const moved = (json: unknown): Json =>
    JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/'));
  for (const [name, { id: _id, ...part }] of Object.entries($defs)) parts[name] = moved(part);
  return moved(properties?.['it']);
};

const parametersOf = (path: string, contract: Contract): Json[] => {
  if (contract.kind === 'query') return named(path, contract.schema);
  const key = contract.movesMoney ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : [];
  return [...key, ...named(path, contract.path)];
};

const named = (path: string, described: Contract['schema']): Json[] => {
  const { properties = {}, required = [] } = schemaOf(described) as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => {
    const inPath = path.includes(`{${name}}`);
    return {
      name,
      in: inPath ? 'path' : 'query',
      required: inPath || required.includes(name),
      schema,
    };
  });
};

const operation = (
  { method, path, summary }: Readonly<Record<'method' | 'path' | 'summary', string>>,
  contract: Contract,
  parts: Record<string, Json>,
): Json => ({
  summary,
  operationId: `${method}${path.replaceAll(/[^a-z0-9]+/gi, '-')}`,
  ...(contract.groups === 'public'
    ? { security: [] }
    : { security: [{ bearer: [...contract.groups] }] }),
  parameters: [{ $ref: '#/components/parameters/CorrelationId' }, ...parametersOf(path, contract)],
  ...(contract.freshSignIn ? { description: freshSignIn } : {}),
  ...(contract.kind === 'command' && method !== 'delete'
    ? {
        requestBody: {
          required: true,
          content: {
            [contract.consumes ?? 'application/json']: { schema: schemaOf(contract.schema) },
          },
        },
      }
    : {}),
  responses: {
    [contract.status]: {
      description: summary,
      content: {
        'application/json': { schema: schemaOf(contract.answer, parts) },
        ...Object.fromEntries((contract.files ?? []).map((type) => [type, {}])),
      },
    },
    default: problem,
  },
});

const components: Json = {
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'The same for every retry of one request; another body with it is refused.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
    CorrelationId: {
      name: 'x-correlation-id',
      in: 'header',
      schema: { type: 'string', maxLength: 64 },
    },
  },
  responses: {
    Problem: {
      description: 'RFC 9457 problem document with a stable code',
      content: {
        'application/problem+json': {
          schema: {
            type: 'object',
            required: ['type', 'title', 'status', 'detail', 'code', 'correlationId'],
            properties: {
              type: { type: 'string' },
              title: { type: 'string' },
              status: { type: 'integer' },
              detail: { type: 'string' },
              code: { type: 'string' },
              correlationId: { type: 'string' },
              errors: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: { path: { type: 'string' }, message: { type: 'string' } },
                },
              },
            },
          },
        },
      },
    },
  },
};

const sorted = (parts: Readonly<Record<string, Json>>): Json =>
  Object.fromEntries(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The OpenAPI 3.1 document, out of the schemas that the handlers themselves check with. */
export const document = async (): Promise<Json> => {
  const paths: Record<string, Record<string, Json>> = {};
  const parts: Record<string, Json> = {};
  for (const { route, summary, load } of routes) {
    const [verb = '', path = ''] = route.split(' ');
    const method = verb.toLowerCase();
    const { handler } = await load();
    paths[path] = {
      ...paths[path],
      [method]: operation({ method, path, summary }, handler.contract, parts),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Assay',
      version: '1',
      description:
        'Money is a decimal string with the exponent of its currency, gold a decimal string of grams, time ISO 8601 in UTC.',
    },
    paths,
    components: { ...components, schemas: sorted(parts) },
  };
};
