import { createHash } from 'node:crypto';

/** A message attribute as the SQS API spells it; binary values are Base64 text, as on the wire. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A message in a queue. Times are milliseconds since 1970. */
export interface Message {
  /** Orders all messages of all queues by arrival; unique even where a fault delivers one message twice. */
  readonly seq: number;
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly traceHeader: string | undefined;
  readonly sentMs: number;
  /** The first moment at which it may be received. */
  readonly visibleMs: number;
  readonly receiveCount: number;
  readonly firstReceivedMs: number | undefined;
  /** The queue it was moved away from, on a dead-letter queue. */
  readonly deadLetterSource: string | undefined;
}

/** What a sender gives. */
export interface Draft {
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly traceHeader?: string | undefined;
  readonly delayMs?: number | undefined;
}

const md5 = (text: string | Uint8Array): string => createHash('md5').update(text).digest('hex');

/** The digest that SDK clients compare with the body they sent. */
export const md5OfBody = (body: string): string => md5(body);

const lengthPrefixed = (bytes: Buffer): readonly Buffer[] => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
};

/**
 * The digest over attributes: by name, each of name, type and value with its length in front, and a byte that tells text
 * from bytes. Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
 */
export const md5OfAttributes = (attributes: MessageAttributes): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType, StringValue, BinaryValue } = attributes[name] as MessageAttribute;
    const binary = DataType.startsWith('Binary');
    const value = binary
      ? Buffer.from(BinaryValue ?? '', 'base64')
      : Buffer.from(StringValue ?? '');
    return [
      ...lengthPrefixed(Buffer.from(name)),
      ...lengthPrefixed(Buffer.from(DataType)),
      Buffer.from([binary ? 2 : 1]),
      ...lengthPrefixed(value),
    ];
  });
  return md5(Buffer.concat(parts));
};

/** What content-based deduplication compares. */
export const contentDigest = (body: string): string =>
  createHash('sha256').update(body).digest('hex');

/** The bytes that count towards the size limit and the bill: the body and every attribute's name, type and value. */
export const messageBytes = ({ body, attributes }: Draft): number => {
  let bytes = Buffer.byteLength(body);
  for (const [name, attribute] of Object.entries(attributes ?? {}))
    bytes +=
      Buffer.byteLength(name) +
      Buffer.byteLength(attribute.DataType) +
      (attribute.BinaryValue === undefined
        ? Buffer.byteLength(attribute.StringValue ?? '')
        : Buffer.from(attribute.BinaryValue, 'base64').length);
  return bytes;
};

/** SQS bills each 64 KB of payload as a request. */
export const billedRequests = (bytes: number): number => Math.max(1, Math.ceil(bytes / 65_536));
