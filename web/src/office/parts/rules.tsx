import { ruleInWords } from '../words.ts';

/** What screening rules found, one below the other. */
export const Rules = ({ rules }: { readonly rules: readonly string[] }) => (
  <ul class="hits">
    {rules.map((rule) => (
      <li key={rule}>{ruleInWords(rule)}</li>
    ))}
  </ul>
);
