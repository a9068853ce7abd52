import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseHeadersPolicyProps,
} from 'aws-cdk-lib/aws-cloudfront';

/**
 * What the page may load and do: its own scripts, styles and images, and its own API, a WebSocket of the same address
 * among it (CSP level 3 counts `wss:` as the same origin). No inline script or style, no
 * frame, no form that posts by itself, no other host.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer, with how long browsers may keep it. */
export const headersFor = (cacheControl: string): ResponseHeadersPolicyProps => ({
  securityHeadersBehavior: {
    contentSecurityPolicy: { contentSecurityPolicy, override: true },
    contentTypeOptions: { override: true },
    frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
    referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    strictTransportSecurity: {
      accessControlMaxAge: Duration.days(730),
      includeSubdomains: true,
      preload: true,
      override: true,
    },
  },
  customHeadersBehavior: {
    customHeaders: [
      { header: 'cache-control', value: cacheControl, override: true },
      { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
      { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
      {
        header: 'permissions-policy',
        value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
        override: true,
      },
    ],
  },
});
