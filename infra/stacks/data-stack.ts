import { Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { Backups } from '../data/backups.ts';
import { Keys } from '../data/keys.ts';
import { Secrets } from '../data/secrets.ts';
import { Tables } from '../data/tables.ts';
import { UserPool } from '../data/user-pool.ts';
import { stackProps } from './stack-props.ts';

/** Everything that remembers. Nothing here changes when code does. */
export class DataStack extends Stack {
  readonly keys: Keys;
  readonly tables: Tables;
  readonly userPool: UserPool;
  readonly secrets: Secrets;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, `assay-${config.stage}-data`, {
      ...stackProps(config, 'What Assay remembers: events, read tables, people, keys, secrets'),
      terminationProtection: config.removal === 'retain',
    });
    this.keys = new Keys(this, config);
    this.tables = new Tables(this, config, this.keys);
    this.userPool = new UserPool(this, config);
    this.secrets = new Secrets(this, config);
    new Backups(this, config, this.keys, this.tables);
    new EmailIdentity(this, 'Mail', { identity: Identity.domain(config.mail.domain) });
  }
}
