import { Construct } from 'constructs';
import { endpoint } from '../shared/endpoint.ts';
import type { Platform } from '../shared/platform.ts';

/** The description of the API, and the answer to what it does not describe. */
export class OpenApi extends Construct {
  constructor(scope: Construct, platform: Platform) {
    super(scope, 'OpenApi');
    const open = { throttle: 'read', public: true } as const;
    endpoint(this, platform, 'GET /v1/openapi.json', 'openapi/get-openapi', open);
    endpoint(this, platform, '$default', 'openapi/not-found', open);
  }
}
