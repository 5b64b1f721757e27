import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { agenda, finished, freshData, headless, killTree, preparedData, roster, startHeadless } from './application';

interface Line {
  registrationId: string;
  ticketCode: string;
  fullName: string;
  checkIns: { target: string; at: string; device: string; voided: boolean }[];
}

describe('importing', () => {
  test('the sample pack, and the same again changes nothing', async () => {
    const data = freshData();
    const first = await headless(['import-roster', roster, '--data', data, '--json']);
    expect(first.code).toBe(0);
    expect(first.stdout.trim().split('\n')).toHaveLength(1);
    expect(first.json()[0]).toMatchObject({ read: 320, added: 320, updated: 0, unchanged: 0, encoding: 'utf-8', rejected: [], warnings: [] });
    const second = await headless(['import-roster', roster, '--data', data, '--json']);
    expect(second.json()[0]).toMatchObject({ read: 320, added: 0, updated: 0, unchanged: 320 });
    const plan = await headless(['import-agenda', agenda, '--data', data, '--json']);
    expect(plan.json()[0]).toMatchObject({ read: 12, added: 12, rejected: [], warnings: [] });
  });

  test('a changed file shows what changed; a dry run writes nothing', async () => {
    const data = freshData();
    await headless(['import-roster', roster, '--data', data]);
    const changed = path.join(data, 'changed.csv');
    fs.writeFileSync(changed, fs.readFileSync(roster, 'utf8').replace('SEL25-00007-298760,Maëlys Benoît', 'SEL25-00007-298761,Maëlys Benoit-Roche'));
    for (const [args, unchanged] of [[['--dry-run'], 319], [[], 319], [[], 320]] as const) {
      const { code, json } = await headless(['import-roster', changed, '--data', data, '--json', ...args]);
      expect(code).toBe(0);
      expect(json()[0]).toMatchObject({ added: 0, updated: 320 - unchanged, unchanged });
      if (unchanged === 319) {
        expect(json()[0]!.changes).toEqual([
          { registrationId: 'SEL25-00007', column: 'ticket_code', from: 'SEL25-00007-298760', to: 'SEL25-00007-298761' },
          { registrationId: 'SEL25-00007', column: 'full_name', from: 'Maëlys Benoît', to: 'Maëlys Benoit-Roche' },
        ]);
      }
    }
    const scans = await headless(['check-in', '--stdin', '--target', 'day:2025-09-24', '--data', data, '--json'], 'SEL25-00007-298760\nSEL25-00007-298761\n');
    expect(scans.json().map(({ answer }) => answer)).toEqual(['unknown_ticket', 'ok']);
  });

  test('a rejected row names row, column, code and remedy, and the others go in', async () => {
    const data = freshData();
    const file = path.join(data, 'broken.csv');
    fs.writeFileSync(file, 'registration_id,full_name,ticket_code,birth_date,email,language\nA1,Ada,T1,2001-02-30,nobody,tlh\n,Nobody,T2,,,\nA3,,T3,,,\nA1,Twice,T4,,,\nA5,Eve,T1,,,\nA6,Zoë,T6,2001-01-01,zoe@example.org,de\n');
    const { code, json } = await headless(['import-roster', file, '--data', data, '--json']);
    expect(code).toBe(0);
    const report = json<{ added: number; rejected: object[]; warnings: object[] }>()[0]!;
    expect(report.added).toBe(2);
    expect(report.rejected).toMatchObject([
      { row: 3, column: 'registration_id', code: 'missing_registration_id' },
      { row: 4, column: 'full_name', code: 'missing_full_name' },
      { row: 5, column: 'registration_id', code: 'duplicate_registration_id' },
      { row: 6, column: 'ticket_code', code: 'duplicate_ticket_code' },
    ]);
    expect(report.warnings).toMatchObject([
      { row: 2, column: 'email', code: 'invalid_email' },
      { row: 2, column: 'birth_date', code: 'invalid_date' },
      { row: 2, column: 'language', code: 'unknown_language' },
    ]);
    for (const remark of [...report.rejected, ...report.warnings]) expect((remark as { message: string }).message.length).toBeGreaterThan(30);
  });

  test.each([
    ['windows-1252', 'windows-1252'], ['cp949', 'euc-kr'], ['gbk', 'gbk'], ['shift_jis', 'shift_jis'], ['utf-16le', 'utf-16le'],
    ['utf-8-semicolon', 'utf-8'], ['tab', 'utf-8'],
  ])('%s.csv is read, and said to be %s', async (name, encoding) => {
    const file = path.join(import.meta.dirname, `../fixtures/rosters/${name}.csv`);
    const { code, json } = await headless(['import-roster', file, '--data', freshData(), '--json']);
    expect(code).toBe(0);
    expect(json()[0]).toMatchObject({ encoding, rejected: [] });
    expect(Number(json()[0]!.added)).toBeGreaterThan(0);
  });

  test('a file that cannot be read is refused with a sentence, and changes nothing', async () => {
    const data = freshData();
    const { code, stdout, stderr } = await headless(['import-roster', path.join(data, 'settings.json'), '--data', data, '--json']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/settings\.json/);
    expect((await headless(['import-roster', '/nowhere.csv', '--data', data])).code).toBe(1);
  });
});

