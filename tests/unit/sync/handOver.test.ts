import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Coverage } from '../../../electron/sync/handOver/coverage';
import { HandOverService } from '../../../electron/sync/handOver/handOverService';
import { sayingsOf, type TakenOver } from '../../../electron/sync/handOver/takeOver';
import { freshFolder } from './memoryFolder';
import { codeOf, handedOver, idsOf, type Laptop, laptop, recipient, unpacked } from './handOverLaptops';
import { freshKey } from './freshKey';

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
    venue.source.cutTo(4);
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
