import { useSignal } from '@preact/signals';
import { Dialog } from '../parts/dialog.tsx';
import { askedAgain, declineAgain, session } from './session.ts';
import { SignInForm } from './sign-in-form.tsx';

const why = {
  ended: 'Your session has ended. Sign in to go on where you are; nothing that you typed is lost.',
  fresh: 'This moves money, so we ask once more who you are.',
} as const;

/** Asks for a new sign-in over the page that somebody is on. */
export const AgainDialog = () => {
  const email = useSignal(session.peek()?.email ?? '');
  const asked = askedAgain.value;
  if (asked === undefined) return null;
  email.value = session.peek()?.email ?? '';
  return (
    <Dialog
      title="Sign in again"
      onClose={() => {
        if (askedAgain.peek() !== undefined) declineAgain();
      }}
    >
      <p class="lead">{why[asked]}</p>
      <SignInForm email={email} fixedEmail />
    </Dialog>
  );
};
