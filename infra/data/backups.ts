import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { nameOf } from '../shared/platform.ts';
import type { Keys } from './keys.ts';
import type { Tables } from './tables.ts';

/**
 * A copy of every table each night, in a vault that nobody can empty before its time. Read tables could be rebuilt
 * from the events; their copies are the quicker way back.
 */
export class Backups extends Construct {
  constructor(scope: Construct, config: StageConfig, keys: Keys, tables: Tables) {
    super(scope, 'Backups');
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: nameOf(config, 'backups'),
      encryptionKey: keys.atRest,
      lockConfiguration: { minRetention: Duration.days(config.backup.lockMinDays) },
      removalPolicy: config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const plan = new BackupPlan(this, 'Plan', { backupVault: vault });
    plan.addRule(
      new BackupPlanRule({
        ruleName: 'nightly',
        scheduleExpression: Schedule.cron({ hour: '2', minute: '0' }),
        deleteAfter: Duration.days(config.backup.retentionDays),
      }),
    );
    const selection = plan.addSelection('Tables', {
      resources: tables.all.map((table) => BackupResource.fromDynamoDbTable(table.table)),
    });
    Validations.of(selection).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
      reason:
        'The policy that AWS Backup publishes for its own role; AWS keeps it in step with the service.',
    });
  }
}
