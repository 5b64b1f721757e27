import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DraftEvent } from '@shared/contract/events';
import type { Person } from '@shared/contract/values';
import { personKey } from '../../../electron/journal/erasedPeople';
import { blankFolder } from '../../../electron/journal/erasure';
import { verifyFolder } from '../../../electron/journal/scan';
import { readJournal } from '../../e2e/journalReader';
import { freshFolder, lastSegment, open, refusal, workshop } from './folder';

const at = '2025-09-24T00:00:00.000Z';
const by = { role: 'desk' as const };

const person = (fullName: string, email: string): Person => ({
  fullName, nameOnCertificate: fullName.toUpperCase(), email, birthDate: '1987-06-05', country: 'KR', organisation: 'Hanseo Cooperative', language: 'ko',
  dietary: 'none', other: { phone: '+82 10 5555 0142', Contact: 'backup-minjun@example.net', shirt: 'M' },
});
const registered = (registrationId: string, who: Person): DraftEvent => ({
  type: 'attendee.registered', at, person: who,
  data: { registrationId, ticketCode: `T-${registrationId}`, sessions: [], consents: { data: true, photo: false }, onlineParts: [], source: 'import', by },
});
const erased = (registrationId: string): DraftEvent => ({ type: 'attendee.erased', at, data: { registrationId, reason: 'requested', by } });
let scans = 0;
const read = (code: string): DraftEvent => {
  const event = refusal(`n ${(scans += 1)}`) as Extract<DraftEvent, { type: 'scan.refused' }>;
  return { ...event, data: { ...event.data, code } };
};

const minjun = person('Kim Minjun', 'kim.minjun@example.org');
const traces = ['Minjun', 'MINJUN', 'minjun', '1987-06-05', '5555 0142', 'Hanseo'];

/** Their life in a journal, and somebody else's, over some segments. */
async function life(folder: string, options: { mirror?: string; padding?: number } = {}): Promise<ReturnType<typeof open>> {
  const opened = open(folder, options.mirror ? { mirror: options.mirror } : {});
  const write = (...drafts: DraftEvent[]): Promise<unknown> => opened.journal.append(workshop, drafts);
  await write(registered('A', minjun), registered('B', { ...person('Ito Saori', 'saori@example.org'), birthDate: '1990-01-02', organisation: 'Other', other: {} }));
  for (let i = 0; i < (options.padding ?? 0); i++) await write(read(`padding ${'x'.repeat(300_000)}`));
  await write(
    { type: 'attendee.corrected', at, data: { registrationId: 'A', source: 'desk', by }, person: { fullName: 'Kim Min-jun', organisation: 'Hanseo Cooperative' } },
    read('BEGIN:VCARD\nN:Kim;Minjun\nEND:VCARD'),
    read('kim.minjun@EXAMPLE.org'),
    read('SEL25-00099'),
    { type: 'attendee.cancelled', at, data: { registrationId: 'A', reason: 'his mother phoned', by } },
    { type: 'attendee.cancelled', at, data: { registrationId: 'B', reason: 'gave the place to Minjun Kim', by } },
    { type: 'checkIn.recorded', at, data: { nonce: 'over', target: 'day:2025-09-24', direction: 'in', by, registrationId: 'A', override: { reason: 'known to us', refusal: null } } },
    {
      type: 'certificate.issued', at, person: { nameOnCertificate: 'Minjun the Elder' },
      data: {
        registrationId: 'A', kind: 'co_signed', number: 'CSHYXFPBNDXP', attempt: 0, issuedOn: '2025-09-25', firstDay: null, lastDay: null, attended: 1, of: 1,
        override: { reason: 'asked for by his mother', refusals: ['no_birth_date'] }, by,
      },
    },
    { type: 'certificate.revoked', at, data: { registrationId: 'A', number: 'CSHYXFPBNDXP', reason: 'as his mother wished', by } },
  );
  return opened;
}

function bytesIn(folder: string): string {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile()).map((file) => fs.readFileSync(file, 'utf8')).join('\n');
}

