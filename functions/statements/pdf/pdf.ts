import { deflateSync } from 'node:zlib';
import { baseFonts, type FontName, widthOf } from './fonts.ts';
import { winAnsi } from './win-ansi.ts';

/** As much of PDF 1.7 (ISO 32000-1) as a page of text and rules needs. Lengths in points, from the bottom left. */
export interface TextOptions {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly font?: FontName;
  /** Where `x` is: the text's left end unless told. */
  readonly align?: 'left' | 'right';
  /** 0 is black, 1 is white. */
  readonly grey?: number;
  /** Text that is wider ends with an ellipsis. */
  readonly widthMax?: number;
}

/** One page's drawing operators. */
export interface Page {
  readonly text: (text: string, options: TextOptions) => void;
  readonly rule: (x: number, y: number, width: number, grey?: number) => void;
  readonly fill: (x: number, y: number, width: number, height: number, grey: number) => void;
  readonly operators: () => string;
}

const fontKeys: Readonly<Record<FontName, string>> = { regular: 'F1', bold: 'F2' };
const ellipsis = 0x85;

const number = (value: number): string => `${Number(value.toFixed(2))}`;

/** A hexadecimal string holds any byte and needs no escapes. */
const hex = (encoded: Uint8Array): string => `<${Buffer.from(encoded).toString('hex')}>`;

const fitted = (encoded: Uint8Array, font: FontName, size: number, widthMax: number) => {
  if (widthOf(encoded, font, size) <= widthMax) return encoded;
  let kept = encoded;
  while (kept.length > 0 && widthOf(Uint8Array.of(...kept, ellipsis), font, size) > widthMax)
    kept = kept.subarray(0, -1);
  return Uint8Array.of(...kept, ellipsis);
};

export const createPage = (): Page => {
  const operators: string[] = [];
  return {
    text: (text, { x, y, size, font = 'regular', align = 'left', grey = 0, widthMax }) => {
      const encoded = fitted(winAnsi(text), font, size, widthMax ?? Number.POSITIVE_INFINITY);
      const left = align === 'left' ? x : x - widthOf(encoded, font, size);
      operators.push(
        `${number(grey)} g BT /${fontKeys[font]} ${number(size)} Tf ${number(left)} ${number(y)} Td ${hex(encoded)} Tj ET`,
      );
    },
    rule: (x, y, width, grey = 0.75) => {
      operators.push(
        `${number(grey)} G 0.5 w ${number(x)} ${number(y)} m ${number(x + width)} ${number(y)} l S`,
      );
    },
    fill: (x, y, width, height, grey) => {
      operators.push(
        `${number(grey)} g ${number(x)} ${number(y)} ${number(width)} ${number(height)} re f`,
      );
    },
    operators: () => operators.join('\n'),
  };
};

interface DocumentOptions {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly pages: readonly Page[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

const dateOf = (instant: string): string => `(D:${instant.replaceAll(/\D/g, '').slice(0, 14)}Z)`;

const streamOf = (content: string): Buffer => {
  const data = deflateSync(Buffer.from(content, 'latin1'));
  return Buffer.concat([
    Buffer.from(`<< /Length ${data.length} /Filter /FlateDecode >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
};

const fontObject = (name: FontName): string =>
  `<< /Type /Font /Subtype /Type1 /BaseFont /${baseFonts[name]} /Encoding /WinAnsiEncoding >>`;

/** The objects of a document in the order of their numbers, which begin at 1. */
const objectsOf = ({ title, width, height, pages, createdAt }: DocumentOptions) => {
  const firstPage = 6;
  const pageNumber = (index: number) => firstPage + 2 * index;
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ');
  return [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 ${number(width)} ${number(height)}]
/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
    fontObject('regular'),
    fontObject('bold'),
    `<< /Title ${hex(winAnsi(title))} /Producer (Assay) /CreationDate ${dateOf(createdAt)} >>`,
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /Contents ${pageNumber(index) + 1} 0 R >>`,
      streamOf(page.operators()),
    ]),
  ].map((object) => Buffer.from(object));
};

/** The bytes of a document: header, objects, cross-reference table, trailer (ISO 32000-1, section 7.5). */
export const pdfOf = (options: DocumentOptions): Buffer => {
  // Bytes above 127 on the second line tell programs that this is no text.
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let offset = parts[0]?.length ?? 0;
  const offsets: number[] = [];
  for (const [index, object] of objectsOf(options).entries()) {
    const framed = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      object,
      Buffer.from('\nendobj\n'),
    ]);
    offsets.push(offset);
    offset += framed.length;
    parts.push(framed);
  }
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = offsets.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${offset}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
};
