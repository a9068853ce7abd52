import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Circuit, createCircuit } from '../../../functions/shared/partner/circuit.ts';
import { createSend, type SendOptions } from '../../../functions/shared/partner/send.ts';

/** What the server does with the nth request, from 0; nothing at all means that it hangs. */
export type Act = (response: ServerResponse, nth: number, request: IncomingMessage) => void;

export interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface Patience {
  readonly circuit?: Circuit;
  readonly tokens?: readonly string[];
  readonly deadlineMs?: number;
  readonly triesMax?: number;
}

export const answer = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

/** Somebody's API on a socket of this machine, and what sends to it; its patience is short where a test wants it so. */
export const misbehavingPartner = async (
  act: Act,
  who: Pick<SendOptions, 'partner' | 'unavailable'>,
) => {
  const seen: Seen[] = [];
  const tokensRead: boolean[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const nth = seen.length;
    seen.push({ method, url, authorization: headers.authorization, body: '' });
    seen[nth] = { method, url, authorization: headers.authorization, body: await textOf(request) };
    act(response, nth, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    /** Whether each reading of the credential was a fresh one. */
    tokensRead,
    send: ({ circuit, tokens = ['token'], deadlineMs = 10_000, triesMax = 3 }: Patience) =>
      createSend({
        ...who,
        address: () => `http://127.0.0.1:${port}`,
        token: async (fresh) => {
          tokensRead.push(fresh);
          return tokens[fresh ? tokens.length - 1 : 0] as string;
        },
        deadlineMs,
        triesMax,
        backOff: { baseMs: 1, capMs: 2 },
        circuit:
          circuit ??
          createCircuit({ failuresMax: 100, openMs: 1, now: () => 0, onOpen: () => undefined }),
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
