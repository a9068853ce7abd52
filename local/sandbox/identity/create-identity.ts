import { createHash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { Site } from '../../kernel/site.ts';
import type { World } from '../../kernel/world.ts';
import { json, Problem } from '../answers.ts';
import { bodyOf, members } from '../input.ts';
import { createSite, type SiteRoute } from '../router.ts';
import type { Settings } from '../settings.ts';
import { createWebhooks, type Deliver } from '../webhooks.ts';
import { Behaviour, behaviourIn, defaultBehaviour } from './behaviour.ts';
import { createSessions, type Session } from './sessions.ts';

/** How long a check takes. */
const checkMs = 1_000;
const listMax = 100;

const SessionRequest = z.strictObject({ reference: members.text(128, 'your own id of the check') });
const example = { reference: 'customer-1' };

export interface IdentityOptions {
  readonly world: World;
  readonly settings: Settings;
  readonly deliver: Deliver;
  readonly secrets: {
    readonly webhook: () => Promise<string>;
    readonly credential: () => Promise<string>;
  };
}

export interface Identity {
  readonly api: Site;
  readonly controls: readonly SiteRoute[];
  /** Goes on with the webhooks that an earlier process left. */
  readonly resume: () => void;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

const viewOf = (session: Session) => ({
  ...session,
  url: `https://identity.sandbox.assay.test/check/${session.sessionId}`,
});

const announced = ({ sessionId, reference }: Session, outcome: 'approve' | 'reject') => ({
  sessionId,
  reference,
  ...(outcome === 'approve'
    ? { outcome: 'approved' }
    : { outcome: 'rejected', reason: 'The document could not be read.' }),
});

/** The sandbox identity provider: a check takes a second and ends as it was told, announced by webhook. */
export const createIdentity = (options: IdentityOptions): Identity => {
  const { world, settings, deliver, secrets } = options;
  const sessions = createSessions(world.storage);
  const behaviour = behaviourIn(settings);
  const signing = { sender: 'identity', signingSecret: secrets.webhook } as const;
  const webhooks = createWebhooks({ world, deliver, ...signing });

  const open: SiteRoute['handle'] = async ({ request }) => {
    const given = request.headers['authorization'] ?? '';
    if (!timingSafeEqual(digest(given), digest(`Bearer ${await secrets.credential()}`)))
      throw new Problem(401, 'identity.unauthorized', 'Send the bearer credential.');
    const { reference } = bodyOf(SessionRequest, request.body, example);
    const known = sessions.byReference(reference);
    if (known !== undefined) return json(200, viewOf(known));
    const createdAt = new Date(world.timeline.now()).toISOString();
    const session = { sessionId: `chk_${world.random.uuid()}`, reference, createdAt };
    sessions.add(session);
    const { outcome } = behaviour.get();
    if (outcome !== 'silent')
      await webhooks.post('once', 'check.completed', announced(session, outcome), checkMs);
    await world.storage.durable();
    return json(201, viewOf(session));
  };

  return {
    api: createSite([
      { method: 'POST', path: '/sessions', about: 'open a check: {reference}', handle: open },
    ]),
    controls: [
      {
        method: 'GET',
        path: '/_local/identity/checks',
        about: 'the checks that began, and what was told of them, newest first',
        handle: () =>
          json(200, {
            checks: sessions.latest(listMax).map(viewOf),
            webhooks: webhooks.latest(listMax),
          }),
      },
      {
        method: 'GET',
        path: '/_local/identity/behaviour',
        about: 'how identity checks end',
        handle: () => json(200, behaviour.get()),
      },
      {
        method: 'PUT',
        path: '/_local/identity/behaviour',
        about: '{outcome: approve|reject|silent}',
        handle: async ({ request }) => {
          const next = bodyOf(Behaviour, request.body, defaultBehaviour);
          behaviour.set(next);
          await world.storage.durable();
          return json(200, next);
        },
      },
    ],
    resume: webhooks.resume,
  };
};
