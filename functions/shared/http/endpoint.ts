import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Group } from '../../../domain/shared/names.ts';
import { metric, setLogContext } from '../log.ts';
import type { Cause } from '../store/types.ts';
import { problemAnswer } from './problem.ts';
import {
  type Actor,
  actorOf,
  causeOf,
  checked,
  correlationIdOf,
  type HttpEvent,
  idempotencyKeyOf,
  jsonBody,
  requireFreshSignIn,
  textOf,
} from './request.ts';

type Answer = APIGatewayProxyStructuredResultV2;

const json = (statusCode: number, body: unknown, correlationId: string): Answer => ({
  statusCode,
  headers: {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-correlation-id': correlationId,
  },
  body: JSON.stringify(body),
});

/** Every endpoint runs inside this: correlation, log context, and problem documents for whatever is thrown. */
const endpoint = (run: (event: HttpEvent, correlationId: string) => Promise<Answer>) =>
  middy<HttpEvent, Answer>()
    .onError((request) => {
      request.response = problemAnswer(request.error, correlationIdOf(request.event));
    })
    .handler(async (event) => {
      const correlationId = correlationIdOf(event);
      setLogContext({ correlationId, route: event.routeKey });
      try {
        const answer = await run(event, correlationId);
        metric('Answered', 1, 'Count', { route: event.routeKey });
        return answer;
      } catch (error) {
        const answer = problemAnswer(error, correlationId);
        metric('Refused', 1, 'Count', { route: event.routeKey });
        return answer;
      }
    });

/** What the OpenAPI document says of an endpoint; it travels with the handler, so that the two cannot differ. */
export interface Contract {
  readonly kind: 'command' | 'query';
  readonly schema: z.ZodMiniType;
  /** A command's path parameters, or what stands in an upload's address; a query's are in its schema. */
  readonly path: z.ZodMiniType;
  /** What a success says. Nothing is checked with it at run time: the compiler holds `handle` to it. */
  readonly answer: z.ZodMiniType;
  readonly groups: readonly Group[] | 'public';
  readonly movesMoney: boolean;
  /** Whether a sign-in of the last minutes is needed. */
  readonly freshSignIn: boolean;
  readonly status: number;
  /** The media types of the files that it answers besides JSON. */
  readonly files?: readonly string[];
  /** The media type of a body that is no JSON. */
  readonly consumes?: string;
}

const nobody: Actor = { userId: '', groups: [] };

export interface CommandContext<Body, Path = unknown> {
  readonly body: Body;
  /** What stands in the path's `{…}`. */
  readonly path: Path;
  readonly actor: Actor;
  readonly cause: Cause;
  readonly event: HttpEvent;
}

type Described = Omit<Contract, 'kind' | 'movesMoney'>;

const withContract = <Handler extends object>(
  handler: Handler,
  kind: Contract['kind'],
  movesMoney: boolean,
  described: Described,
): Handler & { readonly contract: Contract } =>
  Object.assign(handler, { contract: { kind, movesMoney, ...described } });

/** No parameters at all. */
export const noParameters = z.strictObject({});

/** An endpoint that changes something: `handle` gets a checked body and the cause to write events with. */
export const command = <Body, Said extends z.ZodMiniType, Path = Record<string, never>>(options: {
  readonly schema: z.ZodMiniType<Body>;
  /** What `handle` must give. By name, because that line is left out of the bundles. */
  readonly answer: Said;
  /** The path's parameters, where it has any: `z.strictObject({ id: z.uuid() })`. */
  readonly path?: z.ZodMiniType<Path>;
  /** Who may; `public` means that no token is needed. */
  readonly groups: readonly Group[] | 'public';
  /** Needs an Idempotency-Key, and repeats the first answer for it. */
  readonly movesMoney?: true;
  /** Where a stolen token could send money away: only soon after the person has signed in. */
  readonly freshSignIn?: true;
  readonly status: number;
  readonly handle: (context: CommandContext<Body, Path>) => Promise<z.input<Said>>;
}) => {
  const { schema, answer, groups, status, handle } = options;
  const { movesMoney = false, freshSignIn = false } = options;
  const pathSchema = (options.path ?? noParameters) as z.ZodMiniType<Path>;
  const handler = endpoint(async (event, correlationId) => {
    const actor = groups === 'public' ? nobody : actorOf(event, groups);
    if (freshSignIn) requireFreshSignIn(event);
    const { json: given, hash } = jsonBody(event);
    const repeatable = movesMoney ? { key: idempotencyKeyOf(event), hash } : undefined;
    const path = checked(pathSchema, event.pathParameters ?? {});
    const body = checked(schema, given);
    const cause = causeOf(event, actor.userId, correlationId, repeatable);
    return json(status, await handle({ body, path, actor, cause, event }), correlationId);
  });
  const described = { schema, path: pathSchema, answer, groups, status, freshSignIn };
  return withContract(handler, 'command', movesMoney, described);
};

