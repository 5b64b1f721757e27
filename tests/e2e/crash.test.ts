import fs from 'node:fs';
import path from 'node:path';
import type { JournalEvent } from '@shared/contract/events';
import { foldAll } from '@shared/domain/state';
import { expect, onTestFailed, test } from 'vitest';
import { agenda, finished, freshData, headless, importInto, killTree, startHeadless } from './application';
import { answersByNonce, attendanceDifferences, passagesThatCannotBe, readJournal } from './journalReader';
import { writeRoster } from './largeRoster';
import { seededRandom, shuffled } from './seededRandom';

const kills = 20;
const scansAtOnce = 5_000;
const firstDay = 'day:2025-09-24';

/** What a station may be there for, and after how many answers at most it is killed. */
const stations = [
  { target: firstDay, direction: 'in', atMost: scansAtOnce },
  { target: firstDay, direction: 'out', atMost: scansAtOnce },
  { target: 'day:2025-09-25', direction: 'in', atMost: scansAtOnce },
  { target: 'session:S01', direction: 'in', atMost: scansAtOnce },
  // Sessions with a number of seats: their scans are written one after the other, which takes longer.
  { target: 'session:S04', direction: 'in', atMost: 600 },
  { target: 'session:S05', direction: 'in', atMost: 600 },
];

interface Answer {
  answer: string;
  nonce: string;
  registrationId: string | null;
  at: string;
  direction: string;
  target: string;
}

test(`killed ${kills} times with ${scansAtOnce} scans under way: nothing that was answered is lost, nothing is doubled`, async () => {
  const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000_000);
  onTestFailed(() => console.error(`To run this again: CRASH_SEED=${seed}`));
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;

  const data = freshData();
  const rosterFile = path.join(data, 'roster.csv');
  const people = writeRoster(rosterFile, 3_000);
  await importInto(data, { agenda, roster: rosterFile });

  /** All scans that were ever sent, and for each nonce the line that was printed first. */
  const sent = new Map<string, string>();
  const answered = new Map<string, string>();
  let lastCode = '';
  const newScan = (): string => {
    const nonce = `scan ${sent.size}`;
    const kind = random();
    if (kind < 0.05) lastCode = `nobody ${below(100)}`;
    else if (kind < 0.9) lastCode = pick(people).ticket; // otherwise the scanner reads the same ticket twice
    const scan = JSON.stringify({ code: lastCode, nonce, ...(random() < 0.05 ? { at: '2025-09-24T03:00:00.000Z' } : {}) });
    sent.set(nonce, scan);
    return nonce;
  };

  for (let round = 0; round <= kills; round++) {
    const isLast = round === kills;
    // What nobody got an answer to, some of what was answered, some sent twice in one go, and new ones.
    const known = [...answered.keys()];
    const again = [...sent.keys()].filter((nonce) => !answered.has(nonce));
    again.push(...Array.from({ length: Math.min(200, known.length) }, () => pick(known)));
    const nonces = shuffled([...again, ...again.slice(0, 100)], below);
    while (nonces.length < scansAtOnce) nonces.splice(below(nonces.length + 1), 0, newScan());

    const { target, direction, atMost } = round === 0 || isLast ? stations[0]! : pick(stations);
    const child = startHeadless(['check-in', '--stdin', '--target', target, '--direction', direction, '--data', data]);
    child.stdin?.on('error', () => undefined); // the reader is killed
    const end = finished(child);
    if (!isLast) killAtRandom();
    child.stdin?.end(nonces.map((nonce) => `${sent.get(nonce)}\n`).join(''));
    const { stdout, code, stderr } = await end;
    expect(stderr.replaceAll(/^warning: The end of the journal was torn .*\n/gm, '')).toBe('');

    const lines = stdout.split('\n').slice(0, -1); // a line without its end was not printed
    for (const [index, line] of lines.entries()) {
      const { nonce } = JSON.parse(line) as Answer;
      expect(nonce).toBe(nonces[index]);
      const first = answered.get(nonce);
      if (first === undefined) answered.set(nonce, line);
      else expect(line).toBe(first);
    }
    if (isLast) {
      expect({ code, answers: lines.length }).toEqual({ code: 0, answers: nonces.length });
    } else {
      if (round % 2 === 1) tearUnansweredEnd(path.join(data, 'journal'), answered, below);
      if (round % 7 === 6) await expectAttendance(data);
    }

    function killAtRandom(): void {
      if (random() < 0.15) {
        setTimeout(() => killTree(child), below(1_000));
        return;
      }
      const enough = below(atMost);
      const moment = random() * 5;
      let printed = 0;
      const count = (chunk: Buffer): void => {
        for (const byte of chunk) if (byte === 0x0a) printed += 1;
        if (printed < enough) return;
        child.stdout?.off('data', count);
        setTimeout(() => killTree(child), moment);
      };
      child.stdout?.on('data', count);
    }
  }

  const events = await expectAttendance(data);
  expect(answered.size).toBe(sent.size);
  const byNonce = answersByNonce(events);
  expect([...byNonce].filter(([, all]) => all.length > 1)).toEqual([]);
  expect(byNonce.size).toBe(sent.size);
  for (const [nonce, line] of answered) {
    const { answer, registrationId, at, direction, target } = JSON.parse(line) as Answer;
    expect({ answer, registrationId, at, direction, target }).toEqual(answerIn(byNonce.get(nonce)![0]!));
  }
  expect(passagesThatCannotBe(events)).toEqual([]);
  const { inside, arrived } = foldAll(events).tally;
  expect(arrived.get(firstDay)).toBeGreaterThan(1_000);
  expect(inside.get('session:S04') ?? 0).toBeLessThanOrEqual(80);
  expect(inside.get('session:S05') ?? 0).toBeLessThanOrEqual(60);
  const doctor = await headless(['doctor', '--data', data, '--json']);
  expect(doctor.json<{ checks: unknown }>()[0]!.checks).not.toContainEqual(expect.objectContaining({ ok: false }));
});

