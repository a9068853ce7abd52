import { expect, it } from 'vitest';
import { createRouter } from '../../../local/http/routes.ts';

const keys = (...routeKeys: string[]) => createRouter(new Map(routeKeys.map((key) => [key, key])));

// The example of "Routing API requests" in the developer guide.
const documented = keys(
  'ANY /{proxy+}',
  '$default',
  'GET /pets/{proxy+}',
  'GET /pets/dog/{id}',
  'GET /pets/dog/1',
);

it.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
  ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
  ['POST', '/test/5', 'ANY /{proxy+}'],
  ['GET', '/', '$default'],
])('%s %s goes to %s', (method, path, routeKey) => {
  expect(documented(method, path)?.routeKey).toBe(routeKey);
});

it('prefers the method to ANY on one path', () => {
  const route = keys('ANY /v1/wallet', 'GET /v1/wallet');
  expect(route('GET', '/v1/wallet')?.routeKey).toBe('GET /v1/wallet');
  expect(route('PUT', '/v1/wallet')?.routeKey).toBe('ANY /v1/wallet');
});

it('decodes path variables, each within its segment', () => {
  const route = keys('GET /v1/transactions/{id}/events', 'GET /files/{proxy+}');
  expect(route('GET', '/v1/transactions/a%2Fb%20c/events')?.pathParameters).toEqual({
    id: 'a/b c',
  });
  expect(route('GET', '/files/a/b%20c')?.pathParameters).toEqual({ proxy: 'a/b c' });
});

it('matches neither an empty variable, nor a longer or shorter path, nor another method', () => {
  const route = keys('GET /v1/transactions/{id}');
  for (const path of ['/v1/transactions/', '/v1/transactions', '/v1/transactions/a/b', '/v1'])
    expect(route('GET', path)).toBeUndefined();
  expect(route('DELETE', '/v1/transactions/a')).toBeUndefined();
});

it('refuses a route key that is none', () => {
  expect(() => keys('FETCH /v1')).toThrow('"FETCH /v1"');
});
