import * as z from 'zod/mini';
import type { Contract } from '../../functions/shared/http/endpoint.ts';
import { routes } from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

const problem = { $ref: '#/components/responses/Problem' };

const schemaOf = (described: Contract['schema']): Json => {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(described, {
    io: 'input',
    unrepresentable: 'any',
  });
  return schema;
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

const operation = (method: string, path: string, summary: string, contract: Contract): Json => ({
  summary,
  operationId: `${method}${path.replaceAll(/[^a-z0-9]+/gi, '-')}`,
  ...(contract.groups === 'public'
    ? { security: [] }
    : { security: [{ bearer: [...contract.groups] }] }),
  parameters: [{ $ref: '#/components/parameters/CorrelationId' }, ...parametersOf(path, contract)],
  ...(contract.kind === 'command'
    ? {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: schemaOf(contract.schema) } },
        },
      }
    : {}),
  responses: {
    [contract.status]: {
      description: summary,
      content: { 'application/json': { schema: { type: 'object' } } },
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

/** The OpenAPI 3.1 document, out of the schemas that the handlers themselves check with. */
export const document = async (): Promise<Json> => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { route, summary, load } of routes) {
    const [method = '', path = ''] = route.split(' ');
    const { handler } = await load();
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: operation(method.toLowerCase(), path, summary, handler.contract),
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
    components,
  };
};
