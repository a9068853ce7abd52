import { describe, expect, it } from 'vitest';
import { synthesised } from './support/templates.ts';

const { templates, ofType } = await synthesised('dev');
const functions = ofType('AWS::Lambda::Function');

describe('the API', () => {
  const ofApi = (type: string) => ofType(type).filter(({ stack }) => stack === 'api');
  const routes = ofApi('AWS::ApiGatewayV2::Route').map(({ properties }) => properties);
  const [stage] = ofApi('AWS::ApiGatewayV2::Stage').map(({ properties }) => properties);

  it('asks for a token on every route that is not public by contract', () => {
    const open = routes.filter(({ AuthorizationType }) => AuthorizationType !== 'JWT');
    expect(open.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      '$default',
      'GET /v1/market/price',
      'GET /v1/market/prices',
      'GET /v1/openapi.json',
      'POST /v1/portfolio/what-if',
      'POST /v1/sessions',
      'POST /v1/sessions/refresh',
      'POST /v1/users',
    ]);
    for (const route of routes.filter((each) => !open.includes(each)))
      expect(route.AuthorizerId).toEqual({ Ref: ofApi('AWS::ApiGatewayV2::Authorizer')[0]?.id });
  });

  it('throttles every route, and all others', () => {
    expect(Object.keys(stage.RouteSettings).sort()).toEqual(
      routes.map((each) => each.RouteKey).sort(),
    );
    for (const settings of [
      stage.DefaultRouteSettings,
      ...Object.values<object>(stage.RouteSettings),
    ])
      expect(settings).toMatchObject({
        ThrottlingBurstLimit: expect.any(Number),
        ThrottlingRateLimit: expect.any(Number),
      });
  });

  it('is built before its stage throttles it', () => {
    const [{ raw } = { raw: {} }] = ofApi('AWS::ApiGatewayV2::Stage');
    const ids = ofApi('AWS::ApiGatewayV2::Route').map(({ id }) => id);
    expect(raw.DependsOn).toEqual(expect.arrayContaining(ids));
  });

  it('logs every request, without query, body or headers', () => {
    expect(stage.AccessLogSettings.DestinationArn).toBeDefined();
    const format = Object.values(JSON.parse(stage.AccessLogSettings.Format)).join();
    expect(format).toContain('$context.requestId');
    expect(format).not.toMatch(/query|body|header|authorizer\.claims\.(?!username)/i);
  });

  it('names functions that exist, and holds no export of their stacks', () => {
    const named = new Set(functions.map(({ properties }) => properties.FunctionName));
    const uris = ofApi('AWS::ApiGatewayV2::Integration').map(({ properties }) =>
      JSON.stringify(properties.IntegrationUri),
    );
    for (const uri of uris) expect(named).toContain(/:function:([a-z-]+)/.exec(uri)?.[1]);
    const imports = JSON.stringify(templates['api']).match(/"Fn::ImportValue":"[^"]+"/g) ?? [];
    expect(imports.filter((each) => !/assay-dev-(data|watch):/.test(each))).toEqual([]);
  });
});

describe('the WebSocket API', () => {
  const ofLive = (type: string) => ofType(type).filter(({ stack }) => stack === 'live');
  const [stage] = ofLive('AWS::ApiGatewayV2::Stage').map(({ properties }) => properties);

  it('admits nobody whom its authoriser has not seen, whatever the case of their headers', () => {
    const [authorizer] = ofLive('AWS::ApiGatewayV2::Authorizer');
    expect(authorizer?.properties).toMatchObject({ AuthorizerType: 'REQUEST', IdentitySource: [] });
    const [connect] = ofLive('AWS::ApiGatewayV2::Route').filter(
      ({ properties }) => properties.RouteKey === '$connect',
    );
    expect(connect?.properties).toMatchObject({
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: authorizer?.id },
    });
  });

  it('is throttled, and stands at the path that the web app’s address hands on', () => {
    expect(stage).toMatchObject({
      StageName: 'ws',
      DefaultRouteSettings: {
        ThrottlingBurstLimit: expect.any(Number),
        ThrottlingRateLimit: expect.any(Number),
      },
    });
    const [distribution] = ofType('AWS::CloudFront::Distribution');
    const behaviours = distribution?.properties.DistributionConfig.CacheBehaviors;
    const [api, live] = ['/v1/*', '/ws'].map((path) =>
      behaviours.find(({ PathPattern }: { PathPattern: string }) => PathPattern === path),
    );
    expect(live).toEqual({ ...api, PathPattern: '/ws', TargetOriginId: expect.anything() });
    expect(live.TargetOriginId).not.toBe(api.TargetOriginId);
  });

  it('logs each connection and message without headers, where the ticket is', () => {
    expect(stage.AccessLogSettings.Format).toContain('$context.connectionId');
    expect(stage.AccessLogSettings.Format).not.toMatch(/query|body|header/i);
  });
});
