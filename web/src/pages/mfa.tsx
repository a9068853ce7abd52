import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Trouble } from '../parts/basics.tsx';
import { Copyable } from '../parts/copy.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { say } from '../parts/toast.tsx';
import { QrCode } from '../qr/qr-code.tsx';
import { session } from '../session/session.ts';

const inFours = (secret: string) => secret.replaceAll(/(.{4})(?=.)/g, '$1 ');

/** The key URI that authenticator apps read ("Key Uri Format", google-authenticator wiki). */
const keyUri = (email: string, secret: string): string =>
  `otpauth://totp/Assay:${encodeURIComponent(email)}?secret=${secret}&issuer=Assay`;

const Enrol = ({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) => {
  const code = useSignal('');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const digits = code.value.replaceAll(/\s/g, '');
  const verify = async () => {
    await call('POST /v1/me/mfa/verify', { body: { code: digits } });
    say('Two-step sign-in is on.');
    onDone();
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if (/^\d{6}$/.test(digits)) void run(verify);
      }}
    >
      <div class="enrol">
        <QrCode
          text={keyUri(session.peek()?.email ?? '', secret)}
          label="QR code for your authenticator app"
        />
        <div>
          <p>Scan this with your authenticator app, or type the secret into it.</p>
          <Copyable label="Secret" shown={inFours(secret)} text={secret} />
        </div>
      </div>
      <Field
        label="The six digits that it shows now"
        value={code}
        inputMode="numeric"
        autocomplete="one-time-code"
        wrong={tried.value && !/^\d{6}$/.test(digits) ? 'Six digits.' : undefined}
      />
      <Trouble problem={problem.value} />
      <Button type="submit" kind="main" busy={busy.value}>
        Turn it on
      </Button>
    </Form>
  );
};

/** A second factor for signing in. */
export const MfaCard = () => {
  const secret = useSignal<string | undefined>(undefined);
  const done = useSignal(false);
  const { busy, problem, run } = useAction();
  const begin = async () => {
    secret.value = (await call('POST /v1/me/mfa', { body: {} })).secret;
  };
  return (
    <Card title="Two-step sign-in">
      {done.value && <p>On. From now on, signing in asks for a code of your app as well.</p>}
      {!done.value && secret.value === undefined && (
        <>
          <p>With an authenticator app, a stolen password alone opens nothing.</p>
          <Trouble problem={problem.value} />
          <Button busy={busy.value} onClick={() => void run(begin)}>
            Set it up
          </Button>
        </>
      )}
      {!done.value && secret.value !== undefined && (
        <Enrol
          secret={secret.value}
          onDone={() => {
            done.value = true;
          }}
        />
      )}
    </Card>
  );
};
