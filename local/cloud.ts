import { type Cognito, createCognito } from './cognito/cognito.ts';
import { createDynamo, type Dynamo } from './dynamodb/create-dynamo.ts';
import { createRemoteDynamo } from './dynamodb/remote-dynamo.ts';
import { createEvents, type Events } from './events/service.ts';
import { createFunctionUrl } from './http/function-url.ts';
import { createHttpApi } from './http/http-api.ts';
import type { Jwks } from './http/jwt-authorizer.ts';
import { type HttpHandler, message } from './http/message.ts';
import { mountedAt } from './http/site-handler.ts';
import { type Activity, sumActivities } from './kernel/activity.ts';
import { readAssembly } from './kernel/assembly.ts';
import type { Faults } from './kernel/faults.ts';
import { createIam, type Iam } from './kernel/iam.ts';
import { createIdle, createSettle } from './kernel/quiet.ts';
import type { Resources } from './kernel/resources.ts';
import type { Service } from './kernel/service.ts';
import type { Site } from './kernel/site.ts';
import { resolveTemplates } from './kernel/template.ts';
import type { World } from './kernel/world.ts';
import { createKms } from './kms/kms.ts';
import { createLambda, type Lambda, type LambdaOptions } from './lambda/create-lambda.ts';
import { checkDestinations, createDeliver } from './lambda/destinations.ts';
import type { CallFaults } from './lambda/network.ts';
import { createSecrets, type Secrets } from './secrets/secrets.ts';
import { createSes, type Ses } from './ses/ses.ts';
import { createSources, type Sources } from './sources/service.ts';
import { createSqs, type Sqs } from './sqs/service.ts';
import { createDispatcher, type Dispatch } from './wire/dispatcher.ts';

/** Where the local cloud may differ from its usual self. */
export interface CloudOptions {
  readonly lambda?: LambdaOptions;
  /** A DynamoDB to use instead of the built-in engine. */
  readonly dynamoEndpoint?: string;
  /** By path, the name (or how it ends) of the function whose URL is served there. */
  readonly functionUrls?: Readonly<Record<string, string>>;
  readonly faults?: Faults;
  readonly callFaults?: CallFaults;
  /** Hosts that functions may reach over the real network. */
  readonly realHosts?: ReadonlySet<string>;
  /** Hears, in a sentence, of what an operator of this cloud should know: lost events, failed batches, bugs. */
  readonly warn?: (message: string) => void;
}

/** The running platform. */
export interface Cloud {
  readonly resources: Resources;
  readonly iam: Iam;
  readonly dynamo: Dynamo;
  readonly sqs: Sqs;
  readonly events: Events;
  readonly lambda: Lambda;
  readonly secrets: Secrets;
  readonly ses: Ses;
  readonly cognito: Cognito;
  /** Every service by its IAM name, for a caller that is the cloud itself. */
  readonly services: Readonly<Record<string, Service>>;
  readonly dispatch: Dispatch;
  /** Front doors by path prefix: the HTTP API below `/v1`, function URLs where the options put them. */
  readonly doors: Readonly<Record<string, HttpHandler>>;
  /** The doors without a socket. */
  readonly handleHttp: HttpHandler;
  /** Takes up what an earlier process left, and starts event sources and schedules. */
  readonly start: () => void;
  readonly stop: () => void;
  readonly activity: () => Activity;
  /** Resolves when queues, streams, deliveries and functions have nothing more to do. */
  readonly idle: () => Promise<void>;
}

interface CloudInput {
  readonly world: World;
  /** The folder that `cdk synth` wrote. */
  readonly assembly: string;
  /** Sandbox servers by host; may be filled after the cloud is made, as they may need it. */
  readonly sites: Readonly<Record<string, Site>>;
  readonly options?: CloudOptions;
}

/** What the other services are made from. */
interface Ground extends CloudInput {
  readonly resources: Resources;
  readonly iam: Iam;
  readonly options: CloudOptions;
  readonly assetPath: (s3Key: string) => string | undefined;
  readonly warn: (message: string) => void;
}

const silent = (): void => {};

const prepare = (input: CloudInput): Ground => {
  const { stacks, assetPath } = readAssembly(input.assembly);
  const { account, region } = input.world;
  const resources = resolveTemplates(stacks, { account, region });
  const iam = createIam({ resources, account });
  checkDestinations(resources, iam);
  const options = input.options ?? {};
  return { ...input, options, resources, iam, assetPath, warn: options.warn ?? silent };
};

const openDynamo = ({ world, resources, options }: Ground): Dynamo | Promise<Dynamo> =>
  options.dynamoEndpoint === undefined
    ? createDynamo({ world, resources })
    : createRemoteDynamo({ world, resources, endpoint: options.dynamoEndpoint });

