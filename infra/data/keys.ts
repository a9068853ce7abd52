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
  readonly #ibanIndex: Key;

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
    const index = (id: string, name: string, finds: string) =>
      new Key(this, id, {
        alias: nameOf(config, name),
        description: `Assay: the keyed hash that finds ${finds}`,
        keySpec: KeySpec.HMAC_256,
        keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
        removalPolicy,
      });
    this.#emailIndex = index('EmailIndex', 'email-index', 'an account by its e-mail address');
    this.#ibanIndex = index('IbanIndex', 'iban-index', 'who lists a bank account');
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
    return mayIndex('emailIndexKeyArn', this.#emailIndex);
  }

  get indexIban(): Access {
    return mayIndex('ibanIndexKeyArn', this.#ibanIndex);
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

const mayIndex = (name: 'emailIndexKeyArn' | 'ibanIndexKeyArn', { keyArn }: Key): Access => ({
  env: { [name]: keyArn },
  allow: [{ actions: ['kms:GenerateMac'], resources: [keyArn] }],
});
