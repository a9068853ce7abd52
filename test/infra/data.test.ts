import { describe, expect, it } from 'vitest';
import { groups } from '../../domain/shared/names.ts';
import { type Resource, synthesised } from './support/templates.ts';

const { ofType } = await synthesised('dev');

describe('what remembers', () => {
  const tables = ofType('AWS::DynamoDB::GlobalTable');
  const replicaOf = ({ properties }: Resource) => properties.Replicas[0];
  const table = (id: string) => tables.find((each) => each.id.startsWith(`Tables${id}Table`));

  it('can be restored, cannot be deleted by accident, and is encrypted by our key', () => {
    expect(tables).toHaveLength(22);
    for (const each of tables) {
      expect(each.stack).toBe('data');
      expect(each.properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(each.properties.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
      expect(replicaOf(each)).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: {
          KMSMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^KeysAtRest/), 'Arn'] },
        },
      });
    }
  });

  it('streams the events and expires the guards, and neither the reverse', () => {
    expect(table('Events')?.properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'stream', KeyType: 'HASH' },
        { AttributeName: 'version', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
    expect(table('Events')?.properties.TimeToLiveSpecification).toBeUndefined();
    expect(table('Events')?.properties.GlobalSecondaryIndexes).toBeUndefined();
    expect(table('Guards')?.properties.TimeToLiveSpecification).toEqual({
      AttributeName: 'expiresAt',
      Enabled: true,
    });
  });

  it('is backed up, all of it, in a vault that is locked', () => {
    const [selection] = ofType('AWS::Backup::BackupSelection');
    expect(selection?.properties.BackupSelection.Resources).toHaveLength(tables.length);
    expect(ofType('AWS::Backup::BackupVault')[0]?.properties.LockConfiguration).toEqual({
      MinRetentionDays: 7,
    });
  });
});

describe('who and what keeps secrets', () => {
  it('keeps people by groups, with long passwords and TOTP', () => {
    const [pool] = ofType('AWS::Cognito::UserPool');
    expect(pool?.properties).toMatchObject({
      AliasAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      MfaConfiguration: 'OPTIONAL',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
        },
      },
    });
    expect(ofType('AWS::Cognito::UserPoolClient')[0]?.properties).toMatchObject({
      AccessTokenValidity: 15,
      EnableTokenRevocation: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenValidity: 30 * 24 * 60,
    });
    const names = ofType('AWS::Cognito::UserPoolGroup').map(
      ({ properties }) => properties.GroupName,
    );
    expect(names).toEqual([...groups]);
  });

  it('has a key for each purpose, rotated where a key can be', () => {
    const keys = ofType('AWS::KMS::Key').map(({ properties }) => properties);
    expect(
      keys.map(({ KeySpec, KeyUsage, EnableKeyRotation }) => [
        KeySpec,
        KeyUsage,
        EnableKeyRotation,
      ]),
    ).toEqual([
      [undefined, undefined, true],
      [undefined, undefined, true],
      ['HMAC_256', 'GENERATE_VERIFY_MAC', undefined],
      ['HMAC_256', 'GENERATE_VERIFY_MAC', undefined],
    ]);
  });
});
