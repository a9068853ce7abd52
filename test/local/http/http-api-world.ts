import { createHttpApi } from '../../../local/http/http-api.ts';
import { apiWith, fakeFunction, permissionsOf, testIssuer, testWorld } from './doors.ts';

export const json = (body: unknown) => ({ ok: true as const, payload: body });

/** The API over one function that answers so, with the events that it was given and the lines of the access log. */
export const build = (
  routes: Parameters<typeof apiWith>[0],
  answer: Parameters<typeof fakeFunction>[0] = json({ statusCode: 200 }),
  more: Parameters<typeof apiWith>[1] = {},
) => {
  const world = testWorld();
  const lines: string[] = [];
  const { invoke, events } = fakeFunction(answer);
  const { issue, jwks } = testIssuer();
  const resources = apiWith(routes, more);
  const allowed = permissionsOf(resources);
  const { handle } = createHttpApi({
    world,
    resources,
    allowed,
    invoke,
    jwks,
    log: (_, line) => lines.push(line),
  });
  return { world, handle, events, lines, issue };
};
