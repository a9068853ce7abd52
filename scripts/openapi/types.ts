import { compile } from 'json-schema-to-typescript';

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Json;
}

interface Operation {
  readonly parameters: readonly Partial<Parameter>[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Json };
}

const json = 'application/json';

const closed = (properties: Json, required: readonly string[] = Object.keys(properties)): Json => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const isAsked = (parameter: Partial<Parameter>): parameter is Parameter =>
  parameter.in === 'path' || parameter.in === 'query';

const needsKey = ({ parameters }: Operation): boolean =>
  parameters.some((parameter) => JSON.stringify(parameter).includes('/IdempotencyKey'));

/** What a call of a route is made of, as one schema. */
const routeSchema = (operation: Operation): Json => {
  const asked = operation.parameters.filter(isAsked);
  const body = operation.requestBody?.content[json]?.schema;
  const answer = Object.entries(operation.responses).find(([status]) =>
    status.startsWith('2'),
  )?.[1];
  return closed({
    ...(asked.length === 0
      ? {}
      : {
          parameters: closed(
            Object.fromEntries(asked.map(({ name, schema }) => [name, schema])),
            asked.filter(({ required }) => required).map(({ name }) => name),
          ),
        }),
    ...(body === undefined ? {} : { body }),
    ...(needsKey(operation) ? { idempotencyKey: { type: 'string' } } : {}),
    answer: answer?.content?.[json]?.schema ?? {},
  });
};

/** The web app's view of the API: the type `Routes`, by "GET /v1/wallet", and a type for every named part. */
export const apiTypes = (document: unknown): Promise<string> => {
  const { paths, components } = document as Document;
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => [
      `${method.toUpperCase()} ${path}`,
      routeSchema(operation),
    ]),
  );
  const schema = { ...closed(Object.fromEntries(routes)), definitions: components.schemas };
  const moved = JSON.stringify(schema).replaceAll('"#/components/schemas/', '"#/definitions/');
  return compile(JSON.parse(moved), 'Routes', {
    additionalProperties: false,
    bannerComment:
      '/* Made from the OpenAPI document by `npm run openapi`: change the handlers instead. */',
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 100 },
  });
};