/** An endpoint that takes a document other than JSON; `handle` reads it, and sets its own limit. */
export const upload = <Said extends z.ZodMiniType, Parameters = Record<string, never>>(options: {
  readonly consumes: string;
  /** What the address says of the document, where it says anything. */
  readonly parameters?: z.ZodMiniType<Parameters>;
  readonly answer: Said;
  readonly groups: readonly Group[];
  readonly status: number;
  readonly handle: (context: {
    readonly text: string;
    readonly parameters: Parameters;
    readonly actor: Actor;
    readonly cause: Cause;
  }) => Promise<z.input<Said>>;
}) => {
  const { consumes, answer, groups, status, handle } = options;
  const parametersSchema = (options.parameters ?? noParameters) as z.ZodMiniType<Parameters>;
  const handler = endpoint(async (event, correlationId) => {
    const actor = actorOf(event, groups);
    const parameters = checked(parametersSchema, event.queryStringParameters ?? {});
    const cause = causeOf(event, actor.userId, correlationId);
    const text = textOf(event);
    return json(status, await handle({ text, parameters, actor, cause }), correlationId);
  });
  return withContract(handler, 'command', false, {
    schema: z.string(),
    path: parametersSchema,
    answer,
    groups,
    status,
    freshSignIn: false,
    consumes,
  });
};

/** An endpoint that reads: `handle` gets checked path and query parameters. */
export const query = <Parameters, Said extends z.ZodMiniType>(options: {
  readonly schema: z.ZodMiniType<Parameters>;
  readonly answer: Said;
  readonly groups: readonly Group[] | 'public';
  readonly handle: (context: {
    readonly parameters: Parameters;
    readonly actor: Actor;
  }) => Promise<z.input<Said>>;
}) => {
  const { schema, answer, groups, handle } = options;
  const handler = endpoint(async (event, correlationId) => {
    const actor = groups === 'public' ? nobody : actorOf(event, groups);
    const parameters = checked(schema, { ...event.queryStringParameters, ...event.pathParameters });
    return json(200, await handle({ parameters, actor }), correlationId);
  });
  return withContract(handler, 'query', false, {
    schema,
    path: noParameters,
    answer,
    groups,
    status: 200,
    freshSignIn: false,
  });
};

/** A file to keep: its bytes, or text in UTF-8. */
export interface FileAnswer {
  readonly contentType: string;
  readonly fileName: string;
  readonly content: string | Uint8Array;
}

const file = ({ contentType, fileName, content }: FileAnswer, correlationId: string): Answer => ({
  statusCode: 200,
  headers: {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
    'x-correlation-id': correlationId,
  },
  body: Buffer.from(content).toString('base64'),
  isBase64Encoded: true,
});

/** An endpoint that reads, and answers JSON or one of `files`, as `handle` finds was asked for. */
export const download = <Parameters, Said extends z.ZodMiniType>(options: {
  readonly schema: z.ZodMiniType<Parameters>;
  /** What the JSON says. */
  readonly answer: Said;
  readonly files: readonly string[];
  readonly groups: readonly Group[];
  readonly handle: (context: {
    readonly parameters: Parameters;
    readonly actor: Actor;
  }) => Promise<{ readonly json: z.input<Said> } | { readonly file: FileAnswer }>;
}) => {
  const { schema, answer, files, groups, handle } = options;
  const handler = endpoint(async (event, correlationId) => {
    const actor = actorOf(event, groups);
    const parameters = checked(schema, { ...event.queryStringParameters, ...event.pathParameters });
    const given = await handle({ parameters, actor });
    return 'file' in given ? file(given.file, correlationId) : json(200, given.json, correlationId);
  });
  const described = {
    schema,
    path: noParameters,
    answer,
    files,
    groups,
    status: 200,
    freshSignIn: false,
  };
  return withContract(handler, 'query', false, described);
};

/** An endpoint that needs the request itself: log-out, and what has no route. */
export const raw = (run: (event: HttpEvent) => Promise<{ status: number; body: unknown }>) =>
  endpoint(async (event, correlationId) => {
    const { status, body } = await run(event);
    return json(status, body, correlationId);
  });
