import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import { millisecondsOf } from '@shared/domain/hybridClock';
import { verifyFolder } from '../../../electron/journal/scan';
import { documentOf, prove } from '../../../electron/sync/documents';
import { JournalSource } from '../../../electron/sync/journalSource';
import { readJournal } from '../../e2e/journalReader';
import { OtherDevice } from './devices';
import { freshFolder, lastSegment, noncesOf, open, refusal, workshop } from './folder';

const drafts = (...nonces: string[]): DraftEvent[] => nonces.map(refusal);
const by = { role: 'desk' as const };
const at = '2025-09-24T00:00:00.000Z';

function copyOf(folder: string): string {
  const copy = freshFolder();
  fs.cpSync(folder, copy, { recursive: true, filter: (name) => path.basename(name) !== 'lock' });
  return copy;
}

/** Every id in the journal, and how often it is there. */
function idsIn(folder: string): string[] {
  return readJournal(folder).events.map(({ id }) => id);
}

describe('receiving', () => {
  test('writes what others signed as it is, beside what is written here; it is proved again when it is passed on', async () => {
    const folder = freshFolder();
    const other = new OtherDevice();
    const { journal } = open(folder);
    await journal.append(workshop, drafts('own 1'));
    const documents = other.write(drafts('a', 'b'));
    expect(await journal.receive(workshop, documents)).toEqual(['written', 'written']);
    await journal.append(workshop, drafts('own 2'));
    await journal.close();
    const { events, problems } = readJournal(folder);
    expect(problems).toEqual([]);
    expect(events.map(({ device, seq }) => [device, seq])).toEqual([['K2ABCDEF', 1], [other.device, 1], [other.device, 2], ['K2ABCDEF', 2]]);
    const passedOn = events.slice(1, 3).map((event) => documentOf(event, new OtherDevice().key));
    expect(passedOn).toEqual(documents);
    expect(passedOn.map((document) => prove(document, workshop).problem)).toEqual([null, null]);
    const again = open(folder);
    expect(again.notices).toEqual([]);
    const { sealed: [next] } = await again.journal.append(workshop, drafts('own 3'));
    expect(next).toMatchObject({ line: 5, seq: 3 });
    await again.journal.close();
    expect(verifyFolder(folder)).toMatchObject({ lines: 5, damage: [] });
  });

  test('writes nothing twice: in one call, in calls that come together, after another start, or with the index gone', async () => {
    const folder = freshFolder();
    const documents = new OtherDevice().write(drafts('a', 'b', 'c'));
    const [a, b, c] = documents as [(typeof documents)[0], (typeof documents)[0], (typeof documents)[0]];
    const { journal } = open(folder);
    expect(await journal.receive(workshop, [a, b, a])).toEqual(['written', 'written', 'known']);
    const together = await Promise.all([journal.receive(workshop, [b, c]), journal.receive(workshop, [c, a]), journal.append(workshop, drafts('own'))]);
    expect(together.slice(0, 2)).toEqual([['known', 'written'], ['known', 'known']]);
    await journal.close();
    const again = open(folder);
    expect(await again.journal.receive(workshop, documents)).toEqual(['known', 'known', 'known']);
    await again.journal.close();
    fs.rmSync(path.join(folder, 'index'), { recursive: true });
    const third = open(folder);
    expect(await third.journal.receive(workshop, documents)).toEqual(['known', 'known', 'known']);
    await third.journal.close();
    expect(new Set(idsIn(folder)).size).toBe(4);
    expect(idsIn(folder)).toHaveLength(4);
  });

  test('refuses another event under an id that is here, and takes the rest', async () => {
    const folder = freshFolder();
    const other = new OtherDevice();
    const [first, second] = other.write(drafts('a', 'b'));
    const { journal } = open(folder);
    await journal.receive(workshop, [first!]);
    const forged = { ...first!, data: { ...first!.data, nonce: 'another' }, _id: `${first!.id}:${'0'.repeat(32)}` };
    expect(await journal.receive(workshop, [forged, second!])).toEqual(['other_event_with_this_id', 'written']);
    expect(await journal.receive(workshop, [{ ...second!, _id: `${second!.id}:${'1'.repeat(32)}` }])).toEqual(['other_event_with_this_id']);
    await journal.close();
    expect(readJournal(folder)).toMatchObject({ problems: [], events: [{ data: { nonce: 'a' } }, { data: { nonce: 'b' } }] });
  });

  test('amid appends: all or nothing of each, every id once, in one chain of hashes', async () => {
    const folder = freshFolder();
    const others = [new OtherDevice(), new OtherDevice()];
    const { journal } = open(folder);
    const work: Promise<unknown>[] = [];
    for (let i = 0; i < 60; i++) {
      work.push(journal.append(workshop, drafts(`own ${i}`)));
      const documents = others[i % 2]!.write(drafts(`a ${i}`, `b ${i}`));
      work.push(journal.receive(workshop, documents), journal.receive(workshop, documents));
      if (i % 7 === 0) await work.at(-1);
    }
    await Promise.all(work);
    await journal.close();
    expect(readJournal(folder).problems).toEqual([]);
    expect(idsIn(folder)).toHaveLength(180);
    expect(new Set(idsIn(folder)).size).toBe(180);
  });

  test('that is torn off at any byte is cut off whole lines, and received again', async () => {
    const source = freshFolder();
    const documents = new OtherDevice().write(drafts('a', 'b'));
    const first = open(source);
    await first.journal.append(workshop, drafts('own'));
    const start = fs.statSync(lastSegment(source)).size;
    await first.journal.receive(workshop, documents);
    await first.journal.close();
    const whole = fs.readFileSync(lastSegment(source));
    const second = whole.lastIndexOf(0x0a, whole.length - 2) + 1;
    for (let length = start; length < whole.length; length++) {
      const folder = copyOf(source);
      fs.truncateSync(path.join(folder, path.basename(lastSegment(source))), length);
      const { journal } = open(folder);
      const here = noncesOf(journal);
      expect(here).toEqual(length < second ? ['own'] : ['own', 'a']);
      if (length % 16 === 0) {
        expect(await journal.receive(workshop, documents)).toEqual([here.length === 1 ? 'written' : 'known', 'written']);
        expect(noncesOf(journal)).toEqual(['own', 'a', 'b']);
      }
      await journal.close();
      if (length % 16 === 0) expect(verifyFolder(folder).damage).toEqual([]);
    }
  });

  test('that fails leaves nothing behind and may be tried again; no scan is refused for an index that cannot be written', async () => {
    const folder = freshFolder();
    const documents = new OtherDevice().write(drafts('a', 'b'));
    const { journal } = open(folder);
    await journal.append(workshop, drafts('own'));
    // A file where the index's folder should be.
    fs.writeFileSync(path.join(folder, 'index'), '');
    await expect(journal.receive(workshop, documents)).rejects.toMatchObject({ name: 'JournalWriteError' });
    await journal.append(workshop, drafts('own 2'));
    fs.rmSync(path.join(folder, 'index'));
    expect(await journal.receive(workshop, documents)).toEqual(['written', 'written']);
    await journal.close();
    expect(noncesOf(open(folder).journal)).toEqual(['own', 'own 2', 'a', 'b']);
  });
});

