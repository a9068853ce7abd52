import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { eventsOf } from '../ledger/bus.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** What people are told by mail. */
export class Notifications extends Construct {
  constructor(scope: Construct, { platform, data, ledger }: Parts) {
    super(scope, 'Notifications');
    const { keys, tables } = data;
    const { mail } = platform.config;
    const sendMail: Access = {
      env: { mailFrom: mail.from },
      allow: [
        {
          actions: ['ses:SendEmail'],
          resources: [
            Stack.of(this).formatArn({
              service: 'ses',
              resource: 'identity',
              resourceName: mail.domain,
            }),
          ],
          conditions: { StringEquals: { 'ses:FromAddress': mail.from } },
        },
      ],
    };
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'notifications/send-welcome-email',
      pattern: eventsOf('user', 'UserRegistered'),
      access: [
        sendMail,
        tables.events.may('Query', 'GetItem', 'PutItem'),
        tables.personKeys.may('GetItem'),
        keys.readPersonalData,
      ],
    });
    new Subscriber(this, platform, {
      bus: ledger.bus.bus,
      handler: 'notifications/send-alert-email',
      pattern: eventsOf('alert', 'PriceAlertTriggered'),
      access: [
        sendMail,
        tables.events.may('Query'),
        tables.guards.may('GetItem', 'PutItem'),
        tables.personKeys.may('GetItem'),
        keys.readPersonalData,
      ],
    });
  }
}
