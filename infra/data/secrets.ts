import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { env } from '../../domain/shared/names.ts';
import type { SourceKind, StageConfig } from '../config.ts';
import type { Access } from '../shared/access.ts';

/**
 * What Assay and its partners know. Each is a JSON object. A value is generated at first, so that a stage comes up
 * with nothing typed in; what a partner issues replaces it as the runbook says.
 */
export class Secrets extends Construct {
  readonly bankWebhook: Secret;
  readonly #bankCredential: Secret;
  readonly #dealerCredential: Secret;
  readonly #identityWebhook: Secret;
  readonly #identityCredential: Secret;
  /** Signs quotes; ours alone, and rotated by a function of trading's. */
  readonly quoteKey: Secret;
  /** The key of each source of prices. */
  readonly market: Readonly<Record<SourceKind, Secret>>;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, 'Secrets');
    this.bankWebhook = secret(this, 'BankWebhook', config, 'bank/webhook', 'current');
    this.#bankCredential = secret(this, 'BankCredential', config, 'bank/credential', 'token');
    this.#dealerCredential = secret(this, 'DealerCredential', config, 'dealer/credential', 'token');
    this.#identityWebhook = secret(this, 'IdentityWebhook', config, 'identity/webhook', 'current');
    this.#identityCredential = secret(
      this,
      'IdentityCredential',
      config,
      'identity/credential',
      'token',
    );
    this.quoteKey = secret(this, 'QuoteKey', config, 'trading/quote-key', 'current');
    const sourceKey = (id: string, kind: SourceKind) =>
      secret(this, id, config, `market/${kind}`, 'key');
    this.market = {
      goldapi: sourceKey('GoldApi', 'goldapi'),
      'metals-dev': sourceKey('MetalsDev', 'metals-dev'),
      metalpriceapi: sourceKey('MetalpriceApi', 'metalpriceapi'),
    };
  }

  get readBankWebhook(): Access {
    return read('bankWebhookSecretArn', this.bankWebhook);
  }

  get readIdentityWebhook(): Access {
    return read('identityWebhookSecretArn', this.#identityWebhook);
  }

  get readIdentityCredential(): Access {
    return read('identityCredentialSecretArn', this.#identityCredential);
  }

  get readQuoteKey(): Access {
    return read('quoteKeySecretArn', this.quoteKey);
  }

  get readDealerCredential(): Access {
    return read('dealerCredentialSecretArn', this.#dealerCredential);
  }

  get readBankCredential(): Access {
    return read('bankCredentialSecretArn', this.#bankCredential);
  }
}

const read = (name: keyof typeof env, from: Secret): Access => ({
  env: { [name]: from.secretArn },
  allow: [{ actions: ['secretsmanager:GetSecretValue'], resources: [from.secretArn] }],
});

const secret = (
  scope: Construct,
  id: string,
  config: StageConfig,
  name: string,
  generateStringKey: string,
) => {
  const made = new Secret(scope, id, {
    secretName: `assay/${config.stage}/${name}`,
    // Letters and digits, a multiple of four of them: also valid base64, which a webhook secret must be.
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey,
      passwordLength: 44,
      excludePunctuation: true,
    },
    removalPolicy: config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  Validations.of(made).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'A partner issues the value, which changes in step with the partner (see the runbook), or another stack rotates it.',
  });
  return made;
};
