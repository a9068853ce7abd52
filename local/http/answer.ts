import type { HttpResponse } from './message.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Header values may be strings, numbers or booleans; anything else makes the whole answer malformed. */
const headersOf = (value: unknown): Record<string, string> | undefined => {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, held] of Object.entries(value)) {
    if (!['string', 'number', 'boolean'].includes(typeof held)) return undefined;
    headers[name.toLowerCase()] = String(held);
  }
  return headers;
};

const bodyOf = (value: unknown, isBase64Encoded: boolean): string | Uint8Array | undefined => {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return undefined;
  return isBase64Encoded ? Buffer.from(value, 'base64') : value;
};

const cookiesOf = (value: unknown): readonly string[] | undefined => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((cookie) => typeof cookie === 'string')
    ? value
    : undefined;
};

/**
 * What a function returned, as an HTTP answer: a structured one, or anything else as 200 with JSON. Undefined when it
 * is malformed, which a client sees as the front door's own error.
 */
export const answerOf = (payload: unknown, defaultType: string): HttpResponse | undefined => {
  if (!isRecord(payload) || payload['statusCode'] === undefined)
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof payload === 'string' ? payload : JSON.stringify(payload ?? null),
    };
  const status = Number(payload['statusCode']);
  const headers = headersOf(payload['headers']);
  const cookies = cookiesOf(payload['cookies']);
  const body = bodyOf(payload['body'], payload['isBase64Encoded'] === true);
  if (!Number.isInteger(status) || status < 100 || status > 599) return undefined;
  if (headers === undefined || cookies === undefined || body === undefined) return undefined;
  return { status, headers: { 'content-type': defaultType, ...headers }, cookies, body };
};
