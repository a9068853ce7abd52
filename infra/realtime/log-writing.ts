import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** What API Gateway asks of the role before it takes it ("Permissions for CloudWatch logging", developer guide). */
const actions = [
  'CreateLogGroup',
  'CreateLogStream',
  'DescribeLogGroups',
  'DescribeLogStreams',
  'FilterLogEvents',
  'GetLogEvents',
  'PutLogEvents',
].map((action) => `logs:${action}`);

/** An HTTP API writes its log by itself; a WebSocket API needs a role for it, one for the whole account and region. */
export class LogWriting extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    });
    const logGroups = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    role.addToPolicy(new PolicyStatement({ actions, resources: [logGroups] }));
    Validations.of(role.node.findChild('DefaultPolicy')).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:aws:logs:${Stack.of(this).region}:<AWS::AccountId>:log-group:*]`,
      reason: 'API Gateway takes the role for every log group of the account, or not at all.',
    });
    new CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn }).node.addDependency(role);
  }
}
