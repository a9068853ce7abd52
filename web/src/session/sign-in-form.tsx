import { type Signal, useSignal } from '@preact/signals';
import { useAction } from '../parts/action.ts';
import { Button, Trouble } from '../parts/basics.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { answerChallenge, signIn } from './session.ts';

const codePattern = /^\d{6}$/;

/** The one-time code that an account with a second factor asks for. */
const CodeForm = ({ email, challenge }: { readonly email: string; readonly challenge: string }) => {
  const code = useSignal('');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const digits = code.value.replaceAll(/\s/g, '');
  const wrong =
    tried.value && !codePattern.test(digits)
      ? 'The six digits that your app shows now.'
      : undefined;
  return (
    <Form
      tried={tried}
      send={() => {
        if (codePattern.test(digits)) void run(() => answerChallenge(email, digits, challenge));
      }}
    >
      <Field
        label="One-time code"
        value={code}
        wrong={wrong}
        hint="From your authenticator app."
        autocomplete="one-time-code"
        inputMode="numeric"
      />
      <Trouble problem={problem.value} />
      <Button type="submit" kind="main" busy={busy.value}>
        Confirm
      </Button>
    </Form>
  );
};

/** Signing in, on the first page and over any other. */
export const SignInForm = ({
  email,
  fixedEmail = false,
}: {
  readonly email: Signal<string>;
  readonly fixedEmail?: boolean;
}) => {
  const password = useSignal('');
  const tried = useSignal(false);
  const challenge = useSignal<string | undefined>(undefined);
  const { busy, problem, run } = useAction();
  if (challenge.value !== undefined)
    return <CodeForm email={email.value.trim()} challenge={challenge.value} />;
  const submit = async () => {
    const asked = await signIn(email.value.trim(), password.value);
    challenge.value = asked?.session;
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if (email.value.trim() !== '' && password.value !== '') void run(submit);
      }}
    >
      <Field
        label="E-mail"
        value={email}
        type="email"
        autocomplete="username"
        inputMode="email"
        readonly={fixedEmail}
        wrong={tried.value && email.value.trim() === '' ? 'Your e-mail address.' : undefined}
      />
      <Field
        label="Password"
        value={password}
        type="password"
        autocomplete="current-password"
        wrong={tried.value && password.value === '' ? 'Your password.' : undefined}
      />
      <Trouble problem={problem.value} />
      <Button type="submit" kind="main" busy={busy.value}>
        Sign in
      </Button>
    </Form>
  );
};
