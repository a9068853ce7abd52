import { type Protocol, textOf, type WireResponse } from './message.ts';
import { xmlOf } from './xml.ts';

type Node = { [key: string]: string | Node };

const isNode = (value: string | Node | undefined): value is Node => typeof value === 'object';

/** `{ entry: { 1: { Name, Value } } }` becomes a map, `{ member: { 1: … } }` a list, anything else stays. */
const collapse = (node: string | Node): unknown => {
  if (!isNode(node)) return node;
  const { entry, member } = node;
  const inOrder = (items: Node) =>
    Object.keys(items)
      .sort((a, b) => Number(a) - Number(b))
      .map((key) => items[key] as string | Node);
  if (isNode(member)) return inOrder(member).map(collapse);
  if (isNode(entry))
    return Object.fromEntries(
      inOrder(entry).map((item) => {
        const { Name, key, Value, value } = item as Node;
        return [String(Name ?? key), collapse(Value ?? value ?? '')];
      }),
    );
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, collapse(value)]));
};

const inputOf = (form: URLSearchParams): unknown => {
  const root: Node = {};
  for (const [path, value] of form) {
    if (path === 'Action' || path === 'Version') continue;
    const keys = path.split('.');
    const last = keys.pop() as string;
    let at = root;
    for (const key of keys) {
      const next = at[key];
      const child = isNode(next) ? next : {};
      at[key] = child;
      at = child;
    }
    at[last] = value;
  }
  return collapse(root);
};

/** The query protocol (SNS): a form in, XML out. */
export const queryXml: Protocol = ({ host, body, headers }) => {
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = new URLSearchParams(textOf(body));
  const operation = form.get('Action');
  if (operation === null) return undefined;
  const write = (status: number, text: string): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml' },
    body: text,
  });
  return {
    service: host.slice(0, host.indexOf('.')),
    operation,
    input: inputOf(form),
    answer: (output) =>
      write(
        200,
        `<${operation}Response><${operation}Result>${xmlOf(output)}</${operation}Result></${operation}Response>`,
      ),
    fail: ({ status, code, message, fields }) =>
      write(
        code === 'AccessDeniedException' ? 403 : status,
        `<ErrorResponse>${xmlOf({ Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message, ...fields } })}</ErrorResponse>`,
      ),
  };
};