function expectErased(folder: string): void {
  const bytes = bytesIn(folder);
  expect([...traces, 'his mother', 'known to us'].filter((trace) => bytes.includes(trace))).toEqual([]);
  expect(['Ito Saori', 'SEL25-00099'].filter((kept) => !bytes.includes(kept))).toEqual([]);
}

describe('erasing somebody', () => {
  test('blanks all that is theirs in every segment; lines, hashes and other people stay', async () => {
    const folder = freshFolder();
    const { journal } = await life(folder, { padding: 9 });
    const before = readJournal(folder);
    await journal.append(workshop, [erased('A')]);
    expect(await journal.blank()).toBe(1);
    expect(await journal.blank()).toBe(0);
    expectErased(folder);
    await journal.append(workshop, [read('after')]);
    await journal.close();
    const { events, problems, files } = readJournal(folder);
    expect(problems).toEqual([]);
    expect(files.length).toBeGreaterThan(2);
    expect(verifyFolder(folder).damage).toEqual([]);
    expect(events.map(({ id, type, prev }) => [id, type, prev]).slice(0, before.events.length)).toEqual(before.events.map(({ id, type, prev }) => [id, type, prev]));
    for (const [index, event] of before.events.entries()) if (event.personHash) expect(events[index]).toMatchObject({ personHash: event.personHash });
    const again = open(folder);
    expect(again.notices).toEqual([]);
    expect(again.journal.erasures).toBe(1);
    await again.journal.close();
  });

  test('leaves somebody of another workshop alone who has the same registration id, or the same name', async () => {
    const folder = freshFolder();
    const { journal } = await life(folder);
    const elsewhere: DraftEvent[] = [
      registered('A', person('Anna Bauer', 'anna@example.org')),
      { type: 'attendee.cancelled', at, data: { registrationId: 'A', reason: 'phoned us', by } },
      registered('D', person('Kim Minjun', 'another.minjun@example.org')),
      { type: 'attendee.cancelled', at, data: { registrationId: 'E', reason: 'gave the place to Minjun Kim', by } },
    ];
    await journal.append('milan-2025', elsewhere);
    const theirs = (): unknown[] => readJournal(folder).events.filter((event) => event.workshop === 'milan-2025');
    const before = theirs();
    await journal.append(workshop, [erased('A')]);
    expect(await journal.blank()).toBe(1);
    await journal.append('milan-2025', elsewhere.slice(0, 1));
    await journal.close();
    for (const step of ['closed', 'opened again']) {
      expect(theirs().slice(0, 4), step).toEqual(before);
      expect(theirs()[4], step).toMatchObject({ person: { fullName: 'Anna Bauer' } });
      const here = readJournal(folder).events.filter((event) => event.workshop === workshop);
      expect(traces.filter((trace) => JSON.stringify(here).includes(trace)), step).toEqual([]);
      // As if a crash had cut it short.
      fs.rmSync(path.join(folder, 'erased.json'));
      const again = open(folder);
      expect(again.notices.map(({ code }) => code)).toEqual(['erased']);
      await again.journal.close();
    }
  });

  test('blanks what arrives of them later, also after opening again', async () => {
    const folder = freshFolder();
    const { journal } = await life(folder);
    await journal.append(workshop, [erased('A'), { type: 'attendee.corrected', at, data: { registrationId: 'A', source: 'late', by }, person: { email: 'minjun@late.example' } }]);
    await journal.blank();
    await journal.append(workshop, [registered('A', minjun)]);
    expectErased(folder);
    await journal.close();
    const again = open(folder);
    await again.journal.append(workshop, [registered('A', minjun), registered('C', person('Anna Bauer', 'anna@example.org'))]);
    await again.journal.close();
    const { events, problems } = readJournal(folder);
    expect(problems).toEqual([]);
    expect(events.filter((event) => event.type === 'attendee.registered').map(({ person }) => person?.fullName ?? null)).toEqual([null, 'Ito Saori', null, null, 'Anna Bauer']);
  });

  test('goes on while events are written', async () => {
    const folder = freshFolder();
    const { journal } = await life(folder, { padding: 6 });
    await journal.append(workshop, [erased('A')]);
    const blanking = journal.blank();
    const writes = Array.from({ length: 200 }, (_, i) => journal.append(workshop, [read(`SCAN-${i}`)]));
    await Promise.all([blanking, ...writes]);
    await journal.close();
    expectErased(folder);
    const { events, problems } = readJournal(folder);
    expect(problems).toEqual([]);
    expect(events.filter((event) => event.type === 'scan.refused' && event.data.code.startsWith('SCAN-'))).toHaveLength(200);
  });

  test('reaches the mirror, at once or when its drive is back, and what was kept aside', async () => {
    const folder = freshFolder();
    const stick = path.join(freshFolder(), 'stick');
    fs.mkdirSync(stick);
    const { journal } = await life(folder, { mirror: stick, padding: 5 });
    await journal.close();
    const copies = path.join(stick, 'champions-kiosk-K2ABCDEF');
    expect(bytesIn(copies)).toContain('Kim Minjun');
    fs.copyFileSync(lastSegment(copies), path.join(copies, '0000000001.journal.1700000000000.other'));
    fs.mkdirSync(path.join(folder, 'damaged'));
    fs.copyFileSync(lastSegment(folder), path.join(folder, 'damaged', 'old'));

    fs.renameSync(stick, `${stick}-away`);
    const without = open(folder, { mirror: stick });
    await without.journal.append(workshop, [erased('A')]);
    await without.journal.blank();
    expectErased(folder);
    await without.journal.close();
    fs.renameSync(`${stick}-away`, stick);
    const back = open(folder, { mirror: stick });
    await back.journal.append(workshop, [read('after')]);
    await back.journal.close();
    expectErased(copies);
    expectErased(folder);
    expect(readJournal(copies)).toMatchObject({ problems: [] });
    expect(readJournal(copies).events).toEqual(readJournal(folder).events);
    expect(back.notices.filter(({ code }) => code === 'mirror_set_aside')).toEqual([]);
  });

  test('is not undone by lines that an older mirror heals', async () => {
    const folder = freshFolder();
    const stick = path.join(freshFolder(), 'stick');
    fs.mkdirSync(stick);
    const { journal } = await life(folder, { mirror: stick, padding: 5 });
    await journal.close();
    const copies = path.join(stick, 'champions-kiosk-K2ABCDEF');
    const old = path.join(path.dirname(stick), 'old');
    fs.cpSync(copies, old, { recursive: true });
    const second = open(folder);
    await second.journal.append(workshop, [erased('A')]);
    await second.journal.blank();
    await second.journal.close();
    fs.rmSync(path.join(folder, '0000000001.journal'));
    fs.rmSync(copies, { recursive: true });
    fs.cpSync(old, copies, { recursive: true });
    const healed = open(folder, { mirror: stick });
    expect(healed.notices.map(({ code }) => code)).toContain('restored_from_mirror');
    expectErased(folder);
    await healed.journal.close();
    expectErased(copies);
    expect(readJournal(folder).problems).toEqual([]);
  });

  test('that a crash cuts short after any number of steps is finished at the next opening', async () => {
    const whole = freshFolder();
    const { journal } = await life(whole, { padding: 5 });
    await journal.append(workshop, [erased('A')]);
    await journal.close();
    let steps = 0;
    for (const _ of blankFolder(copyOf(whole), new Set([personKey(workshop, 'A')]))) steps += 1;
    expect(steps).toBeGreaterThan(5);
    fc.assert(fc.property(fc.integer({ min: 0, max: steps }), fc.boolean(), (reached, inTheMiddle) => {
      const folder = copyOf(whole);
      const blanking = blankFolder(folder, new Set([personKey(workshop, 'A')]));
      for (let i = 0; i < reached; i++) blanking.next();
      // The file that was to take a segment's place was half written.
      if (inTheMiddle) fs.writeFileSync(path.join(folder, '0000000001.journal.new'), 'half of Kim Minjun');
      const again = open(folder);
      void again.journal.close();
      expectErased(folder);
      expect(readJournal(folder).problems).toEqual([]);
    }), { numRuns: 25 });
  });
});

function copyOf(folder: string): string {
  const copy = freshFolder();
  fs.cpSync(folder, copy, { recursive: true, filter: (name) => path.basename(name) !== 'lock' });
  return copy;
}
