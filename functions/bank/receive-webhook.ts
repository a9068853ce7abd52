import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';
import * as z from 'zod/mini';
import { BankTransactionId } from '../../domain/shared/ids.ts';
import { hearTransfer } from '../shared/bank/hear-transfer.ts';
import { receiveTransfer, TransferReceived } from '../shared/bank/receive-transfer.ts';
import { required } from '../shared/env.ts';
import { problemAnswer } from '../shared/http/problem.ts';
import { checked } from '../shared/http/request.ts';
import { signedMessage } from '../shared/http/webhook.ts';
import { log, setLogContext } from '../shared/log.ts';
import { newId } from '../shared/uuid.ts';

const outcomes = {
  'transfer.completed': 'completed',
  'transfer.failed': 'failed',
  'transfer.returned': 'returned',
} as const;

/** What the bank says of a payment that we ordered. */
const TransferEnded = z.strictObject({
  bankTransferId: BankTransactionId,
  endToEndId: z.string().check(z.minLength(1), z.maxLength(64)),
  reason: z.optional(z.string().check(z.maxLength(500))),
});

const Message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('transfer.received'),
    timestamp: z.string(),
    data: TransferReceived,
  }),
  z.strictObject({
    type: z.enum(['transfer.completed', 'transfer.failed', 'transfer.returned']),
    timestamp: z.string(),
    data: TransferEnded,
  }),
]);

const receive = async (event: LambdaFunctionURLEvent, correlationId: string): Promise<void> => {
  const secretArn = required('bankWebhookSecretArn');
  const message = checked(Message, await signedMessage(event, { secretArn, sender: 'bank' }));
  if (message.type === 'transfer.received') {
    await receiveTransfer(message.data, correlationId);
    return;
  }
  const { endToEndId, bankTransferId, reason = 'no reason given' } = message.data;
  const word = { outcome: outcomes[message.type], bankTransferId, reason };
  await hearTransfer(endToEndId, word, correlationId);
};

/** The bank's webhook: 202 once what it tells is stored, and again for every repetition. */
export const handler = async (event: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> => {
  const correlationId = newId();
  setLogContext({ correlationId, route: 'bank webhook' });
  try {
    await receive(event, correlationId);
    log.info('webhook accepted');
    return {
      statusCode: 202,
      headers: { 'content-type': 'application/json', 'x-correlation-id': correlationId },
      body: '{"accepted":true}',
    };
  } catch (error) {
    return problemAnswer(error, correlationId);
  }
};
