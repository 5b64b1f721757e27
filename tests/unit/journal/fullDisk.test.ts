import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fillUp, mountMemory, whyNoDrives } from '../../e2e/drives';
import { readJournal } from '../../e2e/journalReader';
import { OtherDevice } from './devices';
import { freshFolder, open, refusal, workshop } from './folder';

const noDrives = whyNoDrives();
const some = (count: number, name: string) => Array.from({ length: count }, (_, i) => refusal(`${name} ${i}`));

test('a full disk takes none of what was received, nor half of it; with room again it takes all', async ({ skip }) => {
  if (noDrives) skip(noDrives);
  const drive = freshFolder();
  mountMemory(drive, 4);
  const folder = path.join(drive, 'journal');
  const documents = new OtherDevice().write(some(200, 'a'));
  const { journal } = open(folder, { index: path.join(drive, 'sync-index') });
  await journal.append(workshop, some(3, 'own'));
  await journal.receive(workshop, documents.slice(0, 10));
  const ballast = path.join(drive, 'ballast');
  fillUp(ballast, 2 * 4096);
  await expect(journal.receive(workshop, documents)).rejects.toMatchObject({ code: 'disk_full' });
  expect(readJournal(folder)).toMatchObject({ problems: [], events: { length: 13 } });
  await expect(Promise.all([journal.append(workshop, some(100, 'more')), journal.receive(workshop, documents)])).rejects.toMatchObject({ code: 'disk_full' });
  expect(readJournal(folder)).toMatchObject({ problems: [], events: { length: 13 } });
  fs.rmSync(ballast);
  expect(await journal.receive(workshop, documents)).toEqual([...Array.from({ length: 10 }, () => 'known'), ...Array.from({ length: 190 }, () => 'written')]);
  await journal.close();
  expect(readJournal(folder)).toMatchObject({ problems: [], events: { length: 203 } });
});

test('scans are taken where there is room for them and none for the index, and the index is made good later', async ({ skip }) => {
  if (noDrives) skip(noDrives);
  const [folder, drive] = [freshFolder(), freshFolder()];
  mountMemory(drive, 1);
  const documents = new OtherDevice().write(some(400, 'a'));
  const { journal } = open(folder, { index: path.join(drive, 'sync-index') });
  await journal.receive(workshop, documents.slice(0, 10));
  const ballast = path.join(drive, 'ballast');
  fillUp(ballast);
  await journal.append(workshop, some(1_000, 'own'));
  await expect(journal.receive(workshop, documents)).rejects.toMatchObject({ code: 'disk_full' });
  await journal.append(workshop, some(10, 'own too'));
  fs.rmSync(ballast);
  expect((await journal.receive(workshop, documents)).filter((taken) => taken === 'written')).toHaveLength(390);
  await journal.close();
  expect(readJournal(folder)).toMatchObject({ problems: [], events: { length: 1_410 } });
});