describe('own events that come back', () => {
  /** A laptop that wrote five events, and whose folder is then as it was after the second. */
  async function restored(): Promise<{ folder: string; documents: ReturnType<OtherDevice['write']>; device: OtherDevice }> {
    const folder = freshFolder();
    const device = new OtherDevice();
    const { journal } = open(folder, { device: device.device });
    await journal.append(workshop, drafts('1', '2'));
    await journal.close();
    const backup = copyOf(folder);
    const again = open(folder, { device: device.device });
    await again.journal.append(workshop, drafts('3', '4', '5'));
    const { changes } = await new JournalSource(again.journal).changes(workshop, 0, 100);
    await again.journal.close();
    return { folder: backup, device, documents: changes.map(({ event }) => documentOf(event, device.key)) };
  }

  test('are taken, and the next one goes on after them: no number is used twice', async () => {
    const { folder, device, documents } = await restored();
    const { journal } = open(folder, { device: device.device });
    expect(await journal.receive(workshop, documents)).toEqual(['known', 'known', 'written', 'written', 'written']);
    const { sealed: [next] } = await journal.append(workshop, drafts('6'));
    expect(next).toMatchObject({ seq: 6 });
    await journal.close();
    const { events, problems } = readJournal(folder);
    expect(problems).toEqual([]);
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(events[5]!.prev).toBe(documents[4]!._id.slice(-32));
  });

  test('take their numbers before what is to be written in the same moment', async () => {
    const { folder, device, documents } = await restored();
    const { journal } = open(folder, { device: device.device });
    await journal.indexed();
    const [{ sealed }, taken] = await Promise.all([journal.append(workshop, drafts('new')), journal.receive(workshop, documents.slice(2))]);
    // The index is at hand already, so both are in the same write.
    expect(taken).toEqual(['written', 'written', 'written']);
    expect(sealed).toMatchObject([{ seq: 6 }]);
    await journal.close();
  });

  test('in any order, over another start: the numbers go on after the highest', async () => {
    const { folder, device, documents } = await restored();
    const { journal } = open(folder, { device: device.device });
    await journal.receive(workshop, [documents[4]!]);
    await journal.receive(workshop, [documents[2]!]);
    await journal.close();
    const again = open(folder, { device: device.device });
    const { sealed: [next] } = await again.journal.append(workshop, drafts('6'));
    expect(next).toMatchObject({ seq: 6 });
    expect(await again.journal.receive(workshop, documents)).toEqual(['known', 'known', 'known', 'written', 'known']);
    expect((await again.journal.append(workshop, drafts('7'))).sealed).toMatchObject([{ seq: 7 }]);
    expect(await new JournalSource(again.journal).chains(workshop)).toMatchObject([{ device: device.device, ranges: [[1, 7]] }]);
    await again.journal.close();
    expect(verifyFolder(folder).damage).toEqual([]);
  });

  test('after something else was written under their number: both sides keep theirs, and later ones go on behind', async () => {
    const { folder, device, documents } = await restored();
    const { journal } = open(folder, { device: device.device });
    await journal.append(workshop, drafts('in between'));
    expect(await journal.receive(workshop, documents)).toEqual(['known', 'known', 'other_event_with_this_id', 'written', 'written']);
    expect((await journal.append(workshop, drafts('6'))).sealed).toMatchObject([{ seq: 6 }]);
    await journal.close();
  });
});

