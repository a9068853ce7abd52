/**
 * Resource types that change nothing about what the platform does for a caller: monitoring, protection, deployment.
 * A trailing `*` stands for every type below it. What is neither here nor known by `resource-kinds.ts` is refused.
 */
const INERT = [
  'AWS::CDK::Metadata',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::CloudWatch::*',
  'AWS::Logs::*',
  'AWS::XRay::*',
  'AWS::Oam::*',
  'AWS::RUM::*',
  'AWS::Synthetics::*',
  'AWS::WAFv2::*',
  'AWS::Backup::*',
  'AWS::Budgets::*',
  'AWS::CE::*',
  'AWS::CloudTrail::*',
  'AWS::GuardDuty::*',
  'AWS::CodeDeploy::*',
  'AWS::ApplicationAutoScaling::*',
  'AWS::Athena::*',
  'AWS::Glue::*',
  'AWS::CertificateManager::*',
  'AWS::Route53::*',
  'AWS::CloudFront::*',
  'AWS::ResourceGroups::*',
  'AWS::Events::Archive',
  'AWS::EventSchemas::*',
  'AWS::ApiGateway::Account',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment',
  'AWS::Cognito::LogDeliveryConfiguration',
  'AWS::S3::BucketPolicy',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::RotationSchedule',
  'Custom::S3AutoDeleteObjects',
  'Custom::LogRetention',
] as const;

/** Whether a type may be passed over: it declares monitoring, protection or deployment only. */
export const isInert = (type: string): boolean =>
  INERT.some((each) => (each.endsWith('*') ? type.startsWith(each.slice(0, -1)) : type === each));
