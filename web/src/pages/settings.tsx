import { useSignal } from '@preact/signals';
import { call } from '../api/client.ts';
import { me } from '../live/state.ts';
import { day } from '../money/format.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Facts, Trouble, Waiting } from '../parts/basics.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { say } from '../parts/toast.tsx';
import { goTo } from '../router.ts';
import { groups, signOut } from '../session/session.ts';
import { PageTitle } from '../shell/shell.tsx';
import { MfaCard } from './mfa.tsx';
import { PreferencesCard } from './preferences.tsx';
import { Status } from './transaction-list.tsx';

const Profile = () => {
  const profile = me.value;
  const roles = groups.value.filter((group) => group !== 'customer');
  return (
    <Card title="You">
      {profile === undefined ? (
        <Waiting />
      ) : (
        <Facts
          facts={[
            ['Name', profile.fullName],
            ['E-mail', profile.email],
            ['Country', profile.country],
            ['Identity', <Status key="kyc" status={profile.kycStatus} />],
            ['Customer since', day(profile.registeredAt)],
            ...(roles.length === 0 ? [] : [['Roles', roles.join(', ')] as const]),
          ]}
        />
      )}
    </Card>
  );
};

const EraseForm = () => {
  const typed = useSignal('');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const email = me.value?.email ?? '';
  const agreed = typed.value.trim() === email;
  const erase = async () => {
    await call('DELETE /v1/me');
    say('Your personal data is being erased.');
    goTo('/');
    await signOut();
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if (agreed) void run(erase);
      }}
    >
      <p>
        The key to your name, address and accounts is destroyed, and nobody can read them again.
        What the law requires us to keep is kept without your name. This cannot be undone.
      </p>
      <Field
        label={`Type ${email} to confirm`}
        value={typed}
        wrong={tried.value && !agreed ? 'It is not the same.' : undefined}
      />
      <Trouble problem={problem.value} />
      <Button type="submit" kind="danger" busy={busy.value}>
        Erase my data
      </Button>
    </Form>
  );
};

const Erasure = () => {
  const open = useSignal(false);
  return (
    <Card title="Leaving">
      <p>You may have your personal data erased once you hold neither gold nor money here.</p>
      <Button
        kind="danger"
        onClick={() => {
          open.value = true;
        }}
      >
        Erase my data…
      </Button>
      {open.value && (
        <Dialog
          title="Erase your data"
          onClose={() => {
            open.value = false;
          }}
        >
          <EraseForm />
        </Dialog>
      )}
    </Card>
  );
};

export const Settings = () => (
  <>
    <PageTitle title="Settings" />
    <div class="columns columns-even">
      <Profile />
      <MfaCard />
      <PreferencesCard />
      <Erasure />
    </div>
  </>
);
