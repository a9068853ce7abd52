import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { sandboxWorld, webhookSecret } from './sandbox-world.ts';

const open = (sandbox: ReturnType<typeof sandboxWorld>, reference = 'ours-1') =>
  sandbox.identity('POST', '/sessions', { reference });

it('approves a check after a second, with a signature', async () => {
  const sandbox = sandboxWorld();
  const { status, json } = await open(sandbox);
  expect([status, json]).toEqual([
    201,
    expect.objectContaining({ reference: 'ours-1', url: expect.stringContaining(json.sessionId) }),
  ]);
  await sandbox.pass(999);
  expect(sandbox.identityDeliveries).toEqual([]);
  await sandbox.pass(1);
  const [message] = sandbox.identityDeliveries;
  const { data } = JSON.parse(message?.body ?? '{}');
  expect(data).toEqual({ sessionId: json.sessionId, reference: 'ours-1', outcome: 'approved' });
  // The library reads the real clock, so only the signature itself is compared.
  const headers = message?.headers ?? {};
  const sentAt = new Date(Number(headers['webhook-timestamp']) * 1_000);
  expect(headers['webhook-signature']).toBe(
    new Webhook(webhookSecret).sign(headers['webhook-id'] ?? '', sentAt, message?.body ?? ''),
  );
});

it('opens one check a reference, however often it is asked', async () => {
  const sandbox = sandboxWorld();
  const first = await open(sandbox);
  const again = await open(sandbox);
  expect([again.status, again.json]).toEqual([200, first.json]);
  await sandbox.pass(5_000);
  expect(sandbox.identityDeliveries).toHaveLength(1);
});

it('rejects and keeps silent as it is told, and remembers it', async () => {
  const sandbox = sandboxWorld();
  await sandbox.control('PUT', '/_local/identity/behaviour', { outcome: 'reject' });
  await open(sandbox, 'bad');
  await sandbox.control('PUT', '/_local/identity/behaviour', { outcome: 'silent' });
  await open(sandbox, 'lost');
  await sandbox.pass(60_000);
  expect(sandbox.identityDeliveries.map(({ body }) => JSON.parse(body).data)).toEqual([
    expect.objectContaining({ reference: 'bad', outcome: 'rejected', reason: expect.any(String) }),
  ]);
  expect((await sandbox.control('GET', '/_local/identity/behaviour')).json).toEqual({
    outcome: 'silent',
  });
  expect((await sandbox.control('GET', '/_local/identity/checks')).json.checks).toHaveLength(2);
});

it('refuses strangers, and what is no request', async () => {
  const sandbox = sandboxWorld();
  const stranger = sandbox.as('identity.sandbox.assay.test', { authorization: 'Bearer guess' });
  expect((await stranger('POST', '/sessions', { reference: 'x' })).status).toBe(401);
  expect((await sandbox.identity('POST', '/sessions', { reference: '' })).status).toBe(400);
  const odd = await sandbox.control('PUT', '/_local/identity/behaviour', { outcome: 'maybe' });
  expect(odd.status).toBe(400);
});
