import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createDynamo, type LocalDynamo } from '../../../local/dynamodb/create-dynamo.ts';
import { createTableInput } from '../../../local/dynamodb/create-table-input.ts';
import type { TableDefinition } from '../../../local/dynamodb/definition.ts';
import type { Dimension } from '../../../local/kernel/meter.ts';
import { createSeededRandom } from '../../../local/kernel/random.ts';
import { AwsError } from '../../../local/kernel/service.ts';
import { openStorage } from '../../../local/kernel/storage.ts';
import { createVirtualTimeline, type Timeline } from '../../../local/kernel/timeline.ts';
import type { World } from '../../../local/kernel/world.ts';

/** 2026-11-23T00:00:00Z, in milliseconds. */
export const startMs = Date.UTC(2026, 10, 23);

/** A world in memory (or in the file at `path`) whose meter adds up what it is told. */
export const createTestWorld = (
  path = ':memory:',
): World & {
  readonly timeline: Timeline;
  readonly metered: Map<string, number>;
} => {
  const metered = new Map<string, number>();
  return {
    timeline: createVirtualTimeline(startMs),
    random: createSeededRandom(1),
    storage: openStorage(path),
    meter: {
      add: (dimension: Dimension, amount: number, detail: string) => {
        const name = `${dimension} ${detail}`;
        metered.set(name, amount + (metered.get(name) ?? 0));
      },
    },
    account: '000000000000',
    region: 'eu-west-1',
    metered,
  };
};

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const caller = { kind: 'cloud', name: 'test' } as const;

const answer = (statusCode: number, body: unknown) => ({
  response: {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  },
});

/** An SDK client whose requests are answered by the engine in this process. */
export const clientOf = (dynamo: Pick<LocalDynamo, 'call'>): DynamoDBClient =>
  new DynamoDBClient({
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: { headers: Record<string, string>; body?: unknown }) => {
        const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
        const input = JSON.parse(new TextDecoder().decode(request.body as Uint8Array));
        try {
          return answer(200, await dynamo.call({ operation, input, caller }));
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          const { code, message, status, fields } = error;
          return answer(status, { __type: `com.amazonaws.dynamodb#${code}`, message, ...fields });
        }
      },
    } as never,
  });

/** One implementation of DynamoDB under test. */
interface Target {
  readonly name: 'assay' | 'dynoxide';
  readonly open: (tables: readonly TableDefinition[]) => Promise<Opened>;
}

interface Opened {
  readonly client: DynamoDBClient;
  readonly close: () => Promise<void>;
}

const assay: Target = {
  name: 'assay',
  open: async (tables) => {
    const world = createTestWorld();
    const client = clientOf(createDynamo({ world, tables }));
    return { client, close: async () => world.storage.close() };
  },
};

const binary = fileURLToPath(
  new URL('../../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url),
);

/** Whether the second implementation can run here: it is an optional package for Linux on x64. */
export const dynoxideRuns =
  process.platform === 'linux' && process.arch === 'x64' && existsSync(binary);

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** The shell ends the server as soon as its own input closes, which also happens when this process is killed. */
const script =
  'chmod +x "$0" 2>/dev/null; "$0" --host 127.0.0.1 --port "$1" & read _; kill $!; wait';

/** Starts dynoxide on a free port of this machine. */
export const startDynoxide = async (): Promise<{
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}> => {
  const port = await freePort();
  const child: ChildProcess = spawn('sh', ['-c', script, binary, String(port)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = remoteClient(endpoint);
  for (let attempt = 0; ; attempt++) {
    try {
      await client.send(new ListTablesCommand({}));
      break;
    } catch (error) {
      if (attempt >= 200) throw error;
      await sleep(25);
    }
  }
  client.destroy();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    endpoint,
    stop: () => {
      child.stdin?.end();
      return ended;
    },
  };
};

const remoteClient = (endpoint: string) =>
  new DynamoDBClient({ region: 'eu-west-1', credentials, endpoint, maxAttempts: 1 });

const dynoxide: Target = {
  name: 'dynoxide',
  open: async (tables) => {
    const server = await startDynoxide();
    const client = remoteClient(server.endpoint);
    for (const table of tables) await client.send(new CreateTableCommand(createTableInput(table)));
    return {
      client,
      close: async () => {
        client.destroy();
        await server.stop();
      },
    };
  },
};

/** What a test needs of the implementation it runs against. */
export interface Subject {
  readonly client: () => DynamoDBClient;
  readonly name: Target['name'];
  /**
   * A behaviour that AWS documents and dynoxide lacks: it must hold for ours, and is expected to fail there, so that
   * a statement which is no longer true is found.
   */
  readonly deviates: (how: string, run: () => Promise<void>) => void;
}

/** Runs the same behaviour against our engine and against dynoxide. */
export const onBoth = (
  title: string,
  tables: readonly TableDefinition[],
  body: (subject: Subject) => void,
): void => {
  for (const target of [assay, dynoxide]) {
    const name = `${title} on ${target.name}`;
    const runs = target.name === 'assay' || dynoxideRuns;
    describe.skipIf(!runs)(runs ? name : `${name} (only on Linux x64)`, () => {
      let opened: Opened | undefined;
      beforeAll(async () => {
        opened = await target.open(tables);
      }, 20_000);
      afterAll(async () => opened?.close());
      body({
        name: target.name,
        client: () => {
          if (opened === undefined) throw new Error('not open yet');
          return opened.client;
        },
        deviates: (how, run) => {
          if (target.name === 'assay') test(how, run);
          else test.fails(`deviates: ${how}`, run);
        },
      });
    });
  }
};

/** The error that a call ends with: its name, its message (without a prefix that only dynoxide writes) and its members. */
export const refused = async (call: Promise<unknown>) => {
  try {
    await call;
  } catch (error) {
    const { name, message, ...members } = error as Error & Record<string, unknown>;
    const text = message.replace(/^1 validation error detected: (?!Value)/, '');
    return { name, message: text, item: members['Item'], reasons: members['CancellationReasons'] };
  }
  throw new Error('the call went through');
};