describe('the clock', () => {
  const noon = Date.parse('2025-09-24T12:00:00Z');
  const hour = 60 * 60 * 1_000;

  test('is moved on by what comes in, over a start too, and what it really was is still known', async () => {
    const folder = freshFolder();
    const ahead = new OtherDevice(() => noon + hour);
    const { journal } = open(folder, { now: () => noon });
    await journal.append(workshop, drafts('own'));
    await journal.receive(workshop, ahead.write(drafts('a')));
    const { sealed: [next] } = await journal.append(workshop, drafts('own 2'));
    expect(next!.hlc > ahead.written[0]!.hlc).toBe(true);
    expect(journal.lastWrittenAt).toBe(noon);
    await journal.close();
    const again = open(folder, { now: () => noon + 1 });
    expect(again.journal.lastWrittenAt).toBe(noon);
    expect((await again.journal.append(workshop, drafts('own 3'))).sealed[0]!.hlc > next!.hlc).toBe(true);
    await again.journal.close();
  });

  test('does not follow a laptop that lives in next year', async () => {
    const folder = freshFolder();
    const lost = new OtherDevice(() => noon + 365 * 24 * hour);
    const { journal } = open(folder, { now: () => noon });
    await journal.receive(workshop, lost.write(drafts('a')));
    expect(journal.lastWrittenAt).toBeNull();
    await journal.close();
    const again = open(folder, { now: () => noon });
    const { sealed: [next] } = await again.journal.append(workshop, drafts('own'));
    expect(millisecondsOf(next!.hlc)).toBe(noon);
    await again.journal.close();
  });
});

