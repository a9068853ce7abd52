/** A mail as it is written, before it is for anybody. */
export interface Letter {
  readonly subject: string;
  readonly fullName: string;
  readonly paragraphs: readonly string[];
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it. */
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? character);

/** Names and reasons come from people: what breaks a line there must not begin another here. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const signature = 'Assay';

/** The same letter as text and as HTML. */
export const rendered = ({ subject, fullName, paragraphs }: Letter) => {
  const lines = [`Hello ${oneLine(fullName)},`, ...paragraphs.map(oneLine), signature];
  const body = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  return {
    subject: oneLine(subject),
    text: lines.join('\n\n'),
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(oneLine(subject))}</title></head><body style="font-family:Georgia,serif;max-width:34rem;margin:2rem auto;line-height:1.5;color:#1b1b1f">${body}</body></html>`,
  };
};
