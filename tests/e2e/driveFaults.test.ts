import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshData, headless, preparedData } from './application';
import { type Answer, CheckInSession } from './checkInSession';
import { failDrive, fillUp, mountAgain, mountImage, mountMemory, moveToMemory, pullOut, setReadOnly, whyNoDrives } from './drives';
import { answersByNonce, attendanceDifferences } from './journalReader';
import { attendance, checkIn, expectFold, expectFoldAnew, findings, isSameFile, journalOf, scansOf, tickets, today } from './workedFolder';

const noDrives = whyNoDrives();

/** What was answered `ok` is in the journal, once; what was refused for want of a drive is not. */
function expectKept(data: string, answers: readonly Answer[]): void {
  const { events, problems } = journalOf(data);
  expect(problems).toEqual([]);
  const byNonce = answersByNonce(events);
  const last = new Map(answers.map((answer) => [answer.nonce, answer]));
  const wrong = [...last.values()].filter(({ nonce, answer }) => (byNonce.get(nonce)?.length ?? 0) !== (answer === 'store_unavailable' ? 0 : 1));
  expect(wrong).toEqual([]);
  expect([...byNonce].filter(([, all]) => all.length > 1)).toEqual([]);
}

describe('a full disk', () => {
  test.for<[string, string, number]>([
    ['the journal is on', 'journal', 4],
    ['all data are on', '.', 48],
  ])('that %s: scans are refused with a sentence, and taken again once there is room', async ([, folder, megabytes], { skip }) => {
    if (noDrives) skip(noDrives);
    const data = await preparedData();
    const drive = path.join(data, folder);
    moveToMemory(drive, megabytes);
    const ballast = path.join(drive, 'ballast');
    const session = new CheckInSession(['--target', today, '--data', data]);
    expect(await session.scan(...scansOf('room', tickets.slice(0, 10)))).toMatchObject(Array.from({ length: 10 }, () => ({ answer: 'ok' })));

    // Room for some scans, and then for many at once that begin to fit and do not end to.
    fillUp(ballast, 3 * 4096);
    const refused: Answer[] = [];
    for (let round = 0; refused.length === 0; round++) {
      const answers = await session.scan(...scansOf(`no room ${round}`, tickets.slice(10, 90)));
      expect(new Set(answers.map(({ answer }) => answer))).not.toContain('unknown_ticket');
      refused.push(...answers.filter(({ answer }) => answer === 'store_unavailable'));
    }
    for (const { message } of refused) expect(message).toContain('The disk is full. Free some space on the drive of');

    fs.rmSync(ballast);
    const [again] = await session.scan({ code: tickets[100]!, nonce: refused[0]!.nonce });
    expect(again).toMatchObject({ answer: 'ok', nonce: refused[0]!.nonce });
    expect(journalOf(data).problems).toEqual([]); // nothing is left of the writes that failed
    await session.scan(...scansOf('room again', tickets.slice(90, 150)));
    expect((await session.close()).code).toBe(0);
    expectKept(data, session.answers);
    expect(session.answers.filter(({ answer }) => answer === 'ok').length).toBeGreaterThan(60);
    await expectFold(data);
    await expectFoldAnew(data);
    expect(await findings(data)).toEqual([]);
  });

  test('with the process killed on it: what was answered is there', async ({ skip }) => {
    if (noDrives) skip(noDrives);
    const data = await preparedData();
    moveToMemory(data, 48);
    const ballast = path.join(data, 'ballast');
    const session = new CheckInSession(['--target', today, '--data', data]);
    await session.scan(...scansOf('room', tickets.slice(0, 10)));
    fillUp(ballast);
    for (let round = 0; session.answers.at(-1)!.answer !== 'store_unavailable'; round++) {
      await session.scan(...scansOf(`no room ${round}`, tickets.slice(10, 90)));
    }
    await session.kill();
    const started = await headless(['attendance', '--data', data]);
    // Some bytes may be free, by which the start succeeds; otherwise it says what is wrong: of the journal, or of the
    // database behind it.
    if (started.code === 0) expect(started.json()).toHaveLength(320);
    else {
      expect(started).toMatchObject({ code: 1, stdout: '' });
      expect(started.stderr).toMatch(/The disk is full\. Free some space on the drive of .+ and start again\.|free some disk space to see details again/);
    }
    fs.rmSync(ballast);
    await expectFold(data);
    expectKept(data, session.answers);
  });
});

