import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { sealed } from '../../../electron/sync/handOver/ageFile';
import { Coverage } from '../../../electron/sync/handOver/coverage';
import { HandOverService } from '../../../electron/sync/handOver/handOverService';
import { closingOf } from '../../../electron/sync/handOver/manifest';
import { sayingsOf, type TakenOver } from '../../../electron/sync/handOver/takeOver';
import { freshFolder } from '../journal/folder';
import { freshKey, MemorySource } from './handOverSource';

let identity: string;
let recipient: string;
beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
});

interface Laptop {
  source: MemorySource;
  service: HandOverService;
  folder: string;
}

/** A laptop with a data folder; headquarters has the identity in it. */
function laptop({ isHq = false, source = new MemorySource(), madeAt = '2025-09-24T14:02:00.000Z' } = {}): Laptop {
  const folder = freshFolder();
  if (isHq) fs.writeFileSync(path.join(folder, 'hq-identity.age'), `# a comment\n${identity}\n`);
  return { source, folder, service: new HandOverService(source, folder, source.key, () => new Date(madeAt)) };
}

async function handedOver(from: Laptop, since?: string): Promise<string> {
  const file = path.join(freshFolder(), 'venue.handover');
  await from.service.handOver(file, { recipient, ...(since ? { since } : {}) });
  return file;
}

async function unpacked(file: string): Promise<string[]> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return gunzipSync(await decrypter.decrypt(fs.readFileSync(file))).toString('utf8').trimEnd().split('\n');
}

/** A file of other content in the form of a hand-over, as somebody with our programme and without the key could make it. */
async function packed(content: Uint8Array): Promise<string> {
  const file = path.join(freshFolder(), 'made.handover');
  async function* one(): AsyncGenerator<Uint8Array> {
    yield content;
  }
  const parts: Uint8Array[] = [];
  for await (const part of sealed(one(), { recipient })) parts.push(part);
  fs.writeFileSync(file, Buffer.concat(parts));
  return file;
}

function changedCopy(file: string, change: (bytes: Buffer) => Buffer): string {
  const copy = path.join(freshFolder(), path.basename(file));
  fs.writeFileSync(copy, change(fs.readFileSync(file)));
  return copy;
}

const codeOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'taken', (error: { code?: string }) => String(error.code));
const idsOf = ({ source }: Laptop): string[] => source.events.map(({ id }) => id).sort();
const texts = { type: 'scan.refused', data: { nonce: 'ü 𝄞', code: 'König "x" \u2028', answer: 'unknown_ticket' } };
const person = { fullName: 'Ji-woo Kim 김지우', salt: 'ab'.repeat(16) };

