import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const sns = new SNSClient({ maxAttempts: 4 });

/** Sends a text message to a phone (E.164). */
export const sendTextMessage = async (phone: string, text: string): Promise<void> => {
  await sns.send(
    new PublishCommand({
      PhoneNumber: phone,
      Message: `Assay: ${text}`,
      // Delivered with the highest reliability, as codes and alerts are ("SMS message types", SNS developer guide).
      MessageAttributes: {
        'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
      },
    }),
  );
};
