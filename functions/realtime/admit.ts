import type { APIGatewayAuthorizerResult } from 'aws-lambda';
import { liveProtocol } from '../../domain/shared/names.ts';
import { setLogContext } from '../shared/log.ts';
import { offeredProtocols, type SocketEvent } from './socket-event.ts';
import { redeemTicket } from './tickets.ts';

/** The words by which API Gateway tells a refusal (401) from a failure (500). */
const unauthorized = () => new Error('Unauthorized');

/** Lets in who offers our protocol and a ticket that holds, once. */
export const handler = async (
  event: Pick<SocketEvent, 'headers'> & { readonly methodArn: string },
): Promise<APIGatewayAuthorizerResult> => {
  setLogContext({ route: 'admit' });
  const offered = offeredProtocols(event);
  const ticket = offered.find((each) => each !== liveProtocol);
  if (!offered.includes(liveProtocol) || ticket === undefined) throw unauthorized();
  const actor = await redeemTicket(ticket);
  if (actor === undefined) throw unauthorized();
  const { userId, groups } = actor;
  return {
    principalId: userId,
    context: { userId, groups: groups.join(' ') },
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }],
    },
  };
};
