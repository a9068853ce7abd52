import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import document from './openapi.json' with { type: 'json' };

const body = JSON.stringify(document);

/** The OpenAPI document, as generated from the handlers' schemas. */
export const handler = async (): Promise<APIGatewayProxyStructuredResultV2> => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
  body,
});
