import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { decode, encode } from 'fast-png';
import * as v from 'valibot';
import { afterAll, describe, expect, test } from 'vitest';
import { readSvg } from '@shared/certificateDesign/svg/svgImage';
import { certificateDesign } from '@shared/contract/certificateDesign';
import { designSettings } from '@shared/contract/designSettings';
import { checkImage, imageLoader, imagesFolderOf, keepImage } from '../../../electron/certificates/images/imageFiles';
import { loadDesign, plainDesign, saveDesign } from '../../../electron/certificates/designSettings';

const folders: string[] = [];
const freshFolder = (): string => {
  folders.push(fs.mkdtempSync(path.join(os.tmpdir(), 'champions-images-')));
  return folders.at(-1) as string;
};
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

const small = encode({ width: 6, height: 4, channels: 4, data: new Uint8Array(96).fill(130) });
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const svg = (inside: string, more = 'viewBox="0 0 100 50"'): Uint8Array => bytesOf(`<svg xmlns="http://www.w3.org/2000/svg" ${more}>${inside}</svg>`);
const square = '<path d="M0 0H10V10Z"/>';

/** A PNG of these chunks, with right sums. */
function png(...chunks: [string, Buffer][]): Uint8Array {
  const whole = chunks.map(([type, data]) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    let crc = 0xffffffff;
    for (const byte of body) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    }
    framed.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
    return framed;
  });
  return new Uint8Array(Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...whole]));
}
function head(width: number, height: number, depth = 8, colour = 0, interlace = 0): [string, Buffer] {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  [data[8], data[9], data[12]] = [depth, colour, interlace];
  return ['IHDR', data];
}
/** The rows of the seven pictures that an interlaced one is made of, unfiltered. */
function interlaced(width: number, height: number, depth: number, samples: number, value: (x: number, y: number, channel: number) => number): Buffer {
  const rows: Buffer[] = [];
  for (const [left, top, across, down] of [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const) {
    for (let y = top; y < height && left < width; y += down) {
      let bits = '';
      for (let x = left; x < width; x += across) for (let channel = 0; channel < samples; channel++) bits += value(x, y, channel).toString(2).padStart(depth, '0');
      rows.push(Buffer.from([0, ...(bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))]));
    }
  }
  return Buffer.concat(rows);
}
const end: [string, Buffer] = ['IEND', Buffer.alloc(0)];
const grey = (width: number, height: number): [string, Buffer] => ['IDAT', zlib.deflateSync(Buffer.alloc((width + 1) * height))];

/** Whatever comes: an image that can be drawn, or a sentence that begins with the file's name and says what to do. */
function takenOrTold(bytes: Uint8Array): boolean {
  try {
    const { width, height } = checkImage('a file.png', bytes);
    expect(width > 0 && height > 0).toBe(true);
    return true;
  } catch (error) {
    expect((error as Error).message).toMatch(/^a file\.png: .*(add it again|[Ss]ave|[Ss]implify)/);
    return false;
  }
}

