import type { AwsError } from '../kernel/service.ts';

/** An HTTP request as a function's SDK client sends it. */
export interface WireRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** A request understood: which operation of which service, and how its protocol writes what comes of it. */
export interface WireCall {
  /** The service's IAM prefix: `dynamodb`, `ses`, … */
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly answer: (output: unknown) => WireResponse;
  readonly fail: (error: AwsError) => WireResponse;
}

/** Reads requests of one protocol; undefined for a request that is not in it. */
export type Protocol = (request: WireRequest) => WireCall | undefined;

/** The body as text. */
export const textOf = (body: Uint8Array | string): string =>
  typeof body === 'string'
    ? body
    : Buffer.from(body.buffer, body.byteOffset, body.length).toString();

/** The body as bytes. */
export const bytesOf = (body: Uint8Array | string): Uint8Array =>
  typeof body === 'string' ? Buffer.from(body) : body;
