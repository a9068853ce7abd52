import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** A picture without its transparency: `pixels` has red, green and blue of each, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const channelsOf: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

const chunksOf = (file: Buffer): ReadonlyMap<string, Buffer> => {
  const chunks = new Map<string, Buffer>();
  for (let at = signature.length; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    chunks.set(type, Buffer.concat([chunks.get(type) ?? Buffer.alloc(0), data]));
    at += length + 12;
  }
  return chunks;
};

/** The predictor of PNG's fourth filter (PNG specification, 9.4). */
const paeth = (left: number, up: number, upLeft: number): number => {
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
};

const predicted = (filter: number, left: number, up: number, upLeft: number): number =>
  [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] ?? 0;

/** Rows as they were before they were filtered for compression. */
const unfiltered = (raw: Buffer, height: number, rowBytes: number, step: number): Uint8Array => {
  const rows = new Uint8Array(height * rowBytes);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x < step ? 0 : (rows[at - step] ?? 0);
      const up = y === 0 ? 0 : (rows[at - rowBytes] ?? 0);
      const upLeft = x < step || y === 0 ? 0 : (rows[at - rowBytes - step] ?? 0);
      rows[at] = (raw[y * (rowBytes + 1) + 1 + x] ?? 0) + predicted(filter, left, up, upLeft);
    }
  }
  return rows;
};

/** Reads what a browser draws: eight bits a channel, not interlaced. Throws on any other file. */
export const readPng = (file: Buffer): Picture => {
  const chunks = chunksOf(file);
  const header = chunks.get('IHDR');
  const [width = 0, height = 0] = [header?.readUInt32BE(0), header?.readUInt32BE(4)];
  const channels = channelsOf[header?.[9] ?? 0];
  if (header?.[8] !== 8 || channels === undefined || header[12] !== 0)
    throw new Error('not a picture as browsers draw it');
  const raw = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const rows = unfiltered(raw, height, width * channels, channels);
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++)
    pixels.set(rows.subarray(at * channels, at * channels + 3), at * 3);
  return { width, height, pixels };
};

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** Writes a picture of at most 256 colours: `palette` has red, green and blue of each, `indices` one byte a pixel. */
export const indexedPng = (
  { width, height }: Picture,
  palette: Uint8Array,
  indices: Uint8Array,
): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
