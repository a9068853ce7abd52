import { indexedPng, type Picture, readPng } from './png.ts';

interface Shade {
  /** Red, green and blue, as one number. */
  readonly colour: number;
  readonly count: number;
}

const coloursMax = 256;
const channels: readonly number[] = [16, 8, 0];

const shadesOf = ({ pixels }: Picture): readonly Shade[] => {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].map(([colour, count]) => ({ colour, count }));
};

const part = (colour: number, channel: number): number => (colour >> channel) & 255;

interface Box {
  readonly shades: readonly Shade[];
  /** The channel in which its shades lie furthest apart. */
  readonly channel: number;
  /** How much one shade in the place of all of them would be seen. */
  readonly weight: number;
}

const boxOf = (shades: readonly Shade[]): Box => {
  const spreads = channels.map((channel) => {
    const parts = shades.map(({ colour }) => part(colour, channel));
    const spread = parts.reduce((a, b) => Math.max(a, b)) - parts.reduce((a, b) => Math.min(a, b));
    return { channel, spread };
  });
  const [widest] = spreads.toSorted((a, b) => b.spread - a.spread);
  const all = shades.reduce((sum, { count }) => sum + count, 0);
  // A shadow's few shades cover much, and text's many little: the root lets neither take all colours.
  return { shades, channel: widest?.channel ?? 0, weight: (widest?.spread ?? 0) * Math.sqrt(all) };
};

/** The middle of a box, by how often each of its shades is there. */
const meanOf = ({ shades }: Box): number => {
  const all = shades.reduce((sum, { count }) => sum + count, 0);
  return channels.reduce((colour, channel) => {
    const sum = shades.reduce(
      (total, shade) => total + part(shade.colour, channel) * shade.count,
      0,
    );
    return colour | (Math.round(sum / all) << channel);
  }, 0);
};

const halves = ({ shades, channel }: Box): readonly Box[] => {
  const sorted = shades.toSorted((a, b) => part(a.colour, channel) - part(b.colour, channel));
  const middle = sorted.length >> 1;
  return [boxOf(sorted.slice(0, middle)), boxOf(sorted.slice(middle))];
};

/** At most 256 boxes of shades that lie close together (median cut, Heckbert 1982). */
const boxesOf = (shades: readonly Shade[]): readonly Box[] => {
  const boxes = [boxOf(shades)];
  while (boxes.length < coloursMax) {
    boxes.sort((a, b) => b.weight - a.weight);
    const [heaviest] = boxes;
    if (heaviest === undefined || heaviest.weight === 0) return boxes;
    boxes.splice(0, 1, ...halves(heaviest));
  }
  return boxes;
};

/** A screenshot with 256 colours in the place of all: two fifths of its bytes, and hardly a difference to the eye. */
export const compressed = (png: Buffer): Buffer => {
  const picture = readPng(png);
  const boxes = boxesOf(shadesOf(picture));
  const palette = new Uint8Array(boxes.length * 3);
  const indexOf = new Map<number, number>();
  for (const [index, box] of boxes.entries()) {
    const mean = meanOf(box);
    palette.set(
      channels.map((channel) => part(mean, channel)),
      index * 3,
    );
    for (const { colour } of box.shades) indexOf.set(colour, index);
  }
  const { pixels } = picture;
  const indices = new Uint8Array(pixels.length / 3);
  for (let at = 0; at < indices.length; at++) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at * 3, at * 3 + 3);
    indices[at] = indexOf.get((red << 16) | (green << 8) | blue) ?? 0;
  }
  return indexedPng(picture, palette, indices);
};
