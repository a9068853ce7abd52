import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  KMSClient,
  ReEncryptCommand,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { expect, it } from 'vitest';
import { openStorage } from '../../../local/kernel/storage.ts';
import { createKms } from '../../../local/kms/kms.ts';
import { declare, testWorld } from '../http/doors.ts';
import { clientOf } from '../http/sdk.ts';

const arn = (id: string) => `arn:aws:kms:eu-west-1:000000000000:key/${id}`;
const key = (id: string, properties: object = {}) => ({
  type: 'AWS::KMS::Key',
  ref: id,
  arn: arn(id),
  properties,
});
const resources = declare({
  People: key('people'),
  Other: key('other'),
  Off: key('off', { Enabled: false }),
  Mac: key('mac', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }),
  Pair: key('pair', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  Alias: {
    type: 'AWS::KMS::Alias',
    properties: { AliasName: 'alias/people', TargetKeyId: 'people' },
  },
});
const start = (world = testWorld()) => {
  const service = createKms({ world, resources });
  return { world, service, client: new KMSClient(clientOf(world, service)) };
};
const plaintext = Buffer.from('nobody else’s business');
const context = { person: 'u1', purpose: 'events' };

it('opens what it sealed, under the same context in any order, whichever way the key is named', async () => {
  const { client } = start();
  for (const KeyId of [
    'people',
    arn('people'),
    'alias/people',
    'arn:aws:kms:eu-west-1:000000000000:alias/people',
  ]) {
    const sealed = await client.send(
      new EncryptCommand({ KeyId, Plaintext: plaintext, EncryptionContext: context }),
    );
    expect(sealed.KeyId).toBe(arn('people'));
    const opened = await client.send(
      new DecryptCommand({
        CiphertextBlob: sealed.CiphertextBlob,
        EncryptionContext: { purpose: 'events', person: 'u1' },
      }),
    );
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(plaintext);
  }
});

it('refuses another context, another key and a changed byte', async () => {
  const { client } = start();
  const { CiphertextBlob = new Uint8Array() } = await client.send(
    new EncryptCommand({ KeyId: 'people', Plaintext: plaintext, EncryptionContext: context }),
  );
  const open = (more: object) =>
    client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context, ...more }));
  const changed = Buffer.from(CiphertextBlob);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  await expect(open({ EncryptionContext: { ...context, person: 'u2' } })).rejects.toMatchObject({
    name: 'InvalidCiphertextException',
  });
  await expect(open({ CiphertextBlob: changed })).rejects.toMatchObject({
    name: 'InvalidCiphertextException',
  });
  await expect(open({ CiphertextBlob: Buffer.from('nonsense') })).rejects.toMatchObject({
    name: 'InvalidCiphertextException',
  });
  await expect(open({ KeyId: 'other' })).rejects.toMatchObject({ name: 'IncorrectKeyException' });
});

it('makes data keys, and re-encrypts under another key', async () => {
  const { client } = start();
  const { Plaintext, CiphertextBlob } = await client.send(
    new GenerateDataKeyCommand({
      KeyId: 'people',
      KeySpec: 'AES_256',
      EncryptionContext: context,
    }),
  );
  expect(Plaintext).toHaveLength(32);
  const moved = await client.send(
    new ReEncryptCommand({
      CiphertextBlob,
      SourceEncryptionContext: context,
      DestinationKeyId: 'other',
    }),
  );
  const opened = await client.send(
    new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, KeyId: 'other' }),
  );
  expect(opened.Plaintext).toEqual(Plaintext);
  const hidden = await client.send(
    new GenerateDataKeyWithoutPlaintextCommand({ KeyId: 'people', NumberOfBytes: 7 }),
  );
  const seven = await client.send(new DecryptCommand({ CiphertextBlob: hidden.CiphertextBlob }));
  expect(seven.Plaintext).toHaveLength(7);
});

