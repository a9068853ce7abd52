import { qrModules } from './symbol.ts';

const quietZone = 4;

/** A text to be scanned, drawn here: nobody else learns what it says. */
export const QrCode = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const rows = qrModules(text);
  const size = rows.length + 2 * quietZone;
  const path = rows
    .flatMap((row, y) =>
      row.flatMap((dark, x) => (dark ? [`M${x + quietZone} ${y + quietZone}h1v1h-1z`] : [])),
    )
    .join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
};
