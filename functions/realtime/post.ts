import {
  ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { msPerSecond } from '../../domain/shared/time.ts';
import { type Connection, forgetConnection } from '../shared/connections.ts';
import { required } from '../shared/env.ts';
import { log } from '../shared/log.ts';

/** What a client is told. Money in it is text, and whatever can come late or twice carries a version or a time. */
export interface Message {
  readonly type:
    | 'price'
    | 'wallet'
    | 'portfolio'
    | 'transaction'
    | 'withdrawal'
    | 'account'
    | 'pool'
    | 'notification'
    | 'work';
  readonly data: Readonly<Record<string, unknown>>;
}

/** How a message went out. */
export interface Posted {
  sent: number;
  gone: number;
  failed: number;
}

/** A connection is listed a moment before its handshake ends, and until then API Gateway calls it gone. */
const handshakeMsMax = 10 * msPerSecond;
const postMsMax = 2 * msPerSecond;
/** As many as the client keeps connections to API Gateway: one that hangs holds up its own place and no other. */
const postsAtOnce = 50;

let made: ApiGatewayManagementApiClient | undefined;
const api = (): ApiGatewayManagementApiClient => {
  made ??= new ApiGatewayManagementApiClient({
    endpoint: required('liveApiUrl'),
    maxAttempts: 2,
    requestHandler: { requestTimeout: postMsMax },
  });
  return made;
};

const post = async (to: Connection, data: Uint8Array): Promise<keyof Posted> => {
  try {
    await api().send(new PostToConnectionCommand({ ConnectionId: to.connectionId, Data: data }));
    return 'sent';
  } catch (error) {
    if (!(error instanceof GoneException)) {
      log.error('a message was not taken', error);
      return 'failed';
    }
    if (Date.now() - to.connectedAt > handshakeMsMax) await forgetConnection(to);
    return 'gone';
  }
};

/** Posts one message to connections as their pages come, a bounded number at a time, and forgets those that are gone. */
export const postToAll = async (
  pages: AsyncIterable<readonly Connection[]>,
  message: Message,
): Promise<Posted> => {
  const data = Buffer.from(JSON.stringify(message));
  const posted: Posted = { sent: 0, gone: 0, failed: 0 };
  const underWay = new Set<Promise<void>>();
  for await (const page of pages)
    for (const connection of page) {
      if (underWay.size >= postsAtOnce) await Promise.race(underWay);
      const posting = post(connection, data).then((outcome) => {
        posted[outcome] += 1;
        underWay.delete(posting);
      });
      underWay.add(posting);
    }
  await Promise.all(underWay);
  return posted;
};
