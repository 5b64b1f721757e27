import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, EventType } from '@shared/contract/events';
import { languages } from '@shared/contract/values';
import { groupedNumber } from '@shared/domain/certificates/number';
import { faultsOf, outOfReach, stillness } from './accessibility';
import { traces } from './bytes';
import { answerDialogs, copiesOf, freshData, importInto, preparedData, ready } from './application';
import { eventsOf } from './journalEvents';
import { application, closeOne, openOne } from './oneApplication';
import { installRawClient, rawCall } from './rawPort';
import { startPrinter, type TestPrinter, whyNoPrinters } from './testPrinters';
import { wedge } from './wedge';

const reason = whyNoPrinters();
const id = 'SEL25-Q1';
const ticket = 'SEL25-Q1-1';
const roster = `registration_id,ticket_code,full_name,name_on_certificate,email,birth_date,country,organisation,language,consent_data\n${id},${ticket},Zdeněk Příhoda,Zdenek Prihodda,prihoda@example.org,2001-07-24,CZ,Univerzita Karlova,en,yes\n`;

const withOne = copiesOf(async () => {
  const data = await preparedData();
  const file = path.join(freshData(), 'one.csv');
  fs.writeFileSync(file, roster);
  await importInto(data, { roster: file });
  return data;
});

interface Windows {
  desk: Page;
  kiosk: Page;
}

async function open(data: string, query = '&night=no'): Promise<Windows> {
  const opened = await openOne({ data, args: [`--kiosk=target=day:2025-09-24&station=Foyer${query}`], env: { KIOSK_CUPS: 'ipp://localhost:9/' } });
  const desk = await opened.window('desk');
  const kiosk = await opened.window('kiosk');
  for (const page of [desk, kiosk]) await ready(page);
  await installRawClient(desk);
  return { desk, kiosk };
}

const call = (page: Page, name: string, params: object): Promise<unknown> =>
  page.evaluate(([n, p]) => (window as unknown as { champions: { call(name: unknown, params: unknown): Promise<unknown> } }).champions.call(n, p), [name, params] as const);

const written = <T extends EventType>(type: T): EventOf<T>[] => eventsOf(application!.data).filter((event): event is EventOf<T> => event.type === type);

/** An organizer writes down that they were in every session that counts. */
async function attendAll(desk: Page): Promise<void> {
  const { value } = await rawCall(desk, 'query', 'agenda', {});
  const { sessions } = value as unknown as { sessions: { id: string; countsForCertificate: boolean }[] };
  for (const session of sessions.filter(({ countsForCertificate }) => countsForCertificate)) {
    const answer = await rawCall(desk, 'command', 'checkIn.override', { registrationId: id, target: `session:${session.id}`, reason: 'seen there', nonce: `n-${session.id}` });
    expect(answer.kind).toBe('value');
  }
}

async function openOwn(kiosk: Page): Promise<void> {
  await kiosk.bringToFront();
  await wedge(kiosk, ticket);
  await kiosk.getByTestId('screen-answer').waitFor();
  await kiosk.getByTestId('my-day').click();
  await kiosk.getByTestId('my-certificate').click();
}

const inState = (kiosk: Page, state: string): Promise<void> => kiosk.locator(`[data-testid="screen-certificate"][data-state="${state}"]`).waitFor({ timeout: 30_000 });

async function look(page: Page, name: string, screenMayScroll = false): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await stillness(page);
  if (process.env.KIOSK_PICTURES) await page.screenshot({ path: path.join(process.env.KIOSK_PICTURES, `${name}.png`) });
  expect(await faultsOf(page), name).toEqual([]);
  expect(await outOfReach(page, { screenMayScroll }), name).toEqual([]);
}

