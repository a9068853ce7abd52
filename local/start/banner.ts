import { demoPassword, demoPeople } from '../sandbox/people.ts';

/** What somebody who just started it wants to know. */
export const banner = (url: string, seconds: string): string => {
  const [customer] = demoPeople;
  const login = JSON.stringify({ email: customer?.email, password: demoPassword });
  return `
Assay is ready, after ${seconds} s.

  Open          ${url}

  API           ${url}/v1           described at ${url}/v1/openapi.json
  Bank webhook  ${url}/bank/webhook
  Sandbox       ${url}/_local       bank, market, mailbox, clock and meter

  Demo people, who exist here only, all with the password ${demoPassword}:
    ${demoPeople.map(({ email }) => email).join('  ')}

  Log in:
    curl -s ${url}/v1/sessions -H 'content-type: application/json' -d '${login}'

  The world is kept in .local/; "npm start -- --fresh" begins a new one. Ctrl-C ends.
`;
};
