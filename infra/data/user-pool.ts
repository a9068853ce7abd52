import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  UserPool as CognitoUserPool,
  Mfa,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { groups } from '../../domain/shared/names.ts';
import type { StageConfig } from '../config.ts';
import type { Access } from '../shared/access.ts';
import { nameOf } from '../shared/platform.ts';

/** Who may log in. The user name is the user's id; the e-mail address is an alias to log in with. */
export class UserPool extends Construct {
  readonly pool: CognitoUserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, config: StageConfig) {
    super(scope, 'UserPool');
    this.pool = userPool(this, config);
    this.client = this.pool.addClient('Client', {
      authFlows: { userPassword: true },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(30),
      disableOAuth: true,
    });
    for (const groupName of groups) {
      new CfnUserPoolGroup(this, `Group-${groupName}`, {
        userPoolId: this.pool.userPoolId,
        groupName,
      });
    }
    Validations.of(this.pool).acknowledge(
      {
        id: 'AwsSolutions-COG2',
        reason: 'Customers choose TOTP; withdrawals and payees ask for it again, whoever they are.',
      },
      {
        id: 'AwsSolutions-COG8',
        reason:
          'The Plus plan costs per user; throttled routes and TOTP stand until risk asks for it.',
      },
    );
  }

  /** Rights to administer users. */
  mayAdminister(...operations: readonly string[]): Access {
    return {
      env: { userPoolId: this.pool.userPoolId },
      allow: [
        {
          actions: operations.map((operation) => `cognito-idp:${operation}`),
          resources: [this.pool.userPoolArn],
        },
      ],
    };
  }

  /** The client through which people log in; its operations carry the person's own proof and need no right of ours. */
  get logIn(): Access {
    return { env: { userPoolClientId: this.client.userPoolClientId } };
  }
}

const userPool = (scope: Construct, config: StageConfig) =>
  new CognitoUserPool(scope, 'Pool', {
    userPoolName: nameOf(config, 'users'),
    signInAliases: { username: true, email: true },
    signInCaseSensitive: false,
    selfSignUpEnabled: false,
    standardAttributes: { email: { required: true, mutable: true } },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      passwordHistorySize: 5,
      tempPasswordValidity: Duration.days(1),
    },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    deletionProtection: true,
    removalPolicy: config.removal === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