describe('a drive that cannot be written', () => {
  test.for<[string, string]>([['all data', '.'], ['the journal', 'journal']])('from the start, with %s on it: a sentence, and exit code 1', async ([, folder], { skip }) => {
    if (noDrives) skip(noDrives);
    const data = await preparedData();
    const drive = path.join(data, folder);
    moveToMemory(drive, 48);
    setReadOnly(drive, true);
    const refused = await headless(['attendance', '--data', data]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/The folder .+ cannot be written\. Allow writing to it and start again\./);
    setReadOnly(drive, false);
    await expectFold(data);
  });

  test('from the middle of a workshop on: scans are refused with a sentence, what was answered is there after a repair', async ({ skip }) => {
    if (noDrives) skip(noDrives);
    const data = await preparedData();
    const journal = path.join(data, 'journal');
    const image = path.join(freshData(), 'drive.image');
    const problem = mountImage(`${journal}.drive`, image);
    if (problem) skip(`there is no drive that can fail here: ${problem}`);
    fs.cpSync(journal, `${journal}.drive`, { recursive: true });
    pullOut(`${journal}.drive`);
    mountImage(journal, image);
    const session = new CheckInSession(['--target', today, '--data', data]);
    await session.scan(...scansOf('before', tickets.slice(0, 50)));
    failDrive(journal);
    const refused = await session.scan(...scansOf('after', tickets.slice(50, 60)));
    for (const answer of refused) {
      expect(answer).toMatchObject({ answer: 'store_unavailable', message: expect.stringMatching(/The folder .+ cannot be written\./) });
    }
    await session.close();
    pullOut(journal);
    mountImage(journal, image);
    expectKept(data, session.answers);
    await checkIn(data, 'repaired', tickets.slice(60, 70));
    await expectFold(data);
  });
});

describe('a mirror that is pulled out', () => {
  const pulls: [string, (stick: string) => { out(): void; in(): void }][] = [
    ['with its folder', (stick) => ({
      out: () => fs.renameSync(stick, `${stick}.away`),
      in: () => fs.renameSync(`${stick}.away`, stick),
    })],
    ['from a folder that stays', (stick) => {
      const drive = `${stick}.drive`;
      mountMemory(drive, 16);
      mountAgain(drive, stick);
      return { out: () => pullOut(stick), in: () => mountAgain(drive, stick) };
    }],
  ];

  test.for(pulls)('%s is a warning, not a stop; put back, it catches up, and stands in for a lost journal', async ([name, prepare], { skip }) => {
    if (noDrives && name !== 'with its folder') skip(noDrives);
    const data = await preparedData();
    const stick = path.join(freshData(), 'stick');
    fs.mkdirSync(stick);
    const plug = prepare(stick);
    const session = new CheckInSession(['--target', today, '--data', data, '--mirror', stick]);
    await session.scan(...scansOf('with', tickets.slice(0, 30)));
    plug.out();
    expect((await session.scan(...scansOf('without', tickets.slice(30, 60)))).map(({ answer }) => answer)).not.toContain('store_unavailable');
    await session.hears(/warning: The mirror .+ cannot be written .*Check-in goes on/);
    await session.scan(...scansOf('still without', tickets.slice(60, 90)));
    expect(fs.existsSync(stick) ? fs.readdirSync(stick) : []).toEqual([]); // nothing was written where the stick is not
    plug.in();
    await session.hears(/info: The mirror .+ is back and up to date/);
    await session.scan(...scansOf('with again', tickets.slice(90, 100)));
    expect((await session.close()).code).toBe(0);
    expectKept(data, session.answers);

    const { files, events } = journalOf(data);
    const [copies] = fs.readdirSync(stick);
    for (const file of files) expect(isSameFile(path.join(stick, copies!, path.basename(file)), file)).toBe(true);
    fs.rmSync(path.join(data, 'journal'), { recursive: true });
    const { stdout, stderr } = await attendance(data);
    expect(stderr).toContain('restored from the mirror');
    expect(attendanceDifferences(stdout, events)).toEqual([]);
    expect(journalOf(data)).toMatchObject({ problems: [], events: { length: events.length } });
    fs.truncateSync(journalOf(data).files[0]!, 1_000);
    expect(attendanceDifferences((await attendance(data)).stdout, events)).toEqual([]);
    expect(await findings(data)).toEqual([]);
  });
});