/** `attendance` says what the fold of the journal says; gives the journal's events. */
async function expectAttendance(data: string): Promise<JournalEvent[]> {
  const { code, stdout } = await headless(['attendance', '--data', data]);
  expect(code).toBe(0);
  const { events, problems } = readJournal(path.join(data, 'journal'));
  expect(problems).toEqual([]);
  expect(attendanceDifferences(stdout, events)).toEqual([]);
  return events;
}

/** The answer that an event stands for. */
function answerIn(event: JournalEvent): Omit<Answer, 'nonce'> {
  if (event.type !== 'checkIn.recorded' && event.type !== 'checkOut.recorded' && event.type !== 'scan.refused') throw new Error(event.type);
  const { registrationId, direction, target } = event.data;
  return { answer: event.type === 'scan.refused' ? event.data.answer : 'ok', registrationId, at: event.at, direction, target };
}

/** As a pulled plug may: the journal ends at any byte behind the last event that somebody was told of. */
function tearUnansweredEnd(journal: string, answered: ReadonlyMap<string, string>, below: (limit: number) => number): void {
  const file = path.join(journal, fs.readdirSync(journal).filter((name) => name.endsWith('.journal')).sort().at(-1) as string);
  const bytes = fs.readFileSync(file);
  let keep = 0;
  for (let start = 0, end = 0; (end = bytes.indexOf(0x0a, start)) !== -1; start = end + 1) {
    const nonce = /"nonce":"([^"]+)"/.exec(bytes.toString('utf8', start, end))?.[1];
    const wasTold = nonce === undefined ? start > 0 : answered.has(nonce);
    if (wasTold) keep = end + 1;
  }
  if (keep < bytes.length) fs.truncateSync(file, keep + below(bytes.length - keep));
}
