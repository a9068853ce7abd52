import { readFileSync } from 'node:fs';
import type { Chance } from './chance.ts';
import { hostile, hostileText, type Schema, valid } from './values.ts';

interface Parameter {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export interface Request {
  readonly route: string;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent. */
  readonly body: string | undefined;
}

/** Every route of the document that `GET /v1/openapi.json` serves. */
export const routes = (): readonly Route[] => {
  const file = new URL('../../functions/openapi/openapi.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Described;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
};

/** What a header may hold at all: the rest, no client and no gateway sends. */
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 3_000);

const encoded = (chance: Chance, text: string): string => {
  const whole = text.isWellFormed() ? text : '%ED%A0%80';
  // Now and then as it is, but for what ends a path.
  return chance.odds(4) ? whole.replaceAll(/[?#\s\p{Cc}]/gu, '') : encodeURIComponent(whole);
};

/** `{…}` filled in, mostly with what fits, so that the body is what decides. */
const pathOf = (chance: Chance, { path, operation }: Route): string =>
  path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const schema = operation.parameters?.find((each) => each.name === name)?.schema ?? {};
    const text = chance.odds(3) ? hostileText(chance) : `${valid(chance, schema, name)}`;
    return encoded(chance, text) || 'x';
  });

const queryOf = (chance: Chance, { operation }: Route): string => {
  const asked = (operation.parameters ?? []).filter((each) => each.in === 'query');
  const pairs = asked
    .filter(({ required }) => required === true || chance.odds(2))
    .map(({ name = '', schema = {} }) => {
      const text = chance.odds(2) ? hostileText(chance) : `${valid(chance, schema, name)}`;
      return `${name}=${encoded(chance, text.slice(0, 2_000))}`;
    });
  if (chance.odds(6))
    pairs.push(
      chance.one([
        'cursor=AAAA',
        'cursor=%00',
        '__proto__=1',
        'limit=1&limit=2',
        '%',
        '=',
        'a[b]=1',
      ]),
    );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

/** A body with one field made hostile, at any depth; or with one too many, or one too few. */
const mutated = (chance: Chance, body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return hostile(chance);
  const entries = Object.entries(body);
  const how = chance.below(6);
  if (entries.length === 0 || how === 0)
    return Object.fromEntries([...entries, [hostileText(chance).slice(0, 300), hostile(chance)]]);
  const at = chance.below(entries.length);
  if (how === 1) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(
    entries.map(([name, value], index) => {
      if (index !== at) return [name, value];
      const goDeeper = typeof value === 'object' && value !== null && chance.odds(2);
      return [name, goDeeper ? mutated(chance, value) : hostile(chance)];
    }),
  );
};

const brokenJson: readonly string[] = [
  '{',
  '[]',
  'null',
  '"text"',
  '1e999',
  '{"a":1,"a":2}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '\u0000',
  '<xml/>',
  'a=b&c=d',
  `${'['.repeat(8_000)}${']'.repeat(8_000)}`,
  `{"a":"${'x'.repeat(20_000)}"}`,
  '\ufeff{}',
];

const xmlLike: readonly string[] = [
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document>&e;</Document>',
  '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt/></Document>',
  '<Document>',
  'date,price\n2026-02-30,1\n',
  'date,price\n2026-01-01,-1\n\u0000',
  'Date,Price\n2020-01-01,99999999999999999999999\n',
];

const bodyOf = (chance: Chance, { operation }: Route): string | undefined => {
  const [media] = Object.entries(operation.requestBody?.content ?? {});
  if (media === undefined) return chance.odds(8) ? '{"unasked":1}' : undefined;
  const [type, { schema }] = media;
  if (!type.includes('json')) return chance.odds(3) ? hostileText(chance) : chance.one(xmlLike);
  if (chance.odds(8)) return chance.one(brokenJson);
  const body = valid(chance, schema, '');
  return JSON.stringify(chance.odds(12) ? body : mutated(chance, body));
};

const headersOf = (chance: Chance, { operation }: Route): Record<string, string> => {
  const [type = 'application/json'] = Object.keys(operation.requestBody?.content ?? {});
  const headers: Record<string, string> = {
    'content-type': chance.odds(12) ? headerText(hostileText(chance)) : type,
  };
  if (!chance.odds(10))
    headers['idempotency-key'] = chance.odds(8)
      ? headerText(hostileText(chance))
      : `fuzz-${chance.below(1_000_000)}`;
  if (chance.odds(10)) headers['x-correlation-id'] = headerText(hostileText(chance));
  if (chance.odds(20)) headers['user-agent'] = headerText(hostileText(chance));
  return headers;
};

/** One hostile request of a route. */
export const requestOf = (chance: Chance, route: Route): Request => ({
  route: `${route.method} ${route.path}`,
  method: chance.odds(60) ? chance.one(['PATCH', 'PUT', 'TRACE', 'DELETE']) : route.method,
  target: `${pathOf(chance, route)}${queryOf(chance, route)}`,
  headers: headersOf(chance, route),
  body: bodyOf(chance, route),
});
