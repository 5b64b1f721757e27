import path from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { agenda, freshData, headless } from './application';
import { attendanceDifferences, passagesThatCannotBe, readJournal } from './journalReader';
import { type RosterPerson, writeRoster } from './largeRoster';
import { openOne } from './oneApplication';
import { installRawClient, rawCall } from './rawPort';

/** A hundred thousand people and fifty thousand scans: nothing is different from a small workshop but the numbers. */

const people = 100_000;
const scans = 50_000;
const day = 'day:2025-09-24';

let data: string;
let everybody: RosterPerson[];

/** Slow machines take minutes for a hundred thousand people; how long it may take is the benches' concern. */
vi.setConfig({ testTimeout: 900_000 });

beforeAll(() => {
  data = freshData();
  everybody = writeRoster(path.join(data, 'roster.csv'), people);
});

test('are imported, and the same file again changes nothing', async () => {
  const first = await headless(['import-roster', path.join(data, 'roster.csv'), '--data', data, '--json']);
  expect(first.json()[0]).toMatchObject({ read: people, added: people, rejected: [], warnings: [] });
  expect((await headless(['import-agenda', agenda, '--data', data])).code).toBe(0);
  const again = await headless(['import-roster', path.join(data, 'roster.csv'), '--data', data, '--json']);
  expect(again.json()[0]).toMatchObject({ read: people, added: 0, updated: 0, unchanged: people });
});

test('are found by name in any script and by code, each keystroke', async () => {
  const opened = await openOne({ data });
  const desk = await opened.window('desk');
  await desk.waitForSelector('html[data-ready="true"]', { state: 'attached', timeout: 60_000 });
  await installRawClient(desk);
  for (const [search, holds] of [
    ['muller', 'Müller-Lüdenscheidt'], ['mueller kathe', 'Käthe Müller-Lüdenscheidt'], ['김서', '김서연'], ['서연', '서연'], ['王子', '王子涵'],
    ['子涵', '子涵'], ['مصري', 'المصري'], ['محمد ال', 'محمد'], ['nguyen quoc', 'Nguyễn Quốc Việt'], ["d'angelo", "D'Angelo"],
  ] as const) {
    for (const filter of ['all', 'expected'] as const) {
      const reply = await rawCall(desk, 'query', 'roster.page', { search, filter, target: day, offset: 0, limit: 50 });
      const { total, rows } = reply.value as unknown as { total: number; rows: { fullName: string }[] };
      expect(rows, search).toHaveLength(50);
      for (const row of rows) expect(row.fullName, search).toContain(holds.split(' ')[0]);
      if (filter === 'all') expect(total).toBe(everybody.filter(({ name }) => holds.split(' ').every((part) => name.includes(part))).length);
    }
  }
  const one = everybody[77_777] as RosterPerson;
  const reply = await rawCall(desk, 'query', 'roster.page', { search: one.ticket, filter: 'all', target: day, offset: 0, limit: 50 });
  expect(reply.value).toMatchObject({ total: 1, rows: [{ registrationId: one.id, fullName: one.name }] });
  const last = await rawCall(desk, 'query', 'roster.page', { search: '', filter: 'all', target: day, offset: people - 3, limit: 50 });
  expect((last.value as unknown as { rows: unknown[] }).rows).toHaveLength(3);
});

test('are scanned, and after a restart and a rebuild all of it is as the journal says', async () => {
  const codes = Array.from({ length: scans }, (_, index) => (everybody[(index * 7) % people] as RosterPerson).ticket);
  const { json, code } = await headless(['check-in', '--stdin', '--target', day, '--data', data], `${codes.join('\n')}\n`);
  expect(code).toBe(0);
  const answers = json<{ answer: string }>();
  expect(answers).toHaveLength(scans);
  expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set(['ok']));

  const { events, problems } = readJournal(path.join(data, 'journal'));
  expect(problems).toEqual([]);
  expect(passagesThatCannotBe(events)).toEqual([]);
  const before = await headless(['attendance', '--data', data]);
  expect(attendanceDifferences(before.stdout, events)).toEqual([]);
  const rebuilt = await headless(['rebuild', '--data', data, '--json']);
  expect(rebuilt.json()[0]).toMatchObject({ attendees: people, events: events.length });
  expect((await headless(['attendance', '--data', data])).stdout === before.stdout).toBe(true);
  const doctor = await headless(['doctor', '--data', data, '--json']);
  expect(doctor.json()[0]).toMatchObject({ ok: true });
});