describe.skipIf(reason !== null)(`somebody's certificate at the kiosk${reason ? ` (${reason})` : ''}`, () => {
  let printer: TestPrinter;
  beforeAll(async () => {
    printer = await startPrinter('Foyer');
  });
  afterAll(() => printer.stop());

  test('why not yet; then it is issued, its spelling mended, and printed, which the journal has exactly once', async () => {
    const { desk, kiosk } = await open(await withOne());
    await call(desk, 'printers.add', { uri: printer.uri });
    await openOwn(kiosk);
    await inState(kiosk, 'offered');
    expect(await kiosk.getByTestId('why-not').innerText()).toMatch(/You attended \d+ of \d+ sessions that count/);
    expect(written('certificate.issued')).toEqual([]);
    await kiosk.keyboard.press('Escape');

    await attendAll(desk);
    await openOwn(kiosk);
    await inState(kiosk, 'showing');
    const [issued] = written('certificate.issued');
    expect(issued).toMatchObject({ data: { registrationId: id, kind: 'co_signed', by: { role: 'kiosk', station: 'Foyer' } }, person: { nameOnCertificate: 'Zdenek Prihodda' } });
    await kiosk.locator('[data-testid="own-preview"][data-drawn] img').waitFor({ timeout: 30_000 });
    await expect.poll(() => kiosk.locator('[data-testid="own-preview"] img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);

    await kiosk.getByTestId('name-wrong').click();
    await kiosk.getByTestId('spelling-field').fill('Zdeněk Příhoda');
    expect(await kiosk.getByTestId('preview-name').innerText()).toBe('Zdeněk Příhoda');
    await kiosk.getByTestId('spelling-save').click();
    await inState(kiosk, 'showing');
    expect(await kiosk.getByTestId('certificate-name').innerText()).toBe('Zdeněk Příhoda');
    expect(written('attendee.corrected').at(-1)).toMatchObject({ data: { registrationId: id, source: 'kiosk' }, person: { nameOnCertificate: 'Zdeněk Příhoda' } });
    expect(written('certificate.issued').map(({ data }) => data.number)).toEqual([issued!.data.number, issued!.data.number]);

    printer.trouble('media-empty');
    await kiosk.getByTestId('print').click();
    await kiosk.locator('[data-testid="screen-certificate"][data-word="out_of_paper"]').waitFor({ timeout: 30_000 });
    expect(await kiosk.getByTestId('screen-certificate').innerText()).toContain('Put paper in');
    expect(written('certificate.printed')).toEqual([]);
    printer.mend();
    await inState(kiosk, 'printed');
    await expect.poll(() => written('certificate.printed').length, { timeout: 10_000 }).toBe(1);
    expect(written('certificate.printed')[0]).toMatchObject({ data: { registrationId: id, number: issued!.data.number, by: { station: 'Foyer' } } });
    expect(printer.papers()).toHaveLength(1);
    await kiosk.getByTestId('done').click();
    await kiosk.getByTestId('screen-waiting').waitFor();
    expect(await kiosk.evaluate(() => document.documentElement.outerHTML)).not.toMatch(/Zden/);

    // A start later it is still noted once, and somebody's erasure takes the print with it.
    const { data } = application!;
    const printed = path.join(data, 'print');
    expect(traces(printed, ['Zdeněk'])).not.toEqual([]);
    await closeOne();
    const again = await open(data);
    await expect.poll(() => call(again.desk, 'prints.list', {}).then((all) => (all as { jobs: unknown[] }).jobs.length)).toBe(1);
    expect(written('certificate.printed')).toHaveLength(1);
    expect(await rawCall(again.desk, 'command', 'attendee.erase', { registrationId: id, reason: 'requested' })).toMatchObject({ kind: 'value' });
    expect(fs.readdirSync(printed)).toEqual([]);
    expect(await call(again.desk, 'prints.list', {})).toEqual({ jobs: [] });
  });

  test('a print that the journal did not get before the application ended is noted at the next start, once', async () => {
    const data = await withOne();
    const { desk, kiosk } = await open(data);
    await call(desk, 'printers.add', { uri: printer.uri });
    await attendAll(desk);
    await openOwn(kiosk);
    await inState(kiosk, 'showing');
    await kiosk.getByTestId('print').click();
    await inState(kiosk, 'printed');
    await expect.poll(() => written('certificate.printed').length, { timeout: 10_000 }).toBe(1);
    await closeOne();
    // As after a crash between the printer's word and the journal's: the job says what it owes, in two ways.
    const [file] = fs.readdirSync(path.join(data, 'print')).filter((name) => name.endsWith('.json')).map((name) => path.join(data, 'print', name));
    const job = JSON.parse(fs.readFileSync(file!, 'utf8')) as { id: string; certificate: { toNote: string[] } };
    expect(job.certificate.toNote).toEqual([]);
    job.certificate.toNote = [job.id, `${job.id}-1`];
    fs.writeFileSync(file!, JSON.stringify(job));
    await open(data);
    await expect.poll(() => written('certificate.printed').map((event) => event.data.job).sort(), { timeout: 20_000 }).toEqual([job.id, `${job.id}-1`]);
    await expect.poll(() => (JSON.parse(fs.readFileSync(file!, 'utf8')) as typeof job).certificate.toNote).toEqual([]);
  });
});

describe('without a printer', () => {
  test('it is collected at the desk, who sees who asked; a kiosk prints and sees nobody else’s', async () => {
    const { desk, kiosk } = await open(await withOne());
    await attendAll(desk);
    await openOwn(kiosk);
    await inState(kiosk, 'showing');
    const { number } = written('certificate.issued')[0]!.data;
    await kiosk.getByTestId('print').click();
    await inState(kiosk, 'withoutPrinter');
    await kiosk.getByTestId('collect').click();
    await inState(kiosk, 'wanted');
    expect(written('certificate.wanted')).toMatchObject([{ data: { registrationId: id, number, by: { role: 'kiosk', station: 'Foyer' } } }]);
    expect((await rawCall(desk, 'query', 'certificates.wanted', {})).value).toMatchObject({ wanted: [{ registrationId: id, number, name: 'Zdenek Prihodda', station: 'Foyer' }] });
    await kiosk.getByTestId('done').click();

    const other = await rawCall(desk, 'command', 'certificate.issue', { holder: { registrationId: 'SEL25-00013' }, kind: 'confirmation', override: { reason: 'for this test' } });
    const { certificate } = other.value as unknown as { certificate: { number: string } };
    for (const channel of ['certificate.previewOwn', 'certificate.print']) {
      const params = channel === 'certificate.print' ? { numbers: [certificate.number], printer: null, paper: null } : { number: certificate.number };
      await expect(call(kiosk, channel, params), channel).rejects.toThrow(/Nobody was given this certificate here/);
    }
    await expect(call(kiosk, 'certificate.printState', { job: 'x' })).rejects.toThrow(/no such print job/);

    await desk.getByTestId('tab-certificates').click();
    const card = desk.getByTestId('wanted');
    await card.scrollIntoViewIfNeeded();
    await expect.poll(() => card.getByTestId('wanted-row').count()).toBe(1);
    expect(await card.innerText()).toContain('Zdenek Prihodda');
    await stillness(desk);
    expect(await faultsOf(desk)).toEqual([]);
    if (process.env.KIOSK_PICTURES) await desk.screenshot({ path: path.join(process.env.KIOSK_PICTURES, 'wanted.png') });
    await card.getByTestId('wanted-print-all').click();
    await card.getByTestId('wanted-no-printer').waitFor();
    const saved = path.join(freshData(), 'waiting.pdf');
    await answerDialogs(application!, saved);
    await card.getByTestId('wanted-save').click();
    await expect.poll(() => card.innerText(), { timeout: 20_000 }).toContain(saved);
    const text = execFileSync('pdftotext', [saved, '-'], { encoding: 'utf8' });
    expect(text).toContain('Zdenek Prihodda');
    expect(text).toContain(groupedNumber(number));
    expect(text.match(/\f/g)).toHaveLength(1);
    // It is on no paper yet: somebody has to say so.
    expect(written('certificate.printed')).toEqual([]);
    await expect.poll(() => card.getByTestId('wanted-row').count()).toBe(1);
    await card.getByTestId('wanted-handed').click();
    await expect.poll(() => card.count()).toBe(0);
    expect(written('certificate.printed')).toHaveLength(1);
  });

  test('an award is shown first, and the confirmation is offered beside it; each is collected', async () => {
    const { desk, kiosk } = await open(await withOne());
    await rawCall(desk, 'command', 'award.grant', { registrationId: id, awardId: null, title: { en: 'Best City Project', ko: '최우수 도시 프로젝트' } });
    await openOwn(kiosk);
    await inState(kiosk, 'showing');
    expect(written('certificate.issued').map(({ data }) => data.kind)).toEqual(['award']);
    await kiosk.locator('[data-testid="own-preview"][data-drawn] img').waitFor({ timeout: 30_000 });
    expect(await kiosk.getByTestId('also-confirmation').innerText()).toMatch(/Also for you: .?Confirmation of attendance/);
    await look(kiosk, 'kiosk-award');
    await kiosk.setViewportSize({ width: 1024, height: 768 });
    for (const language of ['ar', 'de', 'ko', 'en'] as const) {
      await kiosk.keyboard.press('Escape');
      await kiosk.getByTestId(`language-${language}`).click();
      await openOwn(kiosk);
      await kiosk.locator('[data-testid="own-preview"][data-drawn] img').waitFor({ timeout: 30_000 });
      await look(kiosk, `kiosk-award-${language}`);
    }
    await kiosk.getByTestId('collect').click();
    await inState(kiosk, 'wanted');
    await kiosk.getByTestId('also-confirmation').click();
    await inState(kiosk, 'offered');
    await kiosk.getByTestId('take-confirmation').click();
    await inState(kiosk, 'showing');
    expect(await kiosk.getByTestId('also-award').count()).toBe(1);
    await kiosk.getByTestId('collect').click();
    await inState(kiosk, 'wanted');
    expect(written('certificate.issued').map(({ data }) => [data.kind, data.by.role])).toEqual([['award', 'kiosk'], ['confirmation', 'kiosk']]);
    expect(written('certificate.wanted')).toHaveLength(2);
  });

  test('a name that differs much is asked of the desk, which sees the wish and records it', async () => {
    const { desk, kiosk } = await open(await withOne());
    await attendAll(desk);
    await openOwn(kiosk);
    await inState(kiosk, 'showing');
    await kiosk.getByTestId('name-wrong').click();
    await kiosk.getByTestId('spelling-field').fill(' ');
    await kiosk.getByTestId('spelling-save').click();
    await expect.poll(() => kiosk.getByTestId('spelling-field').getAttribute('aria-invalid')).toBe('true');
    await kiosk.getByTestId('spelling-field').fill('Jana Nováková');
    await kiosk.getByTestId('spelling-save').click();
    await inState(kiosk, 'asked');
    expect(written('attendee.corrected').filter(({ data }) => data.source === 'kiosk')).toEqual([]);
    expect(written('certificate.nameWished')).toMatchObject([{ data: { registrationId: id }, person: { nameOnCertificate: 'Jana Nováková' } }]);
    const request = desk.getByTestId('help-request');
    await expect.poll(() => request.innerText()).toContain('Jana Nováková');
    await request.getByTestId('help-record-name').click();
    await expect.poll(() => written('attendee.corrected').at(-1)).toMatchObject({ data: { source: 'desk' }, person: { nameOnCertificate: 'Jana Nováková' } });
    await expect.poll(() => desk.getByTestId('help-request').count()).toBe(0);
  });

  test('a scan is heard on its screens, and they are cleared when nobody is there: nothing of the person is left', async () => {
    const { desk, kiosk } = await open(await withOne());
    await attendAll(desk);
    await openOwn(kiosk);
    await inState(kiosk, 'showing');
    await kiosk.getByTestId('name-wrong').click();
    await kiosk.getByTestId('spelling-field').fill('Zdenka Příhodová');
    await wedge(kiosk, 'SEL25-00013-433389');
    await kiosk.getByTestId('screen-answer').waitFor();
    expect(await kiosk.evaluate(() => document.body.innerText)).not.toMatch(/Zden|Příhod/);
    await kiosk.getByTestId('done').click();

    await openOwn(kiosk);
    await kiosk.locator('[data-testid="own-preview"][data-drawn] img').waitFor({ timeout: 30_000 });
    const picture = await kiosk.locator('[data-testid="own-preview"] img').getAttribute('src');
    await kiosk.getByTestId('name-wrong').click();
    await kiosk.getByTestId('spelling-field').fill('Zdenka Příhodová');
    await kiosk.clock.install();
    await kiosk.getByTestId('spelling-field').press('End');
    await kiosk.clock.runFor(46_000);
    await kiosk.getByTestId('idle').waitFor();
    for (let second = 0; second < 16; second++) await kiosk.clock.runFor(1_000);
    await kiosk.getByTestId('screen-waiting').waitFor();
    const left = await kiosk.evaluate(() => JSON.stringify([document.documentElement.outerHTML, [...document.querySelectorAll('input')].map(({ value }) => value), { ...sessionStorage }, { ...localStorage }]));
    expect(left).not.toMatch(/Zden|Příhod|prihoda|2001/);
    // The picture that was drawn of it was all in its address, and is gone with it.
    expect(picture).toMatch(/^data:image\/svg/);
    expect(left).not.toContain(picture);
  });

  test('with the keyboard alone it is looked at, and collected at the desk', async () => {
    const { desk, kiosk } = await open(await withOne());
    await attendAll(desk);
    await kiosk.bringToFront();
    await wedge(kiosk, ticket);
    await kiosk.getByTestId('screen-answer').waitFor();
    const focused = (testId: string): Promise<boolean> => kiosk.evaluate((wanted) => document.activeElement?.getAttribute('data-testid') === wanted, testId);
    const reach = async (testId: string): Promise<void> => {
      await kiosk.getByTestId(testId).waitFor({ timeout: 30_000 });
      for (let i = 0; i < 60 && !(await focused(testId)); i++) await kiosk.keyboard.press('Tab');
      expect(await focused(testId), testId).toBe(true);
      await kiosk.keyboard.press('Enter');
    };
    for (const testId of ['my-day', 'my-certificate', 'print', 'collect']) await reach(testId);
    await inState(kiosk, 'wanted');
    expect(written('certificate.wanted')).toHaveLength(1);
  });

  const looks = [
    ...languages.map((language) => ({ name: language, language, width: 1024, height: 768, night: 'no', larger: false })),
    { name: 'by night', language: 'de', width: 1080, height: 1920, night: 'yes', larger: false },
    { name: 'larger', language: 'fr', width: 1280, height: 800, night: 'yes', larger: true },
  ] as const;
  test.each(looks)('$name: nothing is out of reach, and axe finds nothing', async ({ name, language, width, height, night, larger }) => {
    const { desk, kiosk } = await open(await withOne(), `&night=${night}`);
    await kiosk.setViewportSize({ width, height });
    const see = (picture: string): Promise<void> => look(kiosk, `${name}-${picture}`, larger);
    const start = async (): Promise<void> => {
      await kiosk.keyboard.press('Escape');
      await kiosk.getByTestId(`language-${language}`).click();
      if (larger) await kiosk.getByTestId('text-size').click();
      await openOwn(kiosk);
    };
    await start();
    await inState(kiosk, 'offered');
    await see('certificate-1-offered');
    await attendAll(desk);
    await start();
    await kiosk.locator('[data-testid="own-preview"][data-drawn] img').waitFor({ timeout: 30_000 });
    await see('certificate-2-showing');
    await kiosk.getByTestId('name-wrong').click();
    await see('certificate-3-spelling');
    await kiosk.getByTestId('spelling-field').fill('Jana Nováková');
    await kiosk.getByTestId('spelling-save').click();
    await inState(kiosk, 'asked');
    await see('certificate-4-asked');
    await kiosk.getByTestId('as-it-is').click();
    await kiosk.getByTestId('print').click();
    await inState(kiosk, 'withoutPrinter');
    await see('certificate-5-no-printer');
    await kiosk.getByTestId('collect').click();
    await inState(kiosk, 'wanted');
    await see('certificate-6-wanted');
  });
});
