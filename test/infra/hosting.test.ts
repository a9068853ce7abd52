import { describe, expect, it } from 'vitest';
import { synthesised } from './support/templates.ts';

const { ofType } = await synthesised('prod');
const [distribution] = ofType('AWS::CloudFront::Distribution');
const config = distribution?.properties.DistributionConfig;
const policies = ofType('AWS::CloudFront::ResponseHeadersPolicy').map(
  ({ properties }) => properties.ResponseHeadersPolicyConfig,
);
const policyOf = (reference: { Ref: string }) =>
  ofType('AWS::CloudFront::ResponseHeadersPolicy').find(({ id }) => id === reference.Ref)
    ?.properties.ResponseHeadersPolicyConfig;
const cacheControlOf = (reference: { Ref: string }) =>
  policyOf(reference).CustomHeadersConfig.Items.find(
    ({ Header }: { Header: string }) => Header === 'cache-control',
  )?.Value;

describe('the web app', () => {
  it('runs no inline script or style, in no frame, and asks no other host', () => {
    for (const { SecurityHeadersConfig } of policies) {
      const policy: string = SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy;
      expect(policy).toMatch(/^default-src 'none'; /);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
    }
    expect(policies.length).toBeGreaterThan(1);
  });

  it('insists on TLS for two years, and is taken for no other type', () => {
    for (const { SecurityHeadersConfig } of policies)
      expect(SecurityHeadersConfig).toMatchObject({
        StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY' },
      });
    for (const behaviour of [config.DefaultCacheBehavior, ...config.CacheBehaviors])
      expect(behaviour.ViewerProtocolPolicy).toMatch(/^(redirect-to-https|https-only)$/);
  });

  it('keeps named files for ever, and asks for the page each time', () => {
    const assets = config.CacheBehaviors.find(
      ({ PathPattern }: { PathPattern: string }) => PathPattern === '/assets/*',
    );
    expect(cacheControlOf(assets.ResponseHeadersPolicyId)).toContain('immutable');
    expect(cacheControlOf(config.DefaultCacheBehavior.ResponseHeadersPolicyId)).toBe('no-cache');
  });

  it('is read by its distribution alone', () => {
    const [bucket] = ofType('AWS::S3::Bucket').filter(({ stack }) => stack.endsWith('web'));
    expect(bucket?.properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(ofType('AWS::CloudFront::OriginAccessControl')).toHaveLength(1);
  });

  it('keeps and changes nothing of what goes to the API', () => {
    const api = config.CacheBehaviors.find(
      ({ PathPattern }: { PathPattern: string }) => PathPattern === '/v1/*',
    );
    // CachingDisabled and AllViewerExceptHostHeader, CloudFront's managed policies.
    expect(api).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
    expect(api.FunctionAssociations).toBeUndefined();
  });
});
