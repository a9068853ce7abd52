import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { bytesToUuid, idAfter, uuidToBytes } from '../uuid.ts';
import { dictionary } from './dictionary.ts';
import { fromJson, toJson } from './json.ts';
import type { Commit, CommitMeta, RecentCommand, StoredEvent } from './types.ts';

/** The first byte of every body; a new layout or dictionary takes the next number, and old ones stay readable. */
const codecVersion = 1;
const recentBytes = 10;
/** Room for what most bodies unfold to; more is taken in several pieces. */
const bodyBytesUsual = 4_096;

export type CommitItem = Record<string, AttributeValue>;

/** The JSON inside a body, short names because every byte counts towards the one write unit. */
interface Body {
  /** [type, schema version, data] per event. */
  readonly e: readonly (readonly [string, number, Readonly<Record<string, unknown>>])[];
  readonly s: unknown;
  readonly v: number;
  /** The first event's id; the others follow it. */
  readonly i: string;
  readonly t: string;
  readonly u: string;
  /** Undefined, which JSON leaves out, when it equals the command's id, as most causations and correlations do. */
  readonly c: string | undefined;
  readonly k: string | undefined;
  readonly w: string | undefined;
  readonly r: string | undefined;
  readonly o: string | undefined;
}

const encodeRecent = (recent: readonly RecentCommand[], version: number): Buffer => {
  const bytes = Buffer.alloc(1 + recent.length * recentBytes);
  bytes.writeUInt8(recent.length, 0);
  recent.forEach((entry, index) => {
    const at = 1 + index * recentBytes;
    bytes.writeUInt32BE(entry.fingerprint, at);
    bytes.writeUInt16BE(version - entry.version, at + 4);
    bytes.writeUInt32BE(entry.atSeconds, at + 6);
  });
  return bytes;
};

const decodeRecent = (bytes: Buffer, version: number): RecentCommand[] =>
  Array.from({ length: bytes.readUInt8(0) }, (_, index) => {
    const at = 1 + index * recentBytes;
    return {
      fingerprint: bytes.readUInt32BE(at),
      version: version - bytes.readUInt16BE(at + 4),
      atSeconds: bytes.readUInt32BE(at + 6),
    };
  });

/** SHA-256 over the previous commit's hash, where this one stands, and its body: changing any of them shows. */
export const chainHash = (
  previous: Uint8Array,
  stream: string,
  version: number,
  commandId: string,
  body: Uint8Array,
): Uint8Array =>
  createHash('sha256')
    .update(previous)
    .update(`${stream}\n${version}\n${commandId}\n`)
    .update(body)
    .digest();

/** The hash before the first commit of a stream. */
export const genesis: Uint8Array = new Uint8Array(32);

/** The DynamoDB item of a commit, chained to `previousHash`. */
export const encodeCommit = (
  commit: Omit<Commit, 'hash'>,
  previousHash: Uint8Array,
): CommitItem => {
  const { meta, commandId, events, version, stream } = commit;
  const body: Body = {
    e: events.map(({ type, version: schema, data }) => [type, schema, data]),
    s: commit.state,
    v: commit.stateVersion,
    i: events[0]?.eventId ?? commandId,
    t: meta.at,
    u: meta.userId,
    c: meta.correlationId === commandId ? undefined : meta.correlationId,
    k: meta.causationId === commandId ? undefined : meta.causationId,
    w: meta.who,
    r: meta.requestHash,
    o: meta.overflowUntil,
  };
  const bytes = Buffer.concat([
    Buffer.of(codecVersion),
    encodeRecent(commit.recent, version),
    deflateRawSync(toJson(body), { level: 9, dictionary }),
  ]);
  return {
    stream: { S: stream },
    version: { N: `${version}` },
    count: { N: `${events.length}` },
    commandId: { B: uuidToBytes(commandId) },
    types: { L: [...new Set(events.map(({ type }) => type))].map((type) => ({ S: type })) },
    body: { B: bytes },
    hash: { B: chainHash(previousHash, stream, version, commandId, bytes) },
  };
};

const bytesOf = (value: AttributeValue | undefined): Buffer => {
  if (value?.B === undefined) throw new Error('a commit lacks a binary attribute');
  return Buffer.from(value.B);
};

/** Reads what `encodeCommit` wrote. Throws on a codec that this code does not know. */
export const decodeCommit = (item: CommitItem): Commit => {
  const stream = item['stream']?.S ?? '';
  const version = Number(item['version']?.N);
  const commandId = bytesToUuid(bytesOf(item['commandId']));
  const bytes = bytesOf(item['body']);
  if (bytes[0] !== codecVersion) throw new Error(`codec ${bytes[0]} is not known`);
  const recent = bytes.subarray(1);
  const recentLength = 1 + recent.readUInt8(0) * recentBytes;
  const body = fromJson(
    inflateRawSync(recent.subarray(recentLength), {
      dictionary,
      chunkSize: bodyBytesUsual,
    }).toString(),
  ) as Body;
  const events: StoredEvent[] = body.e.map(([type, schema, data], index) => ({
    eventId: idAfter(body.i, index),
    type,
    version: schema,
    data,
  }));
  const meta: CommitMeta = {
    at: body.t,
    userId: body.u,
    correlationId: body.c ?? commandId,
    causationId: body.k ?? commandId,
    who: body.w,
    requestHash: body.r,
    overflowUntil: body.o,
  };
  return {
    stream,
    version,
    commandId,
    events,
    state: body.s,
    stateVersion: body.v,
    hash: bytesOf(item['hash']),
    meta,
    recent: decodeRecent(recent.subarray(0, recentLength), version),
  };
};
