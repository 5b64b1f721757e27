import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { type QrModules, qrOf, qrPath, qrPng, qrSvg } from '../../../electron/tickets/qrImage';
import { formatToken } from '../../../shared/domain/ticket';
import { signTicket } from '../../../shared/signing/signedTickets';

beforeAll(async () => {
  const reader = path.dirname(createRequire(import.meta.url).resolve('zxing-wasm/reader'));
  const wasm = fs.readFileSync(path.join(reader.replace(/(dist)[\\/].*/, '$1'), 'reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer }, fireImmediately: true });
});

async function decode(png: Buffer): Promise<{ text: string; version: string | undefined }[]> {
  const found = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'], tryHarder: true });
  return found.map(({ text, version }) => ({ text, version }));
}

/** The modules that an SVG path of ours covers. */
function painted(d: string, size: number): QrModules {
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let i = 0; i < Number(width); i++) modules[Number(y) - 4]![Number(x) - 4 + i] = true;
  }
  return modules;
}

const tokens = Array.from({ length: 20 }, () => formatToken(randomBytes(10)));
const signed = Array.from({ length: 20 }, () => signTicket('seoul-2025', randomBytes(5), randomBytes(32)));

describe('a ticket as an image', () => {
  test.each([['short', 1, [...tokens, '0'.repeat(25), formatToken(new Uint8Array(10).fill(255))]], ['signed', 5, signed]] as const)(
    '%s: the PNG reads back as what was written, in a QR code of version %i', async (_kind, version, codes) => {
      for (const code of codes) {
        const modules = qrOf(code);
        expect(modules).toHaveLength(17 + 4 * version);
        expect(await decode(qrPng(modules))).toMatchObject([{ text: code }]);
        expect(await decode(qrPng(modules, 3))).toMatchObject([{ text: code }]);
      }
    },
  );

  test('the SVG has the same modules, in a quiet zone of four', () => {
    for (const code of [...tokens, ...signed]) {
      const modules = qrOf(code);
      const { d, side } = qrPath(modules);
      expect(side).toBe(modules.length + 8);
      expect(painted(d, modules.length)).toEqual(modules);
      expect(qrSvg(modules)).toContain(`viewBox="0 0 ${side} ${side}"`);
      expect(qrSvg(modules)).toContain(`<path d="${d}"/>`);
    }
  });
});
