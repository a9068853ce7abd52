import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDistribution } from '../../../local/cloudfront/distribution.ts';
import { resolveTemplates } from '../../../local/kernel/template.ts';

const site = mkdtempSync(join(tmpdir(), 'assay-site-'));
mkdirSync(join(site, 'assets'));
writeFileSync(join(site, 'index.html'), '<!doctype html>');
writeFileSync(join(site, 'assets/app-1.js'), 'app()');
afterAll(() => rmSync(site, { recursive: true }));

const policy = (cacheControl: string, extra: object = {}) => ({
  Type: 'AWS::CloudFront::ResponseHeadersPolicy',
  Properties: {
    ResponseHeadersPolicyConfig: {
      Name: 'any',
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true },
        ...extra,
      },
      CustomHeadersConfig: { Items: [{ Header: 'Cache-Control', Value: cacheControl }] },
    },
  },
});

const behaviour = (headers: string, origin: string, more: object = {}) => ({
  ResponseHeadersPolicyId: { Ref: headers },
  TargetOriginId: origin,
  ...more,
});

const declare = (extra: object = {}) =>
  resolveTemplates(
    [
      {
        name: 'app',
        template: {
          Resources: {
            OnePage: {
              Type: 'AWS::CloudFront::Function',
              Properties: {
                FunctionCode:
                  "function handler(e) { var r = e.request; if (r.uri.indexOf('.') < 0) r.uri = '/index.html'; return r; }",
              },
            },
            Page: policy('no-cache', extra),
            Asset: policy('immutable'),
            Distribution: {
              Type: 'AWS::CloudFront::Distribution',
              Properties: {
                DistributionConfig: {
                  Origins: [{ Id: 'files', S3OriginConfig: {} }, { Id: 'api' }],
                  CacheBehaviors: [
                    behaviour('Asset', 'files', { PathPattern: '/assets/*' }),
                    { TargetOriginId: 'api', PathPattern: '/v1/*' },
                  ],
                  DefaultCacheBehavior: behaviour('Page', 'files', {
                    FunctionAssociations: [
                      {
                        EventType: 'viewer-request',
                        FunctionARN: { 'Fn::GetAtt': ['OnePage', 'FunctionARN'] },
                      },
                    ],
                  }),
                },
              },
            },
          },
        },
      },
    ],
    { account: '000000000000', region: 'eu-west-1' },
  );

const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const handler = createDistribution(declare(), site);
  const answer = await handler?.({
    method,
    path,
    query: '',
    headers,
    body: new Uint8Array(),
    sourceIp: '127.0.0.1',
  });
  return { ...answer, text: Buffer.from(answer?.body ?? '').toString() };
};

describe('a distribution', () => {
  it.each(['/', '/history', '/history/0199'])('answers %s with the one page', async (path) => {
    expect(await get(path)).toMatchObject({
      status: 200,
      text: '<!doctype html>',
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'strict-transport-security': 'max-age=60; includeSubDomains',
        'cache-control': 'no-cache',
      },
    });
  });

  it('serves what a path pattern matches with the headers of that behaviour', async () => {
    expect(await get('/assets/app-1.js')).toMatchObject({
      status: 200,
      text: 'app()',
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'immutable' },
    });
  });

  it('sends nothing again that a browser has', async () => {
    const first = await get('/');
    const etag = first.headers?.['etag'] ?? '';
    expect(await get('/', { 'if-none-match': etag })).toMatchObject({ status: 304, text: '' });
    expect(await get('/', { 'if-none-match': '"other"' })).toMatchObject({ status: 200 });
  });

  it('refuses what the bucket has not, and whoever does not read', async () => {
    expect(await get('/assets/../../etc/passwd')).toMatchObject({ status: 403 });
    expect(await get('/assets/app-2.js')).toMatchObject({ status: 403 });
    expect(await get('/', {}, 'POST')).toMatchObject({ status: 403 });
  });

  it('does not pretend to do what it does not', () => {
    const unknown = declare({ XSSProtection: { Protection: true } });
    expect(() => createDistribution(unknown, site)).toThrow('XSSProtection');
  });
});
