import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Finished, freshData, headless, preparedData, roster } from './application';
import { eventsOf } from './journalEvents';

interface Report {
  issued: number;
  already: number;
  files: string[];
}

const day = ['--target', 'day:2025-09-24'];

async function issue(data: string, out: string, ...more: string[]): Promise<Report> {
  const { code, json, stderr } = await headless(['issue-tickets', '--out', out, '--data', data, '--json', ...more]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return json<Report>()[0]!;
}

/** What the mail-merge table says, by registration id. */
function ticketsIn(out: string): Map<string, string> {
  const text = fs.readFileSync(path.join(out, 'tickets.csv'), 'utf8');
  expect(text.startsWith('\ufeff')).toBe(true);
  return new Map(text.trimEnd().split('\r\n').slice(1).map((line) => {
    const cells = line.split(',');
    return [cells[0] as string, cells.at(-2) as string];
  }));
}

function contentsOf(folder: string): Map<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return new Map(files.sort().map((name) => [name, fs.readFileSync(path.join(folder, name)).toString('base64')]));
}

async function answersTo(data: string, codes: readonly string[]): Promise<string[]> {
  const scans: Finished = await headless(['check-in', '--stdin', ...day, '--data', data], `${codes.join('\n')}\n`);
  return scans.json<{ answer: string }>().map(({ answer }) => answer);
}

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;

describe('signed tickets', () => {
  let data: string;
  let out: string;
  let first: Report;
  let tickets: Map<string, string>;
  beforeAll(async () => {
    data = await preparedData();
    out = path.join(data, 'out');
    first = await issue(data, out, '--kind', 'signed');
    tickets = ticketsIn(out);
  });

  test('are issued for everyone, once, with an image in two forms each, a table and sheets of eight', () => {
    expect(first).toMatchObject({ issued: 320, already: 0 });
    expect([...tickets.values()].every((code) => /^\d{176}$/.test(code))).toBe(true);
    expect(new Set(tickets.values()).size).toBe(320);
    expect([...contentsOf(out).keys()].map((name) => name.replaceAll('\\', '/'))).toEqual([...first.files].sort());
    expect(first.files).toHaveLength(642);
    const pdf = fs.readFileSync(path.join(out, 'tickets.pdf'));
    expect(pagesOf(pdf)).toBe(40);
    expect(eventsOf(data).filter(({ type }) => type === 'ticket.issued')).toHaveLength(320);
  });

  test('issued again are the same: files, journal and key', async () => {
    const before = { files: contentsOf(out), events: eventsOf(data).length, key: fs.readFileSync(path.join(data, 'ticket-keys.json'), 'utf8') };
    expect(await issue(data, out, '--kind', 'signed')).toEqual({ issued: 0, already: 320, files: first.files });
    const elsewhere = path.join(data, 'elsewhere');
    await issue(data, elsewhere, '--kind', 'signed');
    const after = { files: contentsOf(out), events: eventsOf(data).length, key: fs.readFileSync(path.join(data, 'ticket-keys.json'), 'utf8') };
    expect(after).toEqual(before);
    expect(contentsOf(elsewhere)).toEqual(before.files);
    if (process.platform !== 'win32') expect(fs.statSync(path.join(data, 'ticket-keys.json')).mode & 0o777).toBe(0o600);
  });

  test('are scanned: a good one, a forged one, one of another workshop, beside the roster’s own', async () => {
    const mine = tickets.get('SEL25-00020')!;
    const forged = `${mine.slice(0, -1)}${(Number(mine.at(-1)) + 1) % 10}`;
    const other = path.join(data, 'milan');
    const file = path.join(data, 'milan.csv');
    fs.writeFileSync(file, 'registration_id,full_name,ticket_code\nMIL25-00001,Ada,MIL25-00001-1\n');
    expect((await headless(['import-roster', file, '--data', other])).code).toBe(0);
    await issue(other, path.join(other, 'out'), '--kind', 'signed', '--sheet', 'none');
    const foreign = ticketsIn(path.join(other, 'out')).get('MIL25-00001')!;
    expect(foreign).toMatch(/^\d{176}$/);
    expect(await answersTo(data, [forged, foreign, mine, mine])).toEqual(['bad_signature', 'wrong_workshop', 'ok', 'already_checked_in']);
  });

  test('of somebody whom the local roster lacks admit them as a late registration', async () => {
    const elsewhere = freshData();
    const file = path.join(elsewhere, 'without-21.csv');
    fs.mkdirSync(elsewhere, { recursive: true });
    fs.writeFileSync(file, fs.readFileSync(roster, 'utf8').split('\n').filter((line) => !line.startsWith('SEL25-00021')).join('\n'));
    const imported = await headless(['import-roster', file, '--data', elsewhere, '--json']);
    expect(imported.json()[0]).toMatchObject({ added: 319 });
    // The organizers' key comes to the other laptop as a file.
    fs.copyFileSync(path.join(data, 'ticket-keys.json'), path.join(elsewhere, 'ticket-keys.json'));
    expect(await issue(elsewhere, path.join(elsewhere, 'out'), '--kind', 'signed', '--sheet', 'none')).toMatchObject({ issued: 319 });
    expect(ticketsIn(path.join(elsewhere, 'out')).get('SEL25-00022')).toBe(tickets.get('SEL25-00022'));
    // Nothing is known of them yet: they are asked for their consent first.
    expect(await answersTo(elsewhere, [tickets.get('SEL25-00021')!])).toEqual(['consent_missing']);
    const late = eventsOf(elsewhere).filter((event) => event.type === 'attendee.registered' && event.data.source === 'ticket');
    expect(late).toHaveLength(1);
    expect(late[0]!.data).toMatchObject({ ticketCode: tickets.get('SEL25-00021')! });
  });
});

