import type { ComponentChildren } from 'preact';
import type { ApiProblem } from '../api/problem.ts';
import { signOf } from '../money/decimal.ts';
import { signedMoney } from '../money/format.ts';
import { Icon, type IconName } from './icon.tsx';

export const Card = ({
  title,
  aside,
  children,
  class: more = '',
}: {
  readonly title?: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly class?: string;
}) => (
  <section class={`card ${more}`} aria-label={title}>
    {title !== undefined && (
      <header class="card-head">
        <h2>{title}</h2>
        {aside}
      </header>
    )}
    {children}
  </section>
);

/** What went wrong with a whole action, read out as it appears. */
export const Trouble = ({ problem }: { readonly problem: ApiProblem | undefined }) => (
  <div role="alert" class="trouble-place">
    {problem !== undefined && <p class="trouble">{problem.message}</p>}
  </div>
);

export const Empty = ({
  icon,
  title,
  children,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}) => (
  <div class="empty">
    <Icon name={icon} />
    <p class="empty-title">{title}</p>
    {children}
  </div>
);

/** A place that is filled in a moment. */
export const Waiting = ({ lines = 3 }: { readonly lines?: number }) => (
  <div class="waiting" aria-busy="true">
    <span class="unseen">Loading…</span>
    {Array.from({ length: lines }, (_, line) => (
      <span class="waiting-line" key={line} />
    ))}
  </div>
);

const tones = { '-1': 'loss', '0': 'even', '1': 'gain' } as const;
const arrows = { '-1': '▼', '1': '▲' } as const;

/** A gain or a loss: by sign and arrow as well as by colour. */
export const Gain = ({
  amount,
  currency,
  percent,
}: {
  readonly amount: string;
  readonly currency?: string;
  readonly percent?: string | undefined;
}) => {
  const sign = signOf(amount);
  return (
    <span class={`number ${tones[sign]}`}>
      {sign !== 0 && (
        <span aria-hidden="true" class="gain-arrow">
          {arrows[sign]}
        </span>
      )}
      {signedMoney(amount, currency)}
      {percent !== undefined && <span class="gain-percent">{percent}</span>}
    </span>
  );
};

/** A name and a value, one below the other list of them. */
export const Facts = ({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ComponentChildren])[];
}) => (
  <dl class="facts">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd class="number">{value}</dd>
      </div>
    ))}
  </dl>
);

export const Button = ({
  children,
  busy = false,
  kind = 'plain',
  type = 'button',
  disabled = false,
  small = false,
  onClick,
}: {
  readonly children: ComponentChildren;
  readonly busy?: boolean;
  readonly small?: boolean;
  readonly kind?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  readonly onClick?: () => void;
}) => (
  <button
    type={type === 'submit' ? 'submit' : 'button'}
    class={`button button-${kind}${small ? ' button-small' : ''}`}
    aria-busy={busy}
    disabled={disabled}
    onClick={onClick}
  >
    {busy ? 'One moment…' : children}
  </button>
);

/** What there is, out of the total, as a bar that says so. */
export const Progress = ({
  label,
  part,
}: {
  readonly label: string;
  /** 0 to 100. */
  readonly part: number;
}) => (
  <progress class="progress" aria-label={label} max={100} value={Math.min(100, part)}>
    {part} %
  </progress>
);
