import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { derivedSource, noticedEvents } from '../../domain/shared/names.ts';
import { eventsOf } from '../ledger/bus.ts';
import type { Access } from '../shared/access.ts';
import type { Parts } from '../shared/context.ts';
import { endpoint } from '../shared/endpoint.ts';
import { Subscriber } from '../shared/subscriber.ts';

/** What people are told of. Gold out of a lot is news where it came by a pool: a purchase has an event of its own. */
const noticed = {
  source: ['assay.user', 'assay.wallet', 'assay.participation', 'assay.alert', derivedSource],
  detailType: [...noticedEvents],
  detail: { eventData: { source: ['pool', { exists: false }] } },
};

/** What people are told in the app, by mail and by text message. */
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
      handler: 'notifications/notify',
      pattern: noticed,
      access: [
        sendMail,
        // A text to a phone has no resource that a policy could name.
        { allow: [{ actions: ['sns:Publish'], resources: ['*'] }] },
        { env: { currency: platform.config.currency } },
        tables.notifications.may('PutItem', 'UpdateItem'),
        tables.connections.may('Query'),
        ledger.bus.mayPublish,
        tables.events.may('Query'),
        tables.personKeys.may('GetItem'),
        keys.readPersonalData,
      ],
    }).ignoreReplays();
    this.#ask(platform, data);
  }

  /** What one was told, and by which ways one wants to be. */
  #ask(platform: Parts['platform'], { tables, keys }: Parts['data']) {
    const read = { throttle: 'read' } as const;
    const route = '/v1/notifications';
    const open = [
      tables.events.may('Query'),
      tables.personKeys.may('GetItem'),
      keys.readPersonalData,
    ];
    endpoint(
      this,
      platform,
      `GET ${route}`,
      'notifications/list-notifications',
      read,
      tables.notifications.may('GetItem', 'Query'),
    );
    endpoint(
      this,
      platform,
      `POST ${route}/reads`,
      'notifications/mark-notifications-read',
      read,
      tables.notifications.may('UpdateItem'),
    );
    endpoint(
      this,
      platform,
      `GET ${route}/preferences`,
      'notifications/get-preferences',
      read,
      ...open,
    );
    endpoint(
      this,
      platform,
      `PUT ${route}/preferences`,
      'notifications/change-preferences',
      read,
      ...open,
      tables.events.may('GetItem', 'PutItem'),
    );
  }
}
