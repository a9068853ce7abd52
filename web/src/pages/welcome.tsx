import { useSignal } from '@preact/signals';
import { price } from '../live/state.ts';
import { pricePerGram } from '../money/format.ts';
import { Segments } from '../parts/fields.tsx';
import { Icon, Mark } from '../parts/icon.tsx';
import { SignInForm } from '../session/sign-in-form.tsx';
import { SignUpForm } from '../session/sign-up-form.tsx';
import { switchTheme, theme } from '../theme.ts';

const promises = [
  [
    'From a thousandth of a gram',
    'Buy for any amount, by weight or by money, at a price you see first.',
  ],
  ['Bars with serial numbers', 'Every gram is allocated from a bar that lies in the vault.'],
  ['Numbers with a proof', 'Each balance can be followed back to the events that make it up.'],
] as const;

/** For whoever is not signed in: what this is, and the way in. */
export const Welcome = () => {
  const mode = useSignal<'up' | 'in'>('up');
  const email = useSignal('');
  const now = price.value;
  return (
    <div class="welcome">
      <header class="welcome-top">
        <span class="brand">
          <Mark />
          <span>Assay</span>
        </span>
        <button
          type="button"
          class="icon-button"
          onClick={switchTheme}
          aria-label={theme.value === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
        >
          <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
        </button>
      </header>
      <main class="welcome-main">
        <div class="pitch">
          <h1>Own gold by the gram. Prove every number.</h1>
          <p class="pitch-price number" aria-live="off">
            {now === undefined ? '…' : pricePerGram(now.spot, now.currency)}
            <span class="pitch-unit">per gram of fine gold, now</span>
          </p>
          <ul class="promises">
            {promises.map(([title, text]) => (
              <li key={title}>
                <Icon name="check" />
                <div>
                  <h2>{title}</h2>
                  <p>{text}</p>
                </div>
              </li>
            ))}
          </ul>
        </div>
        <section class="card welcome-card" aria-label="Your account">
          <Segments
            label="New here, or not?"
            value={mode}
            options={[
              ['up', 'New account'],
              ['in', 'Sign in'],
            ]}
          />
          {mode.value === 'up' ? <SignUpForm email={email} /> : <SignInForm email={email} />}
        </section>
      </main>
    </div>
  );
};