describe('checking in', () => {
  let data: string;
  beforeAll(async () => {
    data = await preparedData();
  });

  test('one answer a line, in order, and a repeated nonce gets the first answer', async () => {
    const scans = [
      'SEL25-00001-736313',
      '{"code":"SEL25-00001-736313","nonce":"again"}',
      '  SEL25-00002-621513\t',
      '{"code":"SEL25-00002-621513","nonce":"again"}',
      '{"code":"SEL25-00003-262452","nonce":"late","at":"2025-09-25T00:00:00+09:00"}',
      'ATH25-00001-111111',
      '',
      '{"not":"ours"}',
    ];
    const { code, json } = await headless(['check-in', '--stdin', '--target', 'day:2025-09-24', '--data', data, '--json'], scans.join('\n'));
    expect(code).toBe(0);
    const answers = json();
    expect(answers.map(({ answer }) => answer)).toEqual([
      'ok', 'already_checked_in', 'ok', 'already_checked_in', 'too_late', 'wrong_workshop', 'unknown_ticket', 'unknown_ticket',
    ]);
    expect(answers[3]).toEqual(answers[1]); // same nonce: the first answer, though the code was another
    expect(answers[0]).toMatchObject({ registrationId: 'SEL25-00001', nonce: expect.any(String), at: expect.any(String), message: expect.stringContaining('최시우') });
    const again = await headless(['check-in', '--stdin', '--target', 'day:2025-09-24', '--data', data], '{"code":"x","nonce":"late"}\n');
    expect(again.json()).toEqual([answers[4]]); // and after a restart
  });

  test('sessions: registration, capacity and time', async () => {
    const at = (time: string, code: string): string => JSON.stringify({ code, at: `2025-09-24T${time}+09:00` });
    const s05 = await headless(
      ['check-in', '--stdin', '--target', 'session:S05', '--data', data],
      [at('12:00:00', 'SEL25-00001-736313'), at('12:40:00', 'SEL25-00001-736313'), at('12:41:00', 'SEL25-00002-621513'), at('15:00:00', 'SEL25-00003-262452')].join('\n'),
    );
    expect(s05.json().map(({ answer }) => answer)).toEqual(['too_early', 'ok', 'not_registered_for_session', 'too_late']);
    const people = (await headless(['attendance', '--data', data])).json<{ sessions: string[]; ticketCode: string }>().filter(({ sessions }) => sessions.includes('S06'));
    expect(people.length).toBeGreaterThan(60);
    const s06 = await headless(['check-in', '--stdin', '--target', 'session:S06', '--data', data], people.map(({ ticketCode }) => at('13:00:00', ticketCode)).join('\n'));
    const answers = s06.json().map(({ answer }) => answer);
    expect(answers.slice(0, 60).every((answer) => answer === 'ok')).toBe(true);
    expect(answers.slice(60).every((answer) => answer === 'session_full')).toBe(true);
    const out = await headless(['check-in', '--stdin', '--direction', 'out', '--target', 'session:S06', '--data', data], at('13:10:00', people[0]!.ticketCode));
    expect(out.json()[0]!.answer).toBe('ok');
    const seat = await headless(['check-in', '--stdin', '--target', 'session:S06', '--data', data], at('13:11:00', people.at(-1)!.ticketCode));
    expect(seat.json()[0]!.answer).toBe('ok');
  });

  test('attendance comes out as JSON, CSV and spreadsheet', async () => {
    const lines = (await headless(['attendance', '--format', 'json', '--data', data])).json<Line>();
    expect(lines).toHaveLength(320);
    expect(lines[0]).toMatchObject({ registrationId: 'SEL25-00001', ticketCode: 'SEL25-00001-736313', fullName: '최시우' });
    expect(lines[0]!.checkIns[0]).toMatchObject({ target: 'day:2025-09-24', voided: false, device: expect.stringMatching(/^[0-9A-Z]{8}$/) });
    const csv = path.join(data, 'attendance.csv');
    expect((await headless(['attendance', '--format', 'csv', '--out', csv, '--data', data])).code).toBe(0);
    const text = fs.readFileSync(csv, 'utf8');
    expect(text.startsWith('\ufeffregistration_id,')).toBe(true);
    expect(text.trimEnd().split('\r\n')).toHaveLength(321);
    const xlsx = path.join(data, 'attendance.xlsx');
    expect((await headless(['attendance', '--format', 'xlsx', '--out', xlsx, '--data', data])).code).toBe(0);
    const { default: readSheet } = await import('read-excel-file/node');
    const [sheet] = await readSheet(xlsx);
    expect(sheet!.data).toHaveLength(321);
    expect(sheet!.data[1]!.slice(0, 3)).toEqual(['SEL25-00001', 'SEL25-00001-736313', '최시우']);
  });

  test('rebuild gives the same state, and doctor finds nothing', async () => {
    const before = (await headless(['attendance', '--data', data])).stdout;
    const rebuilt = await headless(['rebuild', '--data', data, '--json']);
    expect(rebuilt.code).toBe(0);
    expect(rebuilt.json()[0]).toMatchObject({ attendees: 320 });
    expect((await headless(['attendance', '--data', data])).stdout).toBe(before);
    const doctor = await headless(['doctor', '--data', data, '--json']);
    expect(doctor.code).toBe(0);
    expect(doctor.json()[0]).toMatchObject({ ok: true });
  });
});