describe('short tickets', () => {
  test('are issued beside the roster’s codes, stay, and scan; somebody new gets one', async () => {
    const data = await preparedData();
    const out = path.join(data, 'out');
    expect(await issue(data, out)).toMatchObject({ issued: 320, already: 0 });
    const tickets = ticketsIn(out);
    expect([...tickets.values()].every((code) => /^\d{25}$/.test(code))).toBe(true);
    const more = path.join(data, 'more.csv');
    fs.writeFileSync(more, 'registration_id,full_name,ticket_code,consent_data\nA/1,"=1+1",X-1,yes\n');
    await headless(['import-roster', more, '--data', data]);
    const second = await issue(data, out, '--sheet', 'none');
    expect(second).toMatchObject({ issued: 1, already: 320 });
    const again = ticketsIn(out);
    for (const [id, code] of tickets) expect(again.get(id)).toBe(code);
    expect(second.files.filter((name) => name.startsWith('qr/A_1-'))).toHaveLength(2);
    expect(fs.readFileSync(path.join(out, 'tickets.csv'), 'utf8')).toContain("'=1+1");
    expect(await answersTo(data, [tickets.get('SEL25-00030')!, again.get('A/1')!, 'SEL25-00031-x', '0'.repeat(25)])).toEqual(['ok', 'ok', 'unknown_ticket', 'unknown_ticket']);
  });

  test('need a workshop, a folder and a kind there is', async () => {
    const data = freshData();
    const none = await headless(['issue-tickets', '--out', path.join(data, 'out'), '--data', data]);
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/no workshop/)]);
    for (const args of [[], ['--out', data, '--kind', 'gold'], ['--out', data, '--sheet', 'letter']]) {
      expect((await headless(['issue-tickets', ...args, '--data', data])).code).toBe(2);
    }
  });

  test('of eight people are one page, of nine two', async () => {
    for (const [people, pages] of [[8, 1], [9, 2]] as const) {
      const data = freshData();
      const file = path.join(data, 'few.csv');
      fs.mkdirSync(data, { recursive: true });
      fs.writeFileSync(file, `registration_id,full_name\n${Array.from({ length: people }, (_, i) => `SEL25-${i},Wolfeschlegelsteinhausenbergerdorff ${'x'.repeat(i * 20)}`).join('\n')}\n`);
      await headless(['import-roster', file, '--data', data]);
      await issue(data, path.join(data, 'out'));
      expect(pagesOf(fs.readFileSync(path.join(data, 'out', 'tickets.pdf')))).toBe(pages);
    }
  });
});