describe('a hand-over', () => {
  test('takes everything to headquarters, in the order of the journal, and leaves no other file', async () => {
    const venue = laptop();
    venue.source.checkIns('seoul-2025', 1, 20);
    venue.source.write('rome-2025', { type: 'attendee.registered', data: { registrationId: 'R1' }, person });
    venue.source.write('seoul-2025', texts);
    const hq = laptop({ isHq: true });
    const file = await handedOver(venue);
    const taken = await hq.service.takeOver(file);
    expect(taken).toMatchObject({ read: 22, added: 22, known: 0, refused: [], missing: [], device: venue.source.device, since: null, cutAfter: null });
    expect(idsOf(hq)).toEqual(idsOf(venue));
    for (const event of hq.source.events) {
      const { signature, ...rest } = event;
      expect(signature?.signer).toBe(venue.source.device);
      expect(rest).toEqual(venue.source.events.find(({ id }) => id === event.id));
    }
    expect(fs.readdirSync(path.dirname(file))).toEqual(['venue.handover']);
    const lines = await unpacked(file);
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      format: 'champions-kiosk hand-over', version: 1, device: venue.source.device, madeAt: '2025-09-24T14:02:00.000Z', since: null,
      workshops: [
        { workshop: 'rome-2025', events: 1, chains: [{ device: venue.source.device, ranges: [[1, 1]] }] },
        { workshop: 'seoul-2025', events: 21, chains: [{ device: venue.source.device, ranges: [[1, 21]] }] },
      ],
    });
    expect(lines.slice(1, -1).map((line) => (JSON.parse(line) as { id: string }).id)).toEqual([
      `rome-2025/${venue.source.device}/0000000001`, ...Array.from({ length: 21 }, (_, i) => `seoul-2025/${venue.source.device}/${String(i + 1).padStart(10, '0')}`),
    ]);
  });

  test('made twice has the same content, and taken twice adds nothing', async () => {
    const venue = laptop();
    venue.source.checkIns('seoul-2025', 1, 5);
    const [one, other] = [await handedOver(venue), await handedOver(venue)];
    expect(await unpacked(one)).toEqual(await unpacked(other));
    const hq = laptop({ isHq: true });
    await hq.service.takeOver(one);
    expect(await hq.service.takeOver(other)).toMatchObject({ read: 5, added: 0, known: 5, refused: [] });
  });

  test('goes on from an older one, and passes on what others have signed', async () => {
    const kiosk = laptop();
    kiosk.source.checkIns('seoul-2025', 1, 3);
    const venue = laptop({ isHq: true });
    await venue.service.takeOver(await handedOver(kiosk));
    venue.source.checkIns('seoul-2025', 4, 6);
    const first = await handedOver(venue);
    const later = new HandOverService(venue.source, venue.folder, venue.source.key, () => new Date('2025-09-25T08:00:00.000Z'));
    venue.source.checkIns('seoul-2025', 7, 8);
    venue.source.checkIns('rome-2025', 1, 1);
    const file = path.join(freshFolder(), 'second');
    const second = await later.handOver(file, { recipient, since: first });
    expect(second).toMatchObject({ documents: 3, manifest: { since: { madeAt: '2025-09-24T14:02:00.000Z' } } });
    const third = await later.handOver(path.join(freshFolder(), 'third'), { recipient, since: second.receipt });
    expect(third.documents).toBe(0);
    venue.source.checkIns('seoul-2025', 9, 9);
    const fourth = await later.handOver(path.join(freshFolder(), 'fourth'), { recipient, since: third.file });
    expect(fourth.documents).toBe(1);

    const hq = laptop({ isHq: true });
    const early = await hq.service.takeOver(file);
    expect(early).toMatchObject({ added: 3, since: '2025-09-24T14:02:00.000Z' });
    expect(early.missing).toEqual([
      { workshop: 'seoul-2025', device: kiosk.source.device, from: 1, to: 3 }, { workshop: 'seoul-2025', device: venue.source.device, from: 1, to: 3 },
    ].sort((a, b) => (a.device < b.device ? -1 : 1)));
    expect(sayingsOf(early)).toContain('This hand-over goes on from one of 2025-09-24 14:02 UTC that was not taken over wholly. Ask for that one, or for a new one without --since.');
    expect(sayingsOf(early)).toContain(`Events 1–3 of device ${kiosk.source.device} are missing (seoul-2025).`);
    expect(await hq.service.takeOver(first)).toMatchObject({ added: 6, missing: [] });
    expect(await hq.service.takeOver(fourth.file)).toMatchObject({ added: 1, missing: [] });
    expect(idsOf(hq)).toEqual(idsOf(venue));
  });

  test('goes on rightly after the journal was put back from an older copy', async () => {
    const venue = laptop();
    venue.source.checkIns('seoul-2025', 1, 10);
    const first = await handedOver(venue);
    const key = venue.source.key;
    venue.source.forgetAfter(4);
    const neighbour = laptop();
    neighbour.source.checkIns('seoul-2025', 1, 12);
    const copy = laptop({ isHq: true, source: venue.source });
    await copy.service.takeOver(await handedOver(neighbour));
    const again = await new HandOverService(venue.source, venue.folder, key).handOver(path.join(freshFolder(), 'f'), { recipient, since: first });
    expect(again.documents).toBe(12);
  });

  test('of a laptop that lost its key is vouched for by the next one', async () => {
    const venue = laptop();
    venue.source.checkIns('seoul-2025', 1, 3);
    const next = freshKey();
    const file = path.join(freshFolder(), 'f');
    await new HandOverService(venue.source, venue.folder, next).handOver(file, { recipient });
    const hq = laptop({ isHq: true });
    expect(await hq.service.takeOver(file)).toMatchObject({ device: next.device, added: 3, refused: [] });
    expect(hq.source.events.map(({ device, signature }) => [device, signature?.signer])).toEqual(Array.from({ length: 3 }, () => [venue.source.device, next.device]));
  });

  test('does not take a file of another laptop, or none at all, for what it goes on from', async () => {
    const [venue, other] = [laptop(), laptop()];
    venue.source.checkIns('seoul-2025', 1, 1);
    other.source.checkIns('seoul-2025', 1, 1);
    const foreign = await other.service.handOver(path.join(freshFolder(), 'f'), { recipient });
    expect(await codeOf(handedOver(venue, foreign.file))).toBe('unknown_receipt');
    expect(await codeOf(handedOver(venue, foreign.receipt))).toBe('unknown_receipt');
    expect(await codeOf(handedOver(venue, path.join(freshFolder(), 'gone')))).toBe('ENOENT');
  });

  test('that fails leaves the one that was there, and nothing beside it', async () => {
    const venue = laptop();
    const file = path.join(freshFolder(), 'out');
    fs.writeFileSync(file, 'before');
    expect(await codeOf(venue.service.handOver(file, { recipient }))).toBe('nothing_to_hand_over');
    venue.source.checkIns('seoul-2025', 1, 2_500);
    expect(await codeOf(venue.service.handOver(file))).toBe('no_recipient');
    expect(await codeOf(venue.service.handOver(file, { recipient: recipient.slice(0, -1) }))).toBe('not_a_key');
    const stop = new AbortController();
    expect(await codeOf(venue.service.handOver(file, { recipient, signal: stop.signal, onProgress: () => stop.abort() }))).toBe('20');
    expect(fs.readFileSync(file, 'utf8')).toBe('before');
    expect(fs.readdirSync(path.dirname(file))).toEqual(['out']);
  });

  test('holds what there was when it began', async () => {
    const venue = laptop();
    venue.source.checkIns('seoul-2025', 1, 2_500);
    let wasGrown = false;
    const file = path.join(freshFolder(), 'f');
    const written = await venue.service.handOver(file, {
      recipient,
      onProgress: () => {
        if (!wasGrown) venue.source.checkIns('seoul-2025', 2_501, 2_600);
        wasGrown = true;
      },
    });
    expect(written.documents).toBe(2_500);
    expect((await venue.service.handOver(path.join(freshFolder(), 'g'), { recipient, since: file })).documents).toBe(100);
  });

  test('is for the recipient that was set for the data folder; the key of headquarters is made once and kept', async () => {
    const hq = laptop();
    const key = await hq.service.hqKey();
    expect(key.isNew).toBe(true);
    expect(fs.statSync(key.file).mode & 0o777).toBe(0o600);
    expect(await hq.service.hqKey()).toEqual({ ...key, isNew: false });
    const venue = laptop();
    expect(() => venue.service.setRecipient(`${key.recipient}x`)).toThrow(expect.objectContaining({ code: 'not_a_key' }));
    venue.service.setRecipient(key.recipient);
    venue.source.checkIns('seoul-2025', 1, 2);
    const { file } = await venue.service.handOver(path.join(freshFolder(), 'f'));
    expect(await hq.service.takeOver(file)).toMatchObject({ added: 2 });
    fs.writeFileSync(key.file, 'AGE-SECRET-KEY-1DAMAGED');
    expect(await codeOf(hq.service.hqKey())).toBe('not_a_key');
    expect(fs.readFileSync(key.file, 'utf8')).toBe('AGE-SECRET-KEY-1DAMAGED');
  });
});

