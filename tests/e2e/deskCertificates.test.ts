import fs from 'node:fs';
import path from 'node:path';
import type { Worker as Thread } from 'node:worker_threads';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType } from '@shared/contract/events';
import { faultsOf, stillness } from './accessibility';
import { agenda, answerDialogs, type Application, freshData, importInto, openApplication, roster } from './application';
import { deskOf } from './desk';
import { eventsOf } from './journalEvents';
import { installRawClient, rawCall } from './rawPort';

/** So many people of the sample, of whom so many were in every session that counts. */
const people = 60;
const diligent = 24;

let application: Application | null = null;
let prepared: string;
let ids: string[];
let out: string;

beforeAll(async () => {
  prepared = freshData();
  out = freshData();
  const file = path.join(prepared, 'roster.csv');
  const lines = fs.readFileSync(roster, 'utf8').trimEnd().split(/\r?\n/).slice(0, people + 1);
  fs.writeFileSync(file, `${lines.join('\n')}\n`);
  ids = lines.slice(1).map((line) => line.split(',')[0] as string);
  await importInto(prepared, { roster: file, agenda });
  const first = await open(prepared);
  const { value } = await rawCall(first, 'query', 'agenda', {});
  const { sessions } = value as unknown as { sessions: { id: string; countsForCertificate: boolean }[] };
  for (const session of sessions.filter(({ countsForCertificate }) => countsForCertificate)) {
    for (const registrationId of ids.slice(0, diligent)) {
      const answer = await rawCall(first, 'command', 'checkIn.override', { registrationId, target: `session:${session.id}`, reason: 'seen there', nonce: `${session.id} ${registrationId}` });
      if (answer.kind !== 'value') throw new Error(`${registrationId} could not be checked in: ${JSON.stringify(answer)}`);
    }
  }
  await close();
});

afterEach(close);
afterAll(() => fs.rmSync(out, { recursive: true, force: true }));

async function close(): Promise<void> {
  await application?.close();
  application = null;
}

async function open(data: string): Promise<Page> {
  application = await openApplication({ data, env: { KIOSK_CUPS: 'ipp://localhost:9/' } });
  const desk = await deskOf(application);
  await desk.setViewportSize({ width: 1366, height: 768 });
  await installRawClient(desk);
  return desk;
}

function copyOfPrepared(): string {
  const data = freshData();
  fs.cpSync(prepared, data, { recursive: true });
  return data;
}

const written = <T extends EventType>(type: T): EventOf<T>[] => eventsOf((application as Application).data).filter((event): event is EventOf<T> => event.type === type);
const countOf = async (desk: Page, state: string): Promise<number> => Number(await desk.getByTestId(`state-${state}`).getAttribute('data-count'));

function answerWith(place: string): Promise<void> {
  return answerDialogs(application as Application, place);
}

async function toTab(desk: Page): Promise<void> {
  await desk.getByTestId('tab-certificates').click();
  await desk.locator('[data-testid="state-all"][data-count="60"]').waitFor();
}

async function openPerson(desk: Page, id: string): Promise<void> {
  await desk.locator(`[data-testid="certificate-row"][data-id="${id}"] button`).click();
  await desk.getByTestId('certificate-standing').waitFor();
}

const runIn = (desk: Page, phase: string): Promise<void> => desk.locator(`[data-testid="certificates-run"][data-phase="${phase}"]`).waitFor({ timeout: 120_000 });