describe('a PNG', () => {
  test('is taken, without what is said of who made it', () => {
    const { png: [first, ...rest] } = { png: [head(2, 2), ['tEXt', Buffer.from('Author\0Somebody')] as [string, Buffer], grey(2, 2), end] };
    const { bytes, id, width, height } = checkImage('logo.png', png(first as [string, Buffer], ...rest));
    expect([width, height, id.slice(-4)]).toEqual([2, 2, '.png']);
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('Somebody');
    expect(checkImage('other.png', png(head(2, 2), grey(2, 2), end)).id).toBe(id);
    for (const image of [small, encode({ width: 3, height: 3, channels: 1, depth: 8, data: new Uint8Array(9) })]) expect(takenOrTold(image)).toBe(true);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['interlaced, with fewer pixels than it says', png(head(5, 5, 8, 0, 1), grey(2, 2), end), /damaged/],
    ['interlaced in a way that nobody knows', png(head(2, 2, 8, 0, 2), grey(2, 2), end), /damaged/],
    ['animated', png(head(2, 2), ['acTL', Buffer.alloc(8)], grey(2, 2), end), /animated/],
    ['huge', png(head(30_000, 30_000), grey(2, 2), end), /25 million pixels/],
    ['heavy', new Uint8Array(4 * 1024 * 1024 + 1), /4 MB/],
    ['with more pixels than it says', png(head(2, 2), ['IDAT', zlib.deflateSync(Buffer.alloc(50_000_000))], end), /damaged/],
    ['with fewer', png(head(2, 2), grey(1, 1), end), /damaged/],
    ['of CMYK, as JPEG', Uint8Array.from([0xff, 0xd8, 0xff, 0xee]), /a JPEG.*Save it as PNG or SVG/],
    ['with a wrong sum', small.map((byte, at) => (at === 20 ? byte ^ 1 : byte)), /damaged/],
    ['empty', new Uint8Array(0), /empty/],
  ])('%s is refused with a sentence', (_what, bytes, sentence) => {
    expect(() => checkImage('seal.png', bytes)).toThrow(sentence);
    expect(() => checkImage('seal.png', bytes)).toThrow(/^seal\.png: /);
  });

  test('of 16 bits is kept with eight', () => {
    for (const channels of [1, 2, 3, 4] as const) {
      const data = Uint16Array.from({ length: 4 * channels }, (_, at) => (at % channels === 3 || (channels === 2 && at % 2 === 1) ? 65_535 : at * 4_000));
      const { bytes, width, height } = checkImage('logo.png', encode({ width: 2, height: 2, channels, depth: 16, data }));
      const image = decode(bytes);
      expect([width, height, image.depth, image.channels]).toEqual([2, 2, 8, 4]);
      expect([image.data[0], image.data[4], image.data[8]]).toEqual([0, 1, 2].map((pixel) => Math.round(((data[pixel * channels] as number) * 255) / 65_535)));
    }
  });

  test.each([[1, 0], [2, 0], [4, 0], [8, 0], [16, 0], [8, 2], [16, 2], [1, 3], [2, 3], [4, 3], [8, 3], [8, 4], [8, 6], [16, 6]])('interlaced, of %d bits and colour type %d, is kept with its rows in their order, every size', (depth, colour) => {
    const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour as 0];
    for (const [width, height] of [[1, 1], [2, 3], [5, 5], [9, 1], [1, 9], [13, 11]] as const) {
      const value = (x: number, y: number, channel: number): number => (x * 7 + y * 3 + channel * 5) % 2 ** Math.min(depth, 8) * (depth === 16 ? 257 : 1);
      const palette = Buffer.from(Array.from({ length: 768 }, (_, at) => (Math.floor(at / 3) * (at % 3 === 1 ? 3 : 1)) % 256));
      const file = png(head(width, height, depth, colour, 1), ...(colour === 3 ? [['PLTE', palette.subarray(0, 3 * 2 ** depth)] as [string, Buffer]] : []), ['IDAT', zlib.deflateSync(interlaced(width, height, depth, samples, value))], end);
      const { data, depth: kept } = decode(checkImage('logo.png', file).bytes);
      expect(kept).toBe(8);
      const most = 2 ** depth - 1;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const red = colour === 3 ? (palette[value(x, y, 0) * 3] as number) : Math.round((value(x, y, 0) * 255) / most);
          expect(Math.abs((data[(y * width + x) * 4] as number) - red)).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  test('of any bytes, cut anywhere, with any bit turned: taken or told', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void takenOrTold(bytes)));
    for (let length = 0; length < small.length; length++) expect(takenOrTold(small.slice(0, length))).toBe(false);
    fc.assert(fc.property(fc.integer({ min: 0, max: small.length * 8 - 1 }), (bit) => {
      const turned = small.slice();
      turned[bit >> 3] = (turned[bit >> 3] as number) ^ (1 << (bit & 7));
      takenOrTold(turned);
    }), { numRuns: 500 });
    // With right sums, so that what is behind them is reached.
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.uint8Array({ minLength: 13, maxLength: 13 }), fc.uint8Array({ maxLength: 30 }), (pixels, header, palette) => {
      takenOrTold(png(['IHDR', Buffer.from(header)], ['PLTE', Buffer.from(palette)], ['IDAT', Buffer.from(pixels)], end));
      takenOrTold(png(head(3, 2, 8, [0, 2, 3, 4, 6][(header[0] as number) % 5]), ['PLTE', Buffer.from(palette)], ['tRNS', Buffer.from(palette)], ['IDAT', zlib.deflateSync(Buffer.from(pixels))], end));
    }));
  });
});

