import { bytesOf, type Protocol, type WireRequest, type WireResponse } from './message.ts';
import { xmlOf } from './xml.ts';

const operations: Readonly<Record<string, string>> = {
  PUT: 'PutObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};

/** Headers that travel as members of the same meaning, both ways. */
const members: Readonly<Record<string, string>> = {
  'content-type': 'ContentType',
  'x-amz-object-lock-mode': 'ObjectLockMode',
  'x-amz-object-lock-retain-until-date': 'ObjectLockRetainUntilDate',
  'if-none-match': 'IfNoneMatch',
  etag: 'ETag',
};

/** Bucket and key of a virtual-hosted (`<bucket>.s3.<region>.…`) or path-style request. */
const objectOf = ({ host, path }: WireRequest): { bucket: string; key: string } | undefined => {
  const virtual = /^(?<bucket>.+)\.s3[.-]/.exec(host)?.groups?.['bucket'];
  const decoded = decodeURIComponent(path.slice(1));
  if (virtual !== undefined) return { bucket: virtual, key: decoded };
  if (!/^s3[.-]/.test(host)) return undefined;
  const slash = decoded.indexOf('/');
  return { bucket: decoded.slice(0, slash), key: decoded.slice(slash + 1) };
};

/** S3's REST-XML, single objects only: put, get, head and delete; anything else has no operation's name and fails. */
export const s3: Protocol = (request) => {
  const object = objectOf(request);
  if (object === undefined) return undefined;
  const listed = object.key === '' || /^(?!x-id=)./.test(request.query);
  const operation = listed ? undefined : operations[request.method];
  const fields = Object.entries(members)
    .filter(([header]) => request.headers[header] !== undefined)
    .map(([header, member]) => [member, request.headers[header]] as const);
  return {
    service: 's3',
    operation: operation ?? `${request.method} ${request.path}?${request.query}`,
    input: {
      Bucket: object.bucket,
      Key: object.key,
      Body: bytesOf(request.body),
      ...Object.fromEntries(fields),
    },
    answer: (output) => {
      const held = (output ?? {}) as Readonly<Record<string, unknown>>;
      const headers = Object.entries(members)
        .filter(([, member]) => held[member] !== undefined)
        .map(([header, member]) => [header, String(held[member])] as const);
      const body = held['Body'];
      return {
        status: request.method === 'DELETE' ? 204 : 200,
        headers: Object.fromEntries(headers),
        body: body instanceof Uint8Array || typeof body === 'string' ? body : '',
      };
    },
    fail: ({ code, message, status }): WireResponse => ({
      status: code === 'AccessDeniedException' ? 403 : status,
      headers: { 'content-type': 'application/xml' },
      body: `<Error>${xmlOf({ Code: code === 'AccessDeniedException' ? 'AccessDenied' : code, Message: message })}</Error>`,
    }),
  };
};