describe('called wrongly', () => {
  test.each([
    [['frobnicate']], [['import-roster']], [['import-roster', 'a', 'b']], [['check-in']], [['check-in', '--stdin', '--target', 'yesterday']],
    [['attendance', '--format', 'pdf']], [['attendance', '--colour']], [['attendance', '--format', 'xlsx']],
  ])('%j ends with 2 and says how', async (args) => {
    const { code, stdout, stderr } = await headless([...args, '--data', freshData()]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.length).toBeGreaterThan(10);
  });

  test('a session that the agenda does not have is refused before the first scan', async () => {
    const { code, stderr } = await headless(['check-in', '--stdin', '--target', 'session:S99', '--data', await preparedData()], 'x\n');
    expect(code).toBe(1);
    expect(stderr).toMatch(/S99.*S01/);
  });
});

test('the folder of a running process is refused to another', async () => {
  const data = await preparedData();
  const first = startHeadless(['check-in', '--stdin', '--data', data]);
  first.stdin?.write('nobody\n');
  await new Promise((resolve) => first.stdout?.once('data', resolve));
  const second = await headless(['attendance', '--data', data]);
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/in use/);
  killTree(first);
  await finished(first);
  expect((await headless(['attendance', '--data', data])).code).toBe(0); // the dead one's lock is taken over
});
