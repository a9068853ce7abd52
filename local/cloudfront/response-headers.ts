import type { Resource } from '../kernel/resources.ts';

interface SecurityHeaders {
  readonly ContentSecurityPolicy?: { readonly ContentSecurityPolicy: string };
  readonly ContentTypeOptions?: object;
  readonly FrameOptions?: { readonly FrameOption: string };
  readonly ReferrerPolicy?: { readonly ReferrerPolicy: string };
  readonly StrictTransportSecurity?: {
    readonly AccessControlMaxAgeSec: number;
    readonly IncludeSubdomains?: boolean;
    readonly Preload?: boolean;
  };
}

const known = new Set([
  'ContentSecurityPolicy',
  'ContentTypeOptions',
  'FrameOptions',
  'ReferrerPolicy',
  'StrictTransportSecurity',
]);

const transportSecurity = ({
  AccessControlMaxAgeSec,
  IncludeSubdomains,
  Preload,
}: NonNullable<SecurityHeaders['StrictTransportSecurity']>): string =>
  [
    `max-age=${AccessControlMaxAgeSec}`,
    ...(IncludeSubdomains === true ? ['includeSubDomains'] : []),
    ...(Preload === true ? ['preload'] : []),
  ].join('; ');

const securityHeaders = (declared: SecurityHeaders): Record<string, string | undefined> => ({
  'content-security-policy': declared.ContentSecurityPolicy?.ContentSecurityPolicy,
  'x-content-type-options': declared.ContentTypeOptions === undefined ? undefined : 'nosniff',
  'x-frame-options': declared.FrameOptions?.FrameOption,
  'referrer-policy': declared.ReferrerPolicy?.ReferrerPolicy,
  'strict-transport-security':
    declared.StrictTransportSecurity && transportSecurity(declared.StrictTransportSecurity),
});

/** The headers that a response headers policy adds. Throws, by name, on a part that is not done here. */
export const headersOfPolicy = (policy: Resource): Readonly<Record<string, string>> => {
  const { Name: _name, ...parts } = policy.properties['ResponseHeadersPolicyConfig'];
  const { SecurityHeadersConfig = {}, CustomHeadersConfig = { Items: [] }, ...others } = parts;
  const unknown = [
    ...Object.keys(others),
    ...Object.keys(SecurityHeadersConfig).filter((part) => !known.has(part)),
  ];
  if (unknown.length > 0)
    throw new Error(`${policy.id}: ${unknown.join(', ')} is not done by the local cloud`);
  const custom = CustomHeadersConfig.Items.map(
    ({ Header, Value }: { readonly Header: string; readonly Value: string }) =>
      [Header.toLowerCase(), Value] as const,
  );
  const added = Object.entries({
    ...securityHeaders(SecurityHeadersConfig),
    ...Object.fromEntries(custom),
  }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(added) as Record<string, string>;
};
