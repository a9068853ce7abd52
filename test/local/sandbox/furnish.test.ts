import { describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../local/sandbox/api-call.ts';
import { furnish } from '../../../local/sandbox/furnish.ts';
import { demoPeople } from '../../../local/sandbox/people.ts';
import { sandboxWorld } from './sandbox-world.ts';

/** A platform that takes what it is given, once. */
const platform = (failures: readonly string[] = []) => {
  const calls: string[] = [];
  const users = new Set<string>();
  const groups: string[] = [];
  const bars: unknown[] = [];
  const pending = [...failures];
  const api: ApiCall = async ({ path, body, headers }) => {
    const input = JSON.parse(body);
    calls.push(path);
    if (pending[0] === path) {
      pending.shift();
      return { status: 500, body: '{"detail":"broken"}' };
    }
    if (path === '/v1/users') {
      if (users.has(input.email)) return { status: 409, body: '{}' };
      users.add(input.email);
      return { status: 201, body: '{}' };
    }
    if (path === '/v1/sessions')
      return { status: 200, body: JSON.stringify({ accessToken: `for-${input.email}` }) };
    expect(headers['authorization']).toBe('Bearer for-operator@assay.test');
    bars.push(input);
    return { status: 201, body: '{}' };
  };
  const addToGroup = async (email: string, group: string) => {
    groups.push(`${email} ${group}`);
  };
  return { calls, users, groups, bars, api, addToGroup };
};

describe('furnishing a world', () => {
  it('registers the demo people, groups them, and receives a bar', async () => {
    const { world } = sandboxWorld();
    const { api, addToGroup, users, groups, bars } = platform();
    await furnish({ world, api, addToGroup });
    expect([...users].sort()).toEqual(demoPeople.map(({ email }) => email).sort());
    expect(groups.sort()).toEqual([
      'admin@assay.test admin',
      'compliance@assay.test compliance',
      'operator2@assay.test operations',
      'operator@assay.test operations',
    ]);
    expect(bars).toHaveLength(1);
  });

  it('does nothing a second time', async () => {
    const { world } = sandboxWorld();
    const { api, addToGroup, calls } = platform();
    await furnish({ world, api, addToGroup });
    const before = calls.length;
    await furnish({ world, api, addToGroup });
    expect(calls).toHaveLength(before);
  });

  it.each(['/v1/users', '/v1/sessions', '/v1/admin/vault/bars'])(
    'says what was refused at %s, and completes it next time',
    async (path) => {
      const { world } = sandboxWorld();
      const { api, addToGroup, users, bars, groups } = platform([path]);
      await expect(furnish({ world, api, addToGroup })).rejects.toThrow(/was answered 500.*broken/);
      await furnish({ world, api, addToGroup });
      expect(users.size).toBe(demoPeople.length);
      expect(new Set(groups).size).toBe(4);
      expect(bars).toHaveLength(1);
    },
  );
});
