// Small files of one's own, made in memory: tables, IDX arrays, pictures.
//
// What the page makes of them is left to data.spec.ts.

import { crc32, deflateSync } from 'node:zlib';

/** A file as `setInputFiles` takes it. */
export interface OwnFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A file of these bytes, or of this text. */
export function file(name: string, content: Buffer | string): OwnFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
}

/** 60 points of three coordinates about three centres, with the number of the centre as their label. */
export function table(): string {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const label = (i % 3) + 1;
    const at = (factor: number) => (10 * label * factor + Math.sin(i * factor)).toFixed(3);
    return `${at(1)},${at(0.7)},${at(-1.3)},${label}`;
  });
  return `x,y,z,label\n${rows.join('\n')}\n`;
}

/** An IDX array of bytes that count up, as long as the shape says or otherwise; `modulus` limits them. */
export function idx(shape: number[], modulus = 251, nValues = shape.reduce((product, size) => product * size, 1)): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  shape.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, Buffer.from(Array.from({ length: nValues }, (_, i) => (i * 7) % modulus))]);
}

/** A square PNG, 8-bit RGB: a slope of colour that depends on `tone`. */
export function png(side: number, tone: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Bits a channel, RGB; compression, filter and interlacing have no choice or are not wanted.
  header.set([8, 2, 0, 0, 0], 8);
  const line = (y: number) => [0, ...Array.from({ length: 3 * side }, (_, x) => (x * 3 + y * tone) % 256)];
  const lines = Buffer.from(Array.from({ length: side }, (_, y) => line(y)).flat());
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