describe('the certificates of a workshop', () => {
  test('are listed with the exact reason of each refusal; one is issued, one against the rules, one revoked', async () => {
    const desk = await open(copyOfPrepared());
    await toTab(desk);
    const eligible = await countOf(desk, 'eligible');
    const refused = await countOf(desk, 'refused');
    expect(eligible).toBeGreaterThan(3);
    expect(eligible + refused).toBe(people);

    await desk.getByTestId('state-refused').click();
    const absent = ids[diligent] as string;
    const row = desk.locator(`[data-testid="certificate-row"][data-id="${absent}"]`);
    await expect.poll(() => row.textContent()).toMatch(/Attended 0 of \d+ sessions that count; \d+ are needed\./);

    await openPerson(desk, absent);
    await desk.getByTestId('certificate-picture').waitFor({ timeout: 60_000 });
    await desk.getByTestId('certificate-override').click();
    await desk.getByTestId('certificate-why-submit').click();
    await expect.poll(() => desk.getByTestId('certificate-why').textContent()).toContain('Say it in a few words.');
    await desk.getByTestId('certificate-reason').fill('spoke on the stage');
    await desk.getByTestId('certificate-why-submit').click();
    await expect.poll(() => written('certificate.issued').map(({ data }) => [data.registrationId, data.override?.reason])).toEqual([[absent, 'spoke on the stage']]);
    await expect.poll(() => desk.getByTestId('certificate-standing').textContent()).toMatch(/^Issued under the number /);

    await desk.getByTestId('certificate-print').click();
    await expect.poll(() => desk.getByTestId('certificate-told').textContent()).toContain('There is no printer.');
    const pdf = path.join(out, 'one.pdf');
    await answerWith(pdf);
    await desk.getByTestId('certificate-save').click();
    await expect.poll(() => fs.existsSync(pdf) && fs.readFileSync(pdf).subarray(0, 5).toString()).toBe('%PDF-');

    await desk.getByTestId('certificate-revoke').click();
    await desk.getByTestId('certificate-reason').fill('was a mistake');
    await desk.getByTestId('certificate-why-submit').click();
    await expect.poll(() => written('certificate.revoked').map(({ data }) => data.reason)).toEqual(['was a mistake']);
    await desk.keyboard.press('Escape');
    await expect.poll(() => countOf(desk, 'revoked')).toBe(1);

    await desk.getByTestId('state-eligible').click();
    await desk.getByTestId('certificate-row').first().getByRole('button').click();
    await desk.getByTestId('certificate-issue').click();
    await expect.poll(() => desk.getByTestId('certificate-told').textContent()).toContain('Issued.');
    await desk.keyboard.press('Escape');
    await expect.poll(() => countOf(desk, 'issued')).toBe(1);
  });

  test('are made for everybody in one go: as files, gone on with after a stop and after a crash, and as one PDF', async () => {
    const data = copyOfPrepared();
    let desk = await open(data);
    await toTab(desk);
    const folder = path.join(out, 'files');
    fs.mkdirSync(folder);
    await answerWith(folder);
    await desk.getByTestId('run-form').selectOption('files');
    await desk.getByTestId('run-begin').click();
    await expect.poll(() => fs.readdirSync(folder).filter((name) => name.endsWith('.pdf')).length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(0);
    await desk.getByTestId('run-cancel').click();
    await runIn(desk, 'cancelled');
    const total = written('certificate.issued').length;
    const early = fs.readdirSync(folder).filter((name) => name.endsWith('.pdf'));
    expect(total).toBeGreaterThan(diligent / 2);
    expect(early.length).toBeLessThan(total);
    const stamps = new Map(early.map((name) => [name, fs.statSync(path.join(folder, name)).mtimeMs]));

    await desk.getByTestId('run-resume').click();
    await expect.poll(() => fs.readdirSync(folder).filter((name) => name.endsWith('.pdf')).length, { timeout: 60_000, interval: 5 }).toBeGreaterThan(early.length);
    // What was noted is not made again, though the application dies amid the rest.
    application?.app.process().kill('SIGKILL');
    application = null;
    desk = await open(data);
    await toTab(desk);
    await desk.getByTestId('run-resume').click();
    await runIn(desk, 'done');
    const files = fs.readdirSync(folder);
    expect(files.filter((name) => name.endsWith('.pdf'))).toHaveLength(total);
    expect(files.filter((name) => name.endsWith('.json'))).toHaveLength(total);
    for (const [name, stamp] of stamps) expect(fs.statSync(path.join(folder, name)).mtimeMs, name).toBe(stamp);
    for (const name of files.filter((each) => each.endsWith('.pdf'))) expect(fs.readFileSync(path.join(folder, name)).subarray(-6).toString()).toContain('%%EOF');
    expect(files.every((name) => name.endsWith('.pdf') || name.endsWith('.json') || name.endsWith('.part'))).toBe(true);
    // Whoever had one keeps it: no number twice, and none issued anew.
    expect(written('certificate.issued')).toHaveLength(total);

    const merged = path.join(out, 'all.pdf');
    await answerWith(merged);
    await desk.getByTestId('run-form').selectOption('merged');
    await desk.getByTestId('run-begin').click();
    await expect.poll(() => fs.existsSync(merged), { timeout: 60_000 }).toBe(true);
    await runIn(desk, 'done');
    expect(await desk.getByTestId('run-told').textContent()).toContain(`Done: ${total} on the disk.`);
    expect(fs.readFileSync(merged).toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(total);
  });

  test('go on being made when the thread that sets them dies amid the work', async () => {
    const desk = await open(copyOfPrepared());
    await toTab(desk);
    const folder = path.join(out, 'steady');
    fs.mkdirSync(folder);
    await answerWith(folder);
    await (application as Application).app.evaluate(() => {
      const { Worker } = (process.mainModule as NodeJS.Module).require('node:worker_threads') as { Worker: typeof Thread };
      const post = Worker.prototype.postMessage;
      let files = 0;
      Worker.prototype.postMessage = function (this: Thread, message: { do?: string }) {
        // Asked for its fourth and its ninth file, the thread ends without an answer.
        if (message.do === 'file' && [4, 9].includes((files += 1))) void this.terminate();
        post.call(this, message);
      };
      Object.assign(globalThis, { filesAsked: () => files });
    });
    await desk.getByTestId('run-form').selectOption('files');
    await desk.getByTestId('run-begin').click();
    await runIn(desk, 'done');
    const total = written('certificate.issued').length;
    const files = fs.readdirSync(folder).filter((name) => name.endsWith('.pdf'));
    expect(files).toHaveLength(total);
    for (const name of files) expect(fs.readFileSync(path.join(folder, name)).subarray(-6).toString()).toContain('%%EOF');
    expect(await (application as Application).app.evaluate(() => (globalThis as unknown as { filesAsked(): number }).filesAsked())).toBe(total + 2);
  });

  test('can be of an award: granted on somebody’s card, issued in a run of that kind, and taken back with the award', async () => {
    const desk = await open(copyOfPrepared());
    const [pack, typed] = [ids[0], ids[diligent]] as [string, string];
    const { value } = await rawCall(desk, 'query', 'workshop.overview', {});
    const { workshop } = value as unknown as { workshop: object };
    const awards = [{ id: 'best-project', name: { en: 'Best City Project', de: 'Bestes Stadtprojekt' } }];
    expect((await rawCall(desk, 'command', 'workshop.configure', { ...workshop, awards })).kind).toBe('value');
    const card = async (id: string): Promise<void> => {
      await desk.keyboard.press('Control+k');
      await desk.getByTestId('palette-search').fill(id);
      await desk.getByTestId('palette-person').filter({ hasText: id }).first().click();
      await desk.getByTestId('card-award').waitFor();
    };
    await card(pack);
    expect(await desk.getByTestId('card-certificate-award').innerText()).toContain('No award was granted.');
    await desk.getByTestId('award-grant').click();
    await desk.getByTestId('award-submit').click();
    await expect.poll(() => desk.getByTestId('award-form').innerText()).toContain('Choose an award, or type its title.');
    await stillness(desk);
    expect(await faultsOf(desk)).toEqual([]);
    if (process.env.LOOK_AT) await desk.screenshot({ path: path.join(process.env.LOOK_AT, 'award-form.png') });
    await desk.getByTestId('award-which').selectOption('best-project');
    await desk.getByTestId('award-submit').click();
    await desk.locator('[data-testid="card-award"][data-granted]').waitFor();
    expect(await desk.getByTestId('card-award').innerText()).toContain('Best City Project');
    if (process.env.LOOK_AT) await desk.screenshot({ path: path.join(process.env.LOOK_AT, 'award-card.png') });
    await expect.poll(() => desk.locator('[data-testid="history-event"][data-type="award.granted"]').innerText()).toContain('Best City Project');
    await desk.keyboard.press('Escape');
    await card(typed);
    await desk.getByTestId('award-grant').click();
    await desk.getByTestId('award-which').selectOption('*');
    await desk.getByTestId('award-title').fill('  Publikumspreis ');
    await desk.getByTestId('award-submit').click();
    await desk.locator('[data-testid="card-award"][data-granted]').waitFor();
    expect(written('award.granted').map(({ data }) => [data.registrationId, data.awardId, data.title])).toEqual([[pack, 'best-project', awards[0]!.name], [typed, null, 'Publikumspreis']]);
    await desk.keyboard.press('Escape');

    await toTab(desk);
    await desk.getByTestId('certificates-kind').getByText('Award').click();
    await expect.poll(() => countOf(desk, 'eligible')).toBe(2);
    const merged = path.join(out, 'awards.pdf');
    await answerWith(merged);
    await desk.getByTestId('run-form').selectOption('merged');
    await desk.getByTestId('run-kind').selectOption('award');
    await desk.getByTestId('run-begin').click();
    await runIn(desk, 'done');
    expect(await desk.getByTestId('run-told').textContent()).toContain('Done: 2 on the disk.');
    expect(written('certificate.issued').map(({ data }) => data.kind)).toEqual(['award', 'award']);
    await expect.poll(() => countOf(desk, 'issued')).toBe(2);
    if (process.env.LOOK_AT) await desk.screenshot({ path: path.join(process.env.LOOK_AT, 'award-list.png') });

    await card(pack);
    await desk.getByTestId('award-withdraw').click();
    await desk.getByTestId('certificate-reason').fill('mixed up with another');
    await desk.getByTestId('certificate-why-submit').click();
    await desk.getByTestId('award-grant').waitFor();
    expect(written('award.withdrawn').map(({ data }) => data.reason)).toEqual(['mixed up with another']);
    expect(written('certificate.revoked')).toHaveLength(1);
    await desk.keyboard.press('Escape');
    await expect.poll(() => countOf(desk, 'revoked')).toBe(1);
  });

  test('can be looked at by everybody, in a language that runs the other way too', async () => {
    const desk = await open(copyOfPrepared());
    await toTab(desk);
    await stillness(desk);
    expect(await faultsOf(desk)).toEqual([]);
    await desk.getByTestId('certificate-row').first().getByRole('button').click();
    await desk.getByTestId('certificate-picture').waitFor({ timeout: 60_000 });
    await stillness(desk);
    expect(await faultsOf(desk)).toEqual([]);
    if (process.env.LOOK_AT) await desk.screenshot({ path: path.join(process.env.LOOK_AT, 'certificate-dialog.png') });
    await desk.keyboard.press('Escape');
    if (process.env.LOOK_AT) await desk.screenshot({ path: path.join(process.env.LOOK_AT, 'certificates.png') });
    await desk.getByTestId('language').click();
    await desk.getByTestId('language-ar').click();
    await expect.poll(() => desk.getByTestId('tab-certificates').textContent()).toBe('الشهادات');
    await stillness(desk);
    expect(await faultsOf(desk)).toEqual([]);
    if (process.env.LOOK_AT) await desk.screenshot({ path: path.join(process.env.LOOK_AT, 'certificates-ar.png') });
  });
});
