import type { HttpHandler, HttpResponse } from '../http/message.ts';
import type { Resource, Resources } from '../kernel/resources.ts';
import { createEdgeFunction } from './edge-function.ts';
import { headersOfPolicy } from './response-headers.ts';
import { readSiteFiles, type SiteFile } from './site-files.ts';

interface Behaviour {
  readonly matches: (path: string) => boolean;
  readonly rewrite: (path: string) => string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `*` stands for any text, `?` for one character ("Path pattern", CloudFront developer guide). */
const pathPattern = (pattern: string): RegExp => {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
};

const found = (resources: Resources, type: string, ref: string): Resource => {
  const resource = resources.find(type, ref);
  if (resource === undefined) throw new Error(`no ${type} is called ${ref}`);
  return resource;
};

// biome-ignore lint/suspicious/noExplicitAny: a behaviour as CloudFormation writes it; this function checks what it reads.
const behaviourOf = (resources: Resources, declared: any): Behaviour => {
  const pattern = declared.PathPattern === undefined ? /^/ : pathPattern(declared.PathPattern);
  const functions = (declared.FunctionAssociations ?? []).map(
    ({ EventType, FunctionARN }: { readonly EventType: string; readonly FunctionARN: string }) => {
      if (EventType !== 'viewer-request')
        throw new Error(`the local cloud runs no function at ${EventType}`);
      return createEdgeFunction(found(resources, 'AWS::CloudFront::Function', FunctionARN));
    },
  );
  return {
    matches: (path) => pattern.test(path),
    rewrite: functions[0] ?? ((path: string) => path),
    headers: headersOfPolicy(
      found(resources, 'AWS::CloudFront::ResponseHeadersPolicy', declared.ResponseHeadersPolicyId),
    ),
  };
};

/** Behaviours of the origins that are buckets, in their order; the doors of the others stand open themselves. */
const behavioursOf = (resources: Resources, distribution: Resource): readonly Behaviour[] => {
  const {
    Origins,
    CacheBehaviors = [],
    DefaultCacheBehavior,
  } = distribution.properties['DistributionConfig'];
  const buckets = new Set(
    Origins.filter(({ S3OriginConfig }: { S3OriginConfig?: object }) => S3OriginConfig).map(
      ({ Id }: { readonly Id: string }) => Id,
    ),
  );
  return [...CacheBehaviors, DefaultCacheBehavior]
    .filter(({ TargetOriginId }) => buckets.has(TargetOriginId))
    .map((declared) => behaviourOf(resources, declared));
};

const refused = (headers: Behaviour['headers'], status: number, text: string): HttpResponse => ({
  status,
  headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  body: text,
});

const answered = (file: SiteFile, seen: string | undefined, headers: Behaviour['headers']) => {
  const all = { ...headers, 'content-type': file.contentType, etag: file.etag };
  return seen === file.etag
    ? { status: 304, headers: all, body: '' }
    : { status: 200, headers: all, body: file.bytes };
};

/**
 * The declared distribution over the files of a folder, which stand for its bucket: its path patterns, its functions
 * and its headers. Undefined where the app declares none. Throws, by name, on what it would do otherwise than AWS.
 */
export const createDistribution = (
  resources: Resources,
  folder: string,
): HttpHandler | undefined => {
  const [distribution] = resources.ofType('AWS::CloudFront::Distribution');
  if (distribution === undefined) return undefined;
  const files = readSiteFiles(folder);
  const behaviours = behavioursOf(resources, distribution);
  return async ({ method, path, headers }) => {
    const behaviour = behaviours.find(({ matches }) => matches(path));
    if (behaviour === undefined) return refused({}, 404, 'Not found\n');
    if (method !== 'GET' && method !== 'HEAD')
      return refused(behaviour.headers, 403, 'Only GET and HEAD are served here.\n');
    const file = files.get(behaviour.rewrite(path));
    // As S3 answers whoever may read its objects and not list them.
    if (file === undefined) return refused(behaviour.headers, 403, 'Access denied\n');
    return answered(file, headers['if-none-match'], behaviour.headers);
  };
};
