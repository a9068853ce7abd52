import { type Cognito, createCognito } from './cognito/cognito.ts';
import { openDoors, through } from './doors.ts';
import { createDynamo, type Dynamo } from './dynamodb/create-dynamo.ts';
import { createRemoteDynamo } from './dynamodb/remote-dynamo.ts';
import { createEvents, type Events } from './events/service.ts';
import type { HttpHandler } from './http/message.ts';
import { createWebSocketApi, type WebSocketApi } from './http/websocket-api.ts';
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
import { createSns, type Sns } from './sns/sns.ts';
import { createSources, type Sources } from './sources/service.ts';
import { createSqs, type Sqs } from './sqs/service.ts';
import { createStates, type States } from './states/service.ts';
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
  readonly sns: Sns;
  readonly cognito: Cognito;
  readonly states: States;
  /** The WebSocket API, where the template declares one. */
  readonly webSocket: WebSocketApi | undefined;
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

const faultsOf = ({ faults }: CloudOptions) => (faults === undefined ? {} : { faults });

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
    ...faultsOf(options),
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

/** The services that call nobody. */
const openServices = async (ground: Ground) => {
  const { world, resources, options } = ground;
  return {
    dynamo: await openDynamo(ground),
    sqs: createSqs({ world, resources, ...faultsOf(options) }),
    secrets: createSecrets({ world, resources }),
    ses: createSes({ world, resources }),
    sns: createSns({ world }),
    cognito: createCognito({ world, resources }),
    kms: createKms({ world, resources }),
  };
};

const bugReporter = (warn: (message: string) => void) => (error: unknown, what: string) =>
  warn(`${what}: ${error instanceof Error ? error.stack : String(error)}`);

/**
 * Builds the platform that an assembly declares: every service from the templates, every function from its bundle.
 * Nothing moves before `start`. Throws, by name, for anything declared that it could not do as AWS does.
 */
export const createCloud = async (input: CloudInput): Promise<Cloud> => {
  const ground = prepare(input);
  const { world, resources, iam, warn, options } = ground;
  const services = await openServices(ground);
  const { dynamo, sqs, cognito } = services;
  // Functions call services through the dispatcher, and are themselves behind one of them.
  const dispatch: Dispatch = (request, caller) => dispatcher(request, caller);
  const lambda = openFunctions(ground, sqs, dispatch);
  const { invoke, invokeAsync } = lambda;
  const states = createStates({ world, resources, invoke, iam, warn, ...faultsOf(options) });
  const { startExecution } = states;
  const targets = { send: sqs.send, invokeAsync, startExecution, iam };
  const events = createEvents({ world, resources, targets, warn, ...faultsOf(options) });
  const webSocket = createWebSocketApi({ world, resources, invoke, allowed: iam.allowsService });
  const connections = webSocket === undefined ? [] : [webSocket.service];
  const all = [...Object.values(services), events, states, lambda.service, ...connections];
  const report = bugReporter(warn);
  const dispatcher = createDispatcher({ services: all, iam, random: world.random, report });
  const sources = openSources(ground, sqs, dynamo, lambda);
  const { functionUrls } = options;
  const doors = openDoors({ world, resources, iam, lambda, jwks: cognito.jwks, functionUrls });
  const parts = [sources, events, states, lambda];
  const activity = () => sumActivities(parts.map((part) => part.activity()));
  world.timeline.settleWith?.(createSettle(activity, lambda.turn));
  return {
    ...services,
    resources,
    iam,
    events,
    lambda,
    states,
    webSocket,
    services: Object.fromEntries(all.map((service) => [service.name, service])),
    dispatch,
    doors,
    handleHttp: through(doors),
    start: () => {
      lambda.start();
      sources.start();
      events.start();
      states.start();
    },
    stop: () => {
      states.stop();
      lambda.stop();
      lambda.kill();
    },
    activity,
    idle: createIdle(activity, world.timeline, lambda.turn),
  };
};