describe('an SVG', () => {
  test('is read as what it draws: shapes, groups, colours and places', () => {
    const { width, height, shapes } = readSvg(new TextDecoder().decode(svg(
      '<title>A logo</title><g transform="translate(10,5) scale(2)" fill="#0b6b75" style="stroke: rgb(1,2,3); stroke-width:2"><rect x="1" y="2" width="3" height="4"/></g>' +
      '<circle cx="50" cy="25" r="10" fill="none" stroke="red"/><path d="m1 1l2,0 0-.5zM5 5a2 2 0 012 2q1 1 2 0t2 0s1 1 2 2" fill-rule="evenodd"/><polygon points="1,1 2,2 3,1"/><line x1="0" y1="0" x2="5" y2="5" stroke="#abc"/><path d="M0 0" display="none"/>',
      'viewBox="0 0 100 50"')));
    expect([width, height]).toEqual([100, 50]);
    expect(shapes[0]).toMatchObject({ fill: '#0B6B75', stroke: '#010203', strokeWidth: 4 });
    expect(shapes[0]?.segments.map(({ op, points }) => `${op}${points.join(',')}`)).toEqual(['M12,9', 'L18,9', 'L18,17', 'L12,17', 'Z']);
    expect(shapes[1]).toMatchObject({ fill: null, stroke: '#FF0000' });
    expect(shapes[1]?.segments.map(({ op }) => op).join('')).toMatch(/^MC+L?C+L?Z$/);
    // Half way around, an arc is a radius away from its middle.
    for (const { points } of shapes[1]?.segments.filter(({ op }) => op === 'C') ?? []) expect(Math.hypot((points[4] as number) - 50, (points[5] as number) - 25)).toBeCloseTo(10, 6);
    expect(shapes[2]?.segments.slice(0, 4).map(({ op, points }) => `${op}${points.join(',')}`)).toEqual(['M1,1', 'L3,1', 'L3,0.5', 'Z']);
    expect(shapes).toHaveLength(5);
    expect(takenOrTold(bytesOf(`\ufeff<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<svg width="10mm" height="5mm">${square}</svg>`))).toBe(true);
  });

  test.each<[RegExp, string]>([
    [/script/, `<script>alert(1)</script>${square}`],
    [/script/, '<path d="M0 0H10V10Z" onclick="alert(1)"/>'],
    [/script/, '<path d="M0 0H10V10Z" OnLoad="alert(1)"/>'],
    [/another image/, '<image href="https://example.org/x.png"/>'],
    [/another image/, '<image xlink:href="data:image/png;base64,AAAA"/>'],
    [/outside/, '<a href="https://example.org"><path d="M0 0H10V10Z"/></a>'],
    [/another kind/, '<foreignObject><body/></foreignObject>'],
    [/style sheet/, '<style>@import url(https://example.org/x.css);</style>'],
    [/gradients/, '<path style="fill:url(#g)" d="M0 0H1"/>'],
    [/gradients or patterns.*plain colours/, '<defs><linearGradient id="g"><stop stop-color="red"/></linearGradient></defs><path fill="url(#g)" d="M0 0H9V9Z"/>'],
    [/gradients or patterns.*plain colours/, '<radialGradient id="g"/><path d="M0 0H9V9Z"/>'],
    [/gradients or patterns.*plain colours/, '<defs><radialGradient id="g"/></defs><path style="stroke: url( #g )" d="M0 0H9V9Z"/>'],
    [/references/, '<g filter="url(https://example.org/f)"/>'],
    [/script/, `<svg:script xmlns:svg="http://www.w3.org/2000/svg">1</svg:script>${square}`],
    [/Turn text into paths/, '<text>WeGO</text>'],
    [/by reference/, '<use href="#a"/>'],
    [/script/, '<defs><script/></defs>'],
    [/see-through/, `<path d="M0 0H10V10Z" opacity=".5"/>`],
    [/paths cannot be read/, '<path d="M0 0 L nonsense"/>'],
    [/colour/, '<path fill="color-mix(in srgb, red, blue)" d="M0 0H1"/>'],
    [/too deep/, '<g>'.repeat(100) + square + '</g>'.repeat(100)],
    [/50,000 lines/, `<path d="M0 0${'h1'.repeat(60_000)}"/>`],
    [/20,000 parts/, '<g/>'.repeat(25_000)],
    [/outside of itself/, '<path d="M0 0H1e300V1e300Z"/>'],
    [/nothing in it/, '<title>Empty</title>'],
    [/damaged/, '<path d="M0 0'],
  ])('is refused with a sentence that says %s (case %#)', (sentence, inside) => {
    expect(() => checkImage('seal.svg', svg(inside))).toThrow(sentence);
    expect(() => checkImage('seal.svg', svg(inside))).toThrow(/^seal\.svg: /);
  });

  test('with entities, which could make it endless, is refused, and so is what is no UTF-8', () => {
    const bomb = '<!DOCTYPE svg [<!ENTITY a "&b;&b;&b;"><!ENTITY b "&c;&c;">]><svg viewBox="0 0 1 1"><title>&a;</title></svg>';
    expect(() => checkImage('x.svg', bytesOf(bomb))).toThrow(/entities/);
    expect(() => checkImage('x.svg', svg('<path d="&x;"/>'))).toThrow(/entities/);
    expect(() => checkImage('x.svg', Uint8Array.from([...svg(square), 0xff]))).toThrow(/UTF-8/);
  });

  test('of any text: taken or told, and soon', () => {
    const piece = fc.constantFrom('<svg viewBox="0 0 9 9">', '</svg>', '<g ', 'transform="', 'rotate(', ')', '"', '>', '/>', '<path d="', 'M0 0', 'A1 1 0 1 0 ', '5 5', '&lt;', '&#x41;', '<!--', '-->', '<![CDATA[', ']]>', 'style="fill:', '#0b6b75', ';', "'", 'on', 'x=', '\u0000', '🙂', '<?', '?>');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void takenOrTold(bytesOf(`<svg viewBox="0 0 9 9">${pieces.join('')}</svg>`))), { numRuns: 2000 });
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'MmLlCcAaSsQqTtZz0123456789.-+eE, ') }), (path) => void takenOrTold(svg(`<path d="${path}"/>`))), { numRuns: 2000 });
    const started = performance.now();
    for (const long of ['M0 0 ' + ' '.repeat(2_000_000) + 'x', 'a'.repeat(2_000_000), '1'.repeat(2_000_000)]) {
      for (const attribute of ['d', 'transform', 'fill', 'style', 'points', 'viewBox']) takenOrTold(svg(`<path d="M0 0H1V1Z" ${attribute === 'd' ? '' : `${attribute}="${long}"`}/><path d="${long}"/>`));
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('kept', () => {
  test('by its content, it is loaded once; one that was changed or is gone is not drawn', () => {
    const folder = imagesFolderOf(freshFolder());
    const image = checkImage('logo.svg', svg(square));
    keepImage(folder, image);
    expect(fs.readdirSync(folder)).toEqual([image.id]);
    const load = imageLoader(folder);
    expect(load(image.id)).toBe(load(image.id));
    fs.appendFileSync(path.join(folder, image.id), ' ');
    expect(() => imageLoader(folder)(image.id)).toThrow(/damaged.*add it again/);
    fs.rmSync(path.join(folder, image.id));
    expect(() => imageLoader(folder)(image.id)).toThrow(/not there any more.*add it again/);
  });

  test('settings come back as they were saved; damaged ones are told and leave the plain design', () => {
    const data = freshFolder();
    expect(loadDesign(data)).toEqual({ settings: plainDesign, problem: null });
    const settings = { ...plainDesign, base: 'laurel' as const, paper: 'Letter' as const, secondLanguage: 'ko' as const, images: { logo1: `${'0'.repeat(64)}.png` } };
    saveDesign(data, settings);
    expect(loadDesign(data)).toEqual({ settings, problem: null });
    fs.writeFileSync(path.join(data, 'certificates', 'design.json'), '{"version":1,');
    expect(loadDesign(data)).toEqual({ settings: plainDesign, problem: expect.stringMatching(/damaged.*choose a design/) });
  });

  test('a design of any JSON is what its schema knows, or refused', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(v.safeParse(designSettings, value).success).toBe(false);
      expect(v.safeParse(certificateDesign, { version: 1, name: 'x', boxes: value }).success).toBe(Array.isArray(value) && value.length === 0);
    }));
    const box = { kind: 'image', x: 1, y: 1, width: 10, height: 10, image: 'logo1' };
    const takes = (boxes: object[]): boolean => v.safeParse(certificateDesign, { version: 1, name: 'x', boxes }).success;
    expect(takes([box])).toBe(true);
    for (const image of ['../../etc/passwd', 'https://example.org/x.png', `${'a'.repeat(64)}.exe`, '__proto__']) expect(takes([{ ...box, image }])).toBe(false);
    expect(takes(Array.from({ length: 201 }, () => box))).toBe(false);
  });
});