const openFunctions = (ground: Ground, sqs: Sqs, dispatch: Dispatch): Lambda => {
  const { world, resources, assetPath, sites, options } = ground;
  const { realHosts, callFaults } = options;
  const lambda: Lambda = createLambda({
    world,
    resources,
    assetPath,
    reachable: {
      dispatch,
      sites,
      ...(realHosts === undefined ? {} : { realHosts }),
      ...(callFaults === undefined ? {} : { faults: callFaults }),
    },
    deliver: createDeliver({
      send: sqs.send,
      invokeAsync: (arn, payload) => lambda.invokeAsync(arn, payload),
      durable: world.storage.durable,
    }),
    ...(options.lambda === undefined ? {} : { options: options.lambda }),
  });
  return lambda;
};

const openSources = (ground: Ground, sqs: Sqs, dynamo: Dynamo, lambda: Lambda): Sources => {
  const { world, resources, iam, warn, options } = ground;
  return createSources({
    world,
    resources,
    sqs,
    streams: dynamo.streams,
    invoke: lambda.invoke,
    warn,
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    allows: (functionArn, action, resource) => {
      const owner = resources.find('AWS::Lambda::Function', functionArn);
      const roleId = owner?.properties['Role'];
      return (
        owner !== undefined &&
        iam.allows({ kind: 'role', roleId, functionId: owner.ref }, { action, resource })
      );
    },
  });
};

const openDoors = (
  { world, resources, iam, options }: Ground,
  lambda: Lambda,
  jwks: Jwks,
): Readonly<Record<string, HttpHandler>> => {
  const { invoke, logs } = lambda;
  const allowed = iam.allowsService;
  const log = (destination: string, text: string) =>
    logs.write(destination.split(':').at(6) ?? destination, {
      atMs: world.timeline.now(),
      requestId: '',
      level: 'INFO',
      text,
    });
  const urls = resources.ofType('AWS::Lambda::Url');
  const mounted = Object.entries(options.functionUrls ?? {}).map(([path, name]) => {
    const functionUrl = urls.find((url) => url.ref.endsWith(name));
    if (functionUrl === undefined) throw new Error(`no function URL leads to ${name}`);
    const { handle } = createFunctionUrl({ world, invoke, functionUrl, allowed });
    return [path, mountedAt(path, handle)] as const;
  });
  const hasApi = resources.ofType('AWS::ApiGatewayV2::Api').length > 0;
  const api = hasApi
    ? createHttpApi({ world, resources, invoke, jwks, allowed, log }).handle
    : undefined;
  return { ...(api === undefined ? {} : { '/v1': api }), ...Object.fromEntries(mounted) };
};

/** The door with the longest prefix of the path. */
const through =
  (doors: Readonly<Record<string, HttpHandler>>): HttpHandler =>
  (request) => {
    const under = (prefix: string) =>
      request.path === prefix || request.path.startsWith(`${prefix}/`);
    const [prefix] = Object.keys(doors)
      .filter(under)
      .sort((a, b) => b.length - a.length);
    const door = prefix === undefined ? undefined : doors[prefix];
    return door === undefined ? Promise.resolve(message(404, 'Not Found')) : door(request);
  };

/**
 * Builds the platform that an assembly declares: every service from the templates, every function from its bundle.
 * Nothing moves before `start`. Throws, by name, for anything declared that it could not do as AWS does.
 */
export const createCloud = async (input: CloudInput): Promise<Cloud> => {
  const ground = prepare(input);
  const { world, resources, iam, warn, options } = ground;
  const faults = options.faults === undefined ? {} : { faults: options.faults };
  const dynamo = await openDynamo(ground);
  const sqs = createSqs({ world, resources, ...faults });
  const secrets = createSecrets({ world, resources });
  const ses = createSes({ world, resources });
  const cognito = createCognito({ world, resources });
  // Functions call services through the dispatcher, and are themselves behind one of them.
  const dispatch: Dispatch = (request, caller) => dispatcher(request, caller);
  const lambda = openFunctions(ground, sqs, dispatch);
  const targets = { send: sqs.send, invokeAsync: lambda.invokeAsync, iam };
  const events = createEvents({ world, resources, targets, warn, ...faults });
  const kms = createKms({ world, resources });
  const all: readonly Service[] = [dynamo, sqs, secrets, ses, cognito, events, kms, lambda.service];
  const dispatcher = createDispatcher({
    services: all,
    iam,
    random: world.random,
    report: (error, what) => warn(`${what}: ${error instanceof Error ? error.stack : error}`),
  });
  const sources = openSources(ground, sqs, dynamo, lambda);
  const doors = openDoors(ground, lambda, cognito.jwks);
  const activity = () => sumActivities([sources.activity(), events.activity(), lambda.activity()]);
  world.timeline.settleWith?.(createSettle(activity));
  return {
    resources,
    iam,
    dynamo,
    sqs,
    events,
    lambda,
    secrets,
    ses,
    cognito,
    services: Object.fromEntries(all.map((service) => [service.name, service])),
    dispatch,
    doors,
    handleHttp: through(doors),
    start: () => {
      lambda.start();
      sources.start();
      events.start();
    },
    stop: () => {
      lambda.stop();
      lambda.kill();
    },
    activity,
    idle: createIdle(activity, world.timeline),
  };
};