it('refuses a key that is unknown, disabled or of another use; plaintext above 4096 bytes too', async () => {
  const { client } = start();
  const seal = (KeyId: string, Plaintext: Uint8Array = plaintext) =>
    client.send(new EncryptCommand({ KeyId, Plaintext }));
  await expect(seal('nobody')).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(seal('off')).rejects.toMatchObject({ name: 'DisabledException' });
  await expect(seal('mac')).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
  await expect(seal('people', Buffer.alloc(4097))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});
it('makes and checks MACs', async () => {
  const { client } = start();
  const asked = { KeyId: 'mac', Message: plaintext, MacAlgorithm: 'HMAC_SHA_256' } as const;
  const { Mac = new Uint8Array() } = await client.send(new GenerateMacCommand(asked));
  expect((await client.send(new GenerateMacCommand(asked))).Mac).toEqual(Mac);
  expect(await client.send(new VerifyMacCommand({ ...asked, Mac }))).toMatchObject({
    MacValid: true,
  });
  const wrong = new VerifyMacCommand({ ...asked, Message: Buffer.from('other'), Mac });
  await expect(client.send(wrong)).rejects.toMatchObject({ name: 'KMSInvalidMacException' });
});

it('signs so that anyone with the public key can check', async () => {
  const { client } = start();
  const asked = { KeyId: 'pair', Message: plaintext, SigningAlgorithm: 'ECDSA_SHA_256' } as const;
  const { Signature = new Uint8Array() } = await client.send(new SignCommand(asked));
  const { PublicKey = new Uint8Array() } = await client.send(
    new GetPublicKeyCommand({ KeyId: 'pair' }),
  );
  const publicKey = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  expect(verify('sha256', plaintext, publicKey, Signature)).toBe(true);
  expect(await client.send(new VerifyCommand({ ...asked, Signature }))).toMatchObject({
    SignatureValid: true,
  });
  const wrong = new VerifyCommand({ ...asked, Message: Buffer.from('other'), Signature });
  await expect(client.send(wrong)).rejects.toMatchObject({ name: 'KMSInvalidSignatureException' });
});

it('describes keys with real dates, and meters', async () => {
  const { client, world } = start();
  const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: 'alias/people' }));
  expect(KeyMetadata).toMatchObject({
    KeyId: 'people',
    KeyState: 'Enabled',
    CreationDate: new Date('2026-11-23T10:00:00Z'),
  });
  expect(world.metered).toEqual(['kms.requests 1']);
});

it('asks for the right on the key that a ciphertext names, with the context', async () => {
  const { service } = start();
  const caller = { kind: 'cloud', name: 'test' } as const;
  const input = {
    KeyId: 'alias/people',
    Plaintext: plaintext,
    EncryptionContext: { person: 'u1' },
  };
  const { CiphertextBlob } = (await service.call({ operation: 'Encrypt', input, caller })) as {
    CiphertextBlob: string;
  };
  const opening = { CiphertextBlob, EncryptionContext: { person: 'u1' } };
  expect(service.permissions({ operation: 'Decrypt', input: opening, caller })).toEqual([
    {
      action: 'kms:Decrypt',
      resource: arn('people'),
      context: { 'kms:EncryptionContext:person': 'u1', 'kms:EncryptionContextKeys': ['person'] },
    },
  ]);
  expect(() => service.permissions({ operation: 'ScheduleKeyDeletion', input, caller })).toThrow(
    'ScheduleKeyDeletion',
  );
});

it('still opens after a restart what it sealed before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kms-'));
  const path = join(folder, 'store.sqlite');
  const before = start({ ...testWorld(), storage: openStorage(path) });
  const { CiphertextBlob } = await before.client.send(
    new EncryptCommand({ KeyId: 'people', Plaintext: plaintext }),
  );
  before.world.storage.close();
  const after = start({ ...testWorld(), storage: openStorage(path) });
  const { Plaintext } = await after.client.send(new DecryptCommand({ CiphertextBlob }));
  expect(Buffer.from(Plaintext ?? [])).toEqual(plaintext);
  after.world.storage.close();
  rmSync(folder, { recursive: true });
});
