import { AwsError } from '../kernel/service.ts';
import type { Message } from './message.ts';

/** Which receive of which message a caller speaks of. */
export interface Receipt {
  readonly seq: number;
  readonly receiveCount: number;
}

/** The opaque text that a receiver hands back to delete or to hide. */
export const encodeReceipt = ({ seq, receiveCount, id }: Message): string =>
  Buffer.from(`${seq}:${receiveCount}:${id}`).toString('base64');

/** Throws `ReceiptHandleIsInvalid` for what this queue never gave out. */
export const decodeReceipt = (handle: unknown): Receipt => {
  const text = Buffer.from(String(handle), 'base64').toString('latin1');
  const [, seq, receiveCount] = /^(\d+):(\d+):[0-9a-f-]{36}$/.exec(text) ?? [];
  if (seq === undefined || receiveCount === undefined)
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${handle}" is not valid.`,
    );
  return { seq: Number(seq), receiveCount: Number(receiveCount) };
};