describe('somebody who was erased', () => {
  const minjun = {
    fullName: 'Kim Minjun', nameOnCertificate: '', email: 'kim.minjun@example.org', birthDate: null, country: '', organisation: '', language: null, dietary: '', other: {},
  };
  const registration: DraftEvent = {
    type: 'attendee.registered', at, person: minjun,
    data: { registrationId: 'A', ticketCode: null, sessions: [], consents: { data: true, photo: null }, onlineParts: [], source: 'import', by },
  };
  const cancellation: DraftEvent = { type: 'attendee.cancelled', at, data: { registrationId: 'B', reason: 'for Minjun Kim', by } };
  const erasure: DraftEvent = { type: 'attendee.erased', at, data: { registrationId: 'A', reason: 'requested', by } };

  test('here: what others send of them later is written without it, and still proved', async () => {
    const folder = freshFolder();
    const other = new OtherDevice();
    const { journal } = open(folder);
    await journal.append(workshop, [erasure]);
    await journal.blank();
    const documents = other.write([registration, cancellation]);
    expect(await journal.receive(workshop, documents)).toEqual(['written', 'written']);
    expect(await journal.receive(workshop, documents)).toEqual(['known', 'known']);
    await journal.close();
    expect(fs.readFileSync(lastSegment(folder), 'utf8')).not.toMatch(/minjun/i);
    const { events, problems } = readJournal(folder);
    expect(problems).toEqual([]);
    const passedOn = events.slice(1).map((event) => documentOf(event, other.key));
    expect(passedOn.map(({ _id }) => _id)).toEqual(documents.map(({ _id }) => _id));
    expect(passedOn.map((document) => prove(document, workshop).problem)).toEqual([null, null]);
  });

  test('elsewhere: it is carried out here, in this journal and at another start', async () => {
    const folder = freshFolder();
    const other = new OtherDevice();
    const { journal } = open(folder);
    await journal.append(workshop, [registration]);
    await journal.receive(workshop, other.write([cancellation]));
    await journal.receive(workshop, other.write([erasure, { ...registration, person: { ...minjun, email: 'minjun@late.example' } }]));
    expect(journal.erasures).toBe(1);
    expect(journal.isErased(workshop, 'A')).toBe(true);
    expect(journal.isErased('milan-2025', 'A')).toBe(false);
    const crashed = copyOf(folder);
    expect(await journal.blank()).toBe(1);
    await journal.close();
    const started = open(crashed);
    expect(started.notices.map(({ code }) => code)).toEqual(['erased']);
    await started.journal.close();
    for (const each of [folder, crashed]) {
      expect(fs.readFileSync(lastSegment(each), 'utf8')).not.toMatch(/minjun/i);
      expect(readJournal(each).problems).toEqual([]);
      expect(verifyFolder(each).damage).toEqual([]);
      const again = open(each);
      expect(again.notices).toEqual([]);
      expect(again.journal.isErased(workshop, 'A')).toBe(true);
      const source = new JournalSource(again.journal);
      const { changes } = await source.changes(workshop, 0, 10);
      expect(changes.map(({ event }) => (event as JournalEvent).type)).toEqual(['attendee.registered', 'attendee.cancelled', 'attendee.erased', 'attendee.registered']);
      expect(changes.slice(1).map(({ event }) => prove(documentOf(event, other.key), workshop).problem)).toEqual([null, null, null]);
      await again.journal.close();
    }
  });

  test('by an event that has not the form of the contract: nobody is, and the journal opens', async () => {
    const folder = freshFolder();
    const strange = { type: 'attendee.erased', at, data: { registrationId: 7, nested: { type: 'attendee.erased' } } } as unknown as DraftEvent;
    const { journal } = open(folder);
    await journal.receive(workshop, new OtherDevice().write([strange]));
    await journal.blank();
    await journal.close();
    const again = open(folder);
    expect(again.notices).toEqual([]);
    expect(await again.journal.blank()).toBe(0);
    await again.journal.close();
  });
});
