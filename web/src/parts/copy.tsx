import { useSignal } from '@preact/signals';
import { Icon } from './icon.tsx';
import { say } from './toast.tsx';

const shownMs = 2_000;

/** A text to be used elsewhere, with a button that copies it. */
export const Copyable = ({
  label,
  shown,
  text,
}: {
  readonly label: string;
  /** As it reads well; `text` is what is copied. */
  readonly shown: string;
  readonly text: string;
}) => {
  const copied = useSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say(`${label} copied.`);
    } catch {
      say(`Select the ${label.toLowerCase()} to copy it.`);
      return;
    }
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, shownMs);
  };
  return (
    <div class="copyable">
      <span class="copyable-label">{label}</span>
      <span class="copyable-text number">{shown}</span>
      <button type="button" class="copy" onClick={copy} aria-label={`Copy ${label.toLowerCase()}`}>
        <Icon name={copied.value ? 'check' : 'copy'} />
        <span>{copied.value ? 'Copied' : 'Copy'}</span>
      </button>
    </div>
  );
};
