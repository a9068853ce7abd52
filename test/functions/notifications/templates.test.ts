import { expect, it } from 'vitest';
import { rendered } from '../../../functions/notifications/templates.ts';

it('writes a letter as text and as HTML, and lets nobody’s name become either', () => {
  const { subject, text, html } = rendered({
    subject: 'Hello\r\nBcc: everybody@example.com',
    fullName: '<img src=x onerror=alert(1)> & "Ada"\n\nBuy now',
    paragraphs: ['It’s 5 < 6.', 'Second.'],
  });
  expect(subject).toBe('Hello Bcc: everybody@example.com');
  expect(text).toBe(
    'Hello <img src=x onerror=alert(1)> & "Ada" Buy now,\n\nIt’s 5 < 6.\n\nSecond.\n\nAssay',
  );
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Ada&quot; Buy now,');
  expect(html).toContain('<p>It’s 5 &lt; 6.</p><p>Second.</p>');
  expect(html).not.toContain('<img');
});
