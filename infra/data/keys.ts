import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import type { Access } from '../shared/access.ts';
import { nameOf } from '../shared/platform.ts';

/** One key per purpose, so that a right to one is no right to another. */
export class Keys extends Construct {
  /** Encrypts tables and backups at rest. */
  readonly atRest: Key;
  readonly #personalData: Key;
  readonly #emailIndex: Key;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, 'Keys');
    const removalPolicy =
      config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.atRest = new Key(this, 'AtRest', {
      alias: nameOf(config, 'at-rest'),
      description: 'Assay: tables and backups at rest',
      enableKeyRotation: true,
      removalPolicy,
    });
    this.#personalData = new Key(this, 'PersonalData', {
      alias: nameOf(config, 'personal-data'),
      description: 'Assay: wraps the keys that seal personal data',
      enableKeyRotation: true,
      removalPolicy,
    });
    this.#emailIndex = new Key(this, 'EmailIndex', {
      alias: nameOf(config, 'email-index'),
      description: 'Assay: the keyed hash that finds an account by its e-mail address',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy,
    });
  }

  /** Unwraps the keys of people who are already known. */
  get readPersonalData(): Access {
    return this.#personal('kms:Decrypt');
  }

  /** Wraps the keys of new people too. */
  get writePersonalData(): Access {
    return this.#personal('kms:Decrypt', 'kms:GenerateDataKey');
  }

  get indexEmail(): Access {
    return {
      env: { emailIndexKeyArn: this.#emailIndex.keyArn },
      allow: [{ actions: ['kms:GenerateMac'], resources: [this.#emailIndex.keyArn] }],
    };
  }

  #personal(...actions: readonly string[]): Access {
    return {
      env: { personalDataKeyArn: this.#personalData.keyArn },
      allow: [
        {
          actions,
          resources: [this.#personalData.keyArn],
          conditions: { StringEquals: { 'kms:EncryptionContext:purpose': 'person-keys' } },
        },
      ],
    };
  }
}
