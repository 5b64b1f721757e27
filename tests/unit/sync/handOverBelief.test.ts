import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { Encrypter, generateX25519Identity } from 'age-encryption';
import { beforeAll, describe, expect, test } from 'vitest';
import { closingOf } from '../../../electron/sync/handOver/manifest';
import { sayingsOf } from '../../../electron/sync/handOver/takeOver';
import { freshFolder } from './memoryFolder';
import { changedCopy, codeOf, handedOver, type Laptop, laptop, packed, recipient, unpacked } from './handOverLaptops';
import { MemorySource } from './memorySource';

describe('a file that cannot be believed', () => {
  let venue: Laptop;
  let file: string;
  beforeAll(async () => {
    venue = laptop();
    for (let i = 0; i < 1_500; i++) venue.source.write('seoul-2025', { type: 'x', data: { text: createHash('sha256').update(String(i)).digest('base64').repeat(3), i } });
    file = await handedOver(venue);
  });

  test('is for another key, or has a passphrase', async () => {
    const hq = laptop({ isHq: true });
    const other = path.join(freshFolder(), 'other.key');
    fs.writeFileSync(other, await generateX25519Identity());
    expect(await codeOf(hq.service.takeOver(file, { identity: other }))).toBe('wrong_key');
    expect(await codeOf(laptop().service.takeOver(file))).toBe('wrong_key');
    expect(await codeOf(laptop().service.takeOver(file, { passphrase: 'x' }))).toBe('wrong_key');
    fs.writeFileSync(other, 'nothing');
    expect(await codeOf(hq.service.takeOver(file, { identity: other }))).toBe('not_a_key');
    const locked = path.join(freshFolder(), 'locked');
    await venue.service.handOver(locked, { passphrase: 'correct horse battery' });
    expect(await codeOf(hq.service.takeOver(locked))).toBe('wrong_passphrase');
    expect(await codeOf(hq.service.takeOver(locked, { passphrase: 'wrong horse' }))).toBe('wrong_passphrase');
    expect(hq.source.lastLine).toBe(0);
    expect(await hq.service.takeOver(locked, { passphrase: 'correct horse battery' })).toMatchObject({ added: 1_500 });
  });

  test('was cut: what comes before is taken, and the rest when it is there', async () => {
    const bytes = fs.readFileSync(file);
    const header = bytes.indexOf('\n---') + 4 + bytes.subarray(bytes.indexOf('\n---') + 4).indexOf('\n') + 1;
    const boundaries = [1, 2, 3].map((chunks) => header + 16 + chunks * 65_552).filter((at) => at < bytes.length);
    expect(boundaries.length).toBeGreaterThanOrEqual(2);
    const random = Array.from({ length: 12 }, (_, i) => 1 + ((i * 7_919 * 31) % (bytes.length - 1)));
    const places = [1, 10, 21, 22, 60, header - 1, header, header + 1, header + 16, header + 17, 4_096, 65_536, 131_072, ...boundaries.flatMap((at) => [at - 1, at, at + 1]), ...random, bytes.length - 65_552, bytes.length - 1];
    let most = 0;
    for (const at of places) {
      const hq = laptop({ isHq: true });
      const cut = changedCopy(file, (whole) => whole.subarray(0, at));
      const result = await hq.service.takeOver(cut).catch((error: { code: string }) => error.code);
      if (typeof result === 'string') {
        expect(`${at}: ${result}`).toBe(`${at}: cut_file`);
        expect(hq.source.lastLine).toBe(0);
        expect(at).toBeLessThan(header + 16 + 65_552);
        continue;
      }
      expect(result.cutAfter).toBe(result.read);
      expect(result).toMatchObject({ added: result.read, refused: [], missing: [{ device: venue.source.device, from: result.read + 1, to: 1_500 }] });
      expect(sayingsOf(result)).toContain(`The file was cut after ${result.read} events: it was not copied whole. ${result.read} of them are here now; get the rest by copying it again.`);
      most = Math.max(most, result.read);
      expect(await hq.service.takeOver(file)).toMatchObject({ known: result.read, added: 1_500 - result.read, missing: [], cutAfter: null });
    }
    expect(most).toBeGreaterThan(500);
  });

  test('was changed in one byte, wherever: nothing is taken', async () => {
    const bytes = fs.readFileSync(file);
    const header = bytes.indexOf('\n---') + 4 + bytes.subarray(bytes.indexOf('\n---') + 4).indexOf('\n') + 1;
    const places = [header, header + 20, 65_000, 65_800, 131_000, ...Array.from({ length: 20 }, (_, i) => header + ((i * 104_729) % (bytes.length - header))), bytes.length - 1];
    for (const at of places) {
      const hq = laptop({ isHq: true });
      const copy = changedCopy(file, (whole) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] as number) ^ 1;
        return changed;
      });
      expect(`${at}: ${await codeOf(hq.service.takeOver(copy))}`).toBe(`${at}: tampered`);
      expect(hq.source.lastLine).toBe(0);
    }
    for (let at = 0; at < header; at++) {
      const copy = changedCopy(file, (whole) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] as number) ^ 1;
        return changed;
      });
      expect(['tampered', 'wrong_key', 'foreign_file', 'wrong_passphrase']).toContain(await codeOf(laptop({ isHq: true }).service.takeOver(copy)));
    }
    const longer = changedCopy(file, (whole) => Buffer.concat([whole, Buffer.from('more')]));
    expect(['tampered', 'cut_file']).toContain(await codeOf(laptop({ isHq: true }).service.takeOver(longer)));
  });

  test.each([
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n')],
    ['a ZIP', Buffer.from('504b0304140000000800', 'hex')],
    ['gzip that nobody locked', gzipSync('{"format":"champions-kiosk hand-over","version":1}\n')],
    ['letters', Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n')],
    ['a long text', Buffer.from(`age-encryption.org/v1\n${'x'.repeat(100_000)}`)],
    ['nothing', Buffer.alloc(0)],
  ])('is %s', async (_what, bytes) => {
    expect(await codeOf(laptop({ isHq: true }).service.takeOver(changedCopy(file, () => bytes)))).toBe('foreign_file');
  });

  test('is an age file of something else, or of a newer version', async () => {
    const hq = laptop({ isHq: true });
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    for (const content of ['a letter', '', gzipSync('a letter\n'), gzipSync('{"format":"other"}\n'), gzipSync(''), gzipSync('x'.repeat(20_000_000)), Buffer.concat([gzipSync('a'), Buffer.from([1])])]) {
      const other = path.join(freshFolder(), 'other.age');
      fs.writeFileSync(other, await encrypter.encrypt(content));
      expect(await codeOf(hq.service.takeOver(other))).toBe('foreign_file');
    }
    expect(await codeOf(hq.service.takeOver(await packed(gzipSync('{"format":"champions-kiosk hand-over","version":2}\n'))))).toBe('newer_version');
    expect(await codeOf(hq.service.takeOver(path.join(freshFolder(), 'gone')))).toBe('ENOENT');
    expect(hq.source.lastLine).toBe(0);
  });

  test('was opened and closed again by somebody else: the signature of the device is missing', async () => {
    const hq = laptop({ isHq: true });
    const lines = await unpacked(file);
    const forger = new MemorySource();
    const body = (some: string[]): string => some.map((line) => `${line}\n`).join('');
    const closedBy = async (some: string[], key = forger.key, signer = key.device): Promise<string> => {
      const closing = closingOf({ documents: some.length - 1, sha256: createHash('sha256').update(body(some)).digest('hex') }, key);
      return packed(gzipSync(body([...some, JSON.stringify({ closing: { ...closing, signature: { ...closing.signature, signer } } })])));
    };
    const edited = lines.slice(0, -1).with(3, (lines[3] as string).replace('"i":2', '"i":7'));
    expect(await codeOf(hq.service.takeOver(await closedBy(edited)))).toBe('tampered');
    expect(await codeOf(hq.service.takeOver(await closedBy(edited, forger.key, venue.source.device)))).toBe('tampered');
    expect(await codeOf(hq.service.takeOver(await packed(gzipSync(body([...edited, lines.at(-1) as string])))))).toBe('tampered');
    expect(await codeOf(hq.service.takeOver(await packed(gzipSync(body(lines.with(1, lines[2] as string).with(2, lines[1] as string))))))).toBe('tampered');
    expect(await codeOf(hq.service.takeOver(await packed(gzipSync(body(lines.slice(0, -1))))))).toBe('tampered');
    expect(await codeOf(hq.service.takeOver(await packed(gzipSync(body([...lines, lines[1] as string])))))).toBe('tampered');
    expect(hq.source.lastLine).toBe(0);
    expect(await hq.service.takeOver(await packed(gzipSync(body(lines))))).toMatchObject({ added: 1_500 });
  });

  test('has events that do not prove themselves: each is told with its line, and the others are taken', async () => {
    const hq = laptop({ isHq: true });
    const lines = (await unpacked(file)).slice(0, 9);
    const own = (line: number, change: (text: string) => string): void => {
      lines[line] = change(lines[line] as string);
    };
    own(2, (text) => text.replace('"i":1', '"i":7'));
    own(3, (text) => text.replace(/"value":"../, (start) => `${start.slice(0, -2)}${start.endsWith('00') ? '11' : '00'}`));
    own(4, (text) => text.replace('"workshop":"seoul-2025"', '"workshop":"other"'));
    own(5, () => 'no json');
    own(6, (text) => text.replace('"data":{', '"data":{"half":"\\ud800",'));
    const body = lines.map((line) => `${line}\n`).join('');
    const closing = closingOf({ documents: 8, sha256: createHash('sha256').update(body).digest('hex') }, venue.source.key);
    const taken = await hq.service.takeOver(await packed(gzipSync(`${body}${JSON.stringify({ closing })}\n`)));
    expect(taken).toMatchObject({ read: 8, added: 3 });
    expect(taken.refused.map(({ line, reason }) => [line, reason])).toEqual([[3, 'edited'], [4, 'bad_signature'], [5, 'other_workshop'], [6, 'malformed'], [7, 'malformed']]);
    expect(sayingsOf(taken)[1]).toContain(`Refused: line 3, seoul-2025/${venue.source.device}/0000000002:`);
  });

  test('holds another event than the one that is here under its id', async () => {
    const [one, twin] = [new MemorySource(venue.source.key), new MemorySource(venue.source.key)];
    one.write('w', { type: 'x', data: { a: 1 } });
    twin.write('w', { type: 'x', data: { a: 2 } });
    const hq = laptop({ isHq: true });
    await hq.service.takeOver(await handedOver(laptop({ source: one })));
    expect((await hq.service.takeOver(await handedOver(laptop({ source: twin })))).refused).toMatchObject([{ line: 2, reason: 'other_event_with_this_id' }]);
  });
});
