import { raw } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';

/** Whatever has no route. */
export const handler = raw(async () => {
  throw new Problem(
    404,
    'route.unknown',
    'No such route',
    'There is no such route or method. GET /v1/openapi.json lists them all.',
  );
});
