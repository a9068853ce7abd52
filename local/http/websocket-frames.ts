/** "WebSocket frame size", quotas of WebSocket APIs. */
const frameBytesMax = 32 * 1024;

const shortBytes = 2;
const maskBytes = 4;
/** A length of 126 or 127 says that the true one follows in so many bytes (RFC 6455, 5.2). */
const longBytes: Readonly<Record<number, number>> = { 126: 2, 127: 8 };

const lengthAt = (header: Buffer, bytes: number): number => {
  if (bytes === 0) return header.readUInt8(1) & 0x7f;
  return bytes === 2 ? header.readUInt16BE(2) : Number(header.readBigUInt64BE(2));
};

/** Reads a client's bytes beside whoever decodes them; answers whether a frame was longer than API Gateway takes. */
export const createFrameWatch = (): ((chunk: Buffer) => boolean) => {
  let header = Buffer.alloc(0);
  let payloadLeft = 0;
  let tooLong = false;
  return (chunk) => {
    let at = 0;
    while (!tooLong && at < chunk.length) {
      const skipped = Math.min(payloadLeft, chunk.length - at);
      payloadLeft -= skipped;
      at += skipped;
      if (at === chunk.length) break;
      header = Buffer.concat([header, chunk.subarray(at, at + 1)]);
      at += 1;
      if (header.length < shortBytes) continue;
      const long = longBytes[header.readUInt8(1) & 0x7f] ?? 0;
      if (header.length < shortBytes + long + maskBytes) continue;
      payloadLeft = lengthAt(header, long);
      header = Buffer.alloc(0);
      tooLong = payloadLeft > frameBytesMax;
    }
    return tooLong;
  };
};
