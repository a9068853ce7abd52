import { type Signal, useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { call } from '../api/client.ts';
import { useAction } from '../parts/action.ts';
import { Button, Trouble } from '../parts/basics.tsx';
import { Choice, Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { countries, likelyCountry } from './countries.ts';
import { signIn } from './session.ts';

/** The password's rules as the API has them, with whether each is kept. */
const rulesOf = (password: string) =>
  [
    ['12 characters', password.length >= 12],
    ['a small letter', /[a-z]/.test(password)],
    ['a capital', /[A-Z]/.test(password)],
    ['a digit', /\d/.test(password)],
    ['a symbol', /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/.test(password)],
  ] as const;

const PasswordRules = ({ password }: { readonly password: string }) => (
  <span class="rules">
    {rulesOf(password).map(([rule, kept]) => (
      <span key={rule} class={kept ? 'rule rule-kept' : 'rule'}>
        <span aria-hidden="true">{kept ? '✓' : '·'}</span> {rule}
        {kept && <span class="unseen"> (done)</span>}
      </span>
    ))}
  </span>
);

const wrongEmail = (email: string) =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
    ? undefined
    : 'An address such as ada@example.com.';
const wrongPassword = (password: string) => {
  const missing = rulesOf(password).find(([, kept]) => !kept);
  return missing === undefined ? undefined : `It still needs ${missing[0]}.`;
};
const wrongName = (name: string) =>
  name.trim() === '' ? 'As your bank writes it: deposits are matched by it.' : undefined;

/** Opens an account and signs in with it. */
export const SignUpForm = ({ email }: { readonly email: Signal<string> }) => {
  const fullName = useSignal('');
  const password = useSignal('');
  const country = useSignal(useMemo(likelyCountry, []));
  const options = useMemo(countries, []);
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const wrong = {
    fullName: wrongName(fullName.value),
    email: wrongEmail(email.value),
    password: wrongPassword(password.value),
  };
  const shown = (field: keyof typeof wrong) =>
    problem.value?.fields.get(field) ?? (tried.value ? wrong[field] : undefined);
  const submit = async () => {
    const [address, secret] = [email.value.trim(), password.value];
    await call('POST /v1/users', {
      body: {
        email: address,
        password: secret,
        fullName: fullName.value.trim(),
        country: country.value,
      },
    });
    await signIn(address, secret);
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if (Object.values(wrong).every((why) => why === undefined)) void run(submit);
      }}
    >
      <Field label="Full name" value={fullName} autocomplete="name" wrong={shown('fullName')} />
      <Field
        label="E-mail"
        value={email}
        type="email"
        autocomplete="username"
        inputMode="email"
        wrong={shown('email')}
      />
      <Field
        label="Password"
        value={password}
        type="password"
        autocomplete="new-password"
        wrong={shown('password')}
        hint={<PasswordRules password={password.value} />}
      />
      <Choice label="Country" value={country} options={options} />
      <Trouble problem={problem.value?.fields.size === 0 ? problem.value : undefined} />
      <Button type="submit" kind="main" busy={busy.value}>
        Open an account
      </Button>
    </Form>
  );
};