test('any hand-overs of any laptops, in any order and any number of times, bring the same events', async () => {
  const steps = fc.array(fc.record({ at: fc.nat(2), grows: fc.integer({ min: 0, max: 4 }), sinceLast: fc.boolean() }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(steps, fc.infiniteStream(fc.nat(1_000)), async (hand, picks) => {
      const venues = [laptop(), laptop(), laptop()];
      const last = new Map<number, string>();
      const files: string[] = [];
      for (const { at, grows, sinceLast } of hand) {
        const venue = venues[at] as Laptop;
        const held = await venue.source.count('w1');
        venue.source.checkIns('w1', held + 1, held + 1 + grows);
        const file = await handedOver(venue, sinceLast ? last.get(at) : undefined);
        last.set(at, file);
        files.push(file);
      }
      const hq = laptop({ isHq: true });
      const order = [...files, ...files].map((file) => ({ file, key: picks.next().value })).sort((a, b) => a.key - b.key);
      let final: TakenOver | null = null;
      for (const { file } of order) final = await hq.service.takeOver(file);
      expect(final).toMatchObject({ added: 0, missing: [], refused: [] });
      expect(idsOf(hq)).toEqual(venues.flatMap(idsOf).sort());
    }),
    { numRuns: 15 },
  );
});

test('what one set of events has and another has not', () => {
  const sets = fc.array(fc.tuple(fc.constantFrom('AAAAAAAA', 'BBBBBBBB'), fc.integer({ min: 1, max: 30 })), { maxLength: 40 });
  const coverage = (members: [string, number][]): Coverage => new Coverage(['AAAAAAAA', 'BBBBBBBB'].map((device) => ({
    device, ranges: members.filter((each) => each[0] === device).map(([, seq]) => [seq, seq]),
  })));
  fc.assert(fc.property(sets, sets, (ours, theirs) => {
    const rest = coverage(ours).without(coverage(theirs));
    const expected = [...new Set(ours.map((each) => each.join()))].filter((each) => !theirs.some((other) => other.join() === each));
    expect(rest.count).toBe(expected.length);
    for (const device of ['AAAAAAAA', 'BBBBBBBB']) for (let seq = 1; seq <= 30; seq++) expect(rest.has(device, seq)).toBe(expected.includes(`${device},${seq}`));
  }));
});

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
