import { useSignal } from '@preact/signals';
import { type AnswerOf, call } from '../api/client.ts';
import { useAction } from '../parts/action.ts';
import { Button, Card, Trouble, Waiting } from '../parts/basics.tsx';
import { Field } from '../parts/fields.tsx';
import { Form } from '../parts/form.tsx';
import { useLoaded } from '../parts/loaded.ts';
import { say } from '../parts/toast.tsx';

type Preferences = AnswerOf<'GET /v1/notifications/preferences'>;
type Channel = Preferences['channels'][number];

const channels: readonly (readonly [Channel, string])[] = [
  ['email', 'By e-mail'],
  ['sms', 'By text message'],
];

/** A number as people write it, as the API takes it: `+353 86 123-4567`, `00353…`. */
const phoneIn = (typed: string): string => typed.replaceAll(/[\s()./-]/g, '').replace(/^00/, '+');

const wrongPhone = (phone: string, wanted: boolean): string | undefined => {
  if (phone === '') return wanted ? 'Text messages need a number.' : undefined;
  return /^\+[1-9]\d{6,14}$/.test(phone)
    ? undefined
    : 'Begin with + and the country, as in +353 86 123 4567.';
};

const PreferencesForm = ({ known }: { readonly known: Preferences }) => {
  const chosen = useSignal<readonly Channel[]>(known.channels);
  const typed = useSignal(known.phone ?? '');
  const tried = useSignal(false);
  const { busy, problem, run } = useAction();
  const phone = phoneIn(typed.value);
  const wrong = wrongPhone(phone, chosen.value.includes('sms'));
  const save = async () => {
    await call('PUT /v1/notifications/preferences', {
      body: { channels: [...chosen.value], ...(phone === '' ? {} : { phone }) },
    });
    tried.value = false;
    say('Saved.');
  };
  return (
    <Form
      tried={tried}
      send={() => {
        if (wrong === undefined) void run(save);
      }}
    >
      <fieldset class="checks">
        <legend class="soft">
          How we tell you what happens. What concerns your security is always sent.
        </legend>
        {channels.map(([channel, label]) => (
          <label key={channel} class="check">
            <input
              type="checkbox"
              checked={chosen.value.includes(channel)}
              onChange={(event) => {
                const rest = chosen.value.filter((each) => each !== channel);
                chosen.value = event.currentTarget.checked ? [...rest, channel] : rest;
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <Field
        label="Phone for text messages"
        value={typed}
        autocomplete="tel"
        wrong={tried.value ? (wrong ?? problem.value?.fields.get('phone')) : undefined}
      />
      <Trouble problem={problem.value?.fields.size === 0 ? problem.value : undefined} />
      <Button type="submit" busy={busy.value}>
        Save
      </Button>
    </Form>
  );
};

const loadPreferences = () => call('GET /v1/notifications/preferences');

/** By which ways the person is told. */
export const PreferencesCard = () => {
  const { value, problem } = useLoaded(loadPreferences);
  return (
    <Card title="Notifications">
      <Trouble problem={problem.value} />
      {value.value === undefined ? (
        problem.value === undefined && <Waiting />
      ) : (
        <PreferencesForm known={value.value} />
      )}
    </Card>
  );
};
