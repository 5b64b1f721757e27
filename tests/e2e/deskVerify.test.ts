import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FakeCamera } from '../scenes/fakeCamera.mjs';
import { faultsOf, stillness } from './accessibility';
import { agenda, answerDialogs, type Application, freshData, headless, openApplication, preparedData, speak } from './application';
import { deskOf } from './desk';
import { eventsOf } from './journalEvents';
import { wedge } from './wedge';

/** Certificates checked at the desk, and the key that they are signed with. */

interface Issued {
  registrationId: string;
  number: string;
  code: string;
  files: string[];
}

const patience = { timeout: 20_000 };
let application: Application;
let desk: Page;
let data: string;
let lens: FakeCamera;
/** A second computer of the same issuer, and one with a key of its own. */
let elsewhere: string;
let foreigner: string;
let first: Issued;
let second: Issued;
/** Where screenshots go, if somebody wants to look at them. */
const lookAt = process.env.LOOK_AT;

async function issue(folder: string, attendee: string): Promise<Issued> {
  const { json } = await headless(['certificates', '--attendee', attendee, '--kind', 'confirmation', '--out', path.join(folder, 'out'), '--data', folder, '--json']);
  return json<{ certificates: Issued[] }>()[0]!.certificates[0]!;
}

async function keyOf(folder: string): Promise<{ did: string; recovery: string[] }> {
  const { json } = await headless(['issuer-key', '--recovery', '--data', folder, '--json']);
  return json<{ did: string; recovery: string[] }>()[0]!;
}

beforeAll(async () => {
  data = await preparedData();
  const scans = ['SEL25-00001-736313', 'SEL25-00013-433389'].map((code, index) => JSON.stringify({ code, at: `2025-09-24T0${index + 8}:30:00+09:00` }));
  await headless(['check-in', '--stdin', '--target', 'day:2025-09-24', '--data', data], scans.join('\n'));
  foreigner = freshData();
  fs.cpSync(data, foreigner, { recursive: true });
  first = await issue(data, 'SEL25-00001');
  second = await issue(data, 'SEL25-00013');
  elsewhere = freshData();
  fs.cpSync(data, elsewhere, { recursive: true });
  lens = new FakeCamera(path.join(freshData(), 'lens.y4m'), {});
  application = await openApplication({ data, flags: lens.flags });
  desk = await deskOf(application);
  await desk.setViewportSize({ width: 1366, height: 900 });
  await desk.getByTestId('tab-certificates').click();
  await desk.getByTestId('verify').scrollIntoViewIfNeeded();
}, 180_000);
afterAll(async () => {
  await application?.close();
  lens?.close();
});

const answer = (): Promise<string | null> => desk.getByTestId('verify-answer').getAttribute('data-answer', { timeout: 2_000 }).catch(() => null);
const words = (): Promise<string> => desk.getByTestId('verify-answer').innerText();

async function checkText(text: string, name = ''): Promise<void> {
  await desk.getByTestId('verify-code').fill(text);
  await desk.getByTestId('verify-name').fill(name);
  await desk.getByTestId('verify-check').click();
}

async function picture(name: string): Promise<void> {
  if (lookAt) await desk.screenshot({ path: path.join(lookAt, `${name}.png`) });
}

describe('a certificate is checked', () => {
  test('by its code as text: name, number, kind and day are there to be compared', async () => {
    await checkText(first.code);
    await expect.poll(answer, patience).toBe('valid');
    for (const said of ['최시우', first.number, 'Confirmation of attendance', 'Seoul', 'did:key:z6Mk']) expect(await words()).toContain(said);
    await picture('genuine');
    await checkText(first.code, 'Somebody Else');
    await expect.poll(answer, patience).toBe('other_name');
  });

  test('by a hand scanner that types into the field', async () => {
    await desk.getByTestId('verify-name').fill('');
    await desk.getByTestId('verify-code').fill('');
    await desk.getByTestId('verify-code').focus();
    await wedge(desk, second.code);
    await expect.poll(answer, patience).toBe('valid');
    expect(await words()).toContain(second.number);
  });

  test('by its number, which proves nothing, and is looked up', async () => {
    await checkText(first.number.toLowerCase());
    await expect.poll(answer, patience).toBe('number_known');
    expect(await words()).toContain('최시우');
    await checkText('0000-0000-0000');
    await expect.poll(answer, patience).toBe('number_unknown');
  });

  test('by its file: PDF, credential, text; chosen or dropped', async () => {
    const text = path.join(data, 'code.txt');
    fs.writeFileSync(text, `${first.code}\r\n`);
    for (const file of [...first.files, text]) {
      await desk.getByTestId('verify-file').setInputFiles(file);
      await expect.poll(answer, patience).toBe('valid');
      await checkText('nothing of ours');
      await expect.poll(answer, patience).toBe('not_a_certificate');
    }
    const bytes = fs.readFileSync(first.files[0]!).toString('base64');
    await desk.getByTestId('verify').evaluate((card, base64) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'certificate.pdf'));
      for (const type of ['dragover', 'drop']) card.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }, bytes);
    await expect.poll(answer, patience).toBe('valid');
    // It is no file to import.
    expect(await desk.getByTestId('import').count()).toBe(0);
  });

  test('by the desk’s camera, which is allowed as long as it is looked at', async () => {
    const allowed = (): Promise<string> =>
      desk.evaluate(() =>
        navigator.mediaDevices.getUserMedia({ video: true }).then((stream) => {
          for (const track of stream.getTracks()) track.stop();
          return 'given';
        }, (error: Error) => error.name),
      );
    expect(await allowed()).toBe('NotAllowedError');
    await desk.getByTestId('verify-camera-toggle').click();
    await desk.getByTestId('verify-camera').locator('video').waitFor({ ...patience, state: 'attached' });
    lens.show({ codes: [{ text: second.code, size: 420 }] });
    await expect.poll(words, patience).toContain(second.number);
    expect(await answer()).toBe('valid');
    await desk.getByTestId('verify-camera').scrollIntoViewIfNeeded();
    await picture('camera');
    await stillness(desk);
    expect(await faultsOf(desk)).toEqual([]);
    lens.show({});
    expect(await desk.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', (error: Error) => error.name))).toBe('NotAllowedError');
    await desk.getByTestId('verify-camera-toggle').click();
    await desk.getByTestId('verify-camera').waitFor({ state: 'detached' });
    expect(await desk.locator('video').count()).toBe(0);
    await expect.poll(allowed).toBe('NotAllowedError');
  });

  test('and refused for what it is: altered, cut off, of another issuer, or nothing of ours', async () => {
    const code = first.code.split(':')[1]!;
    await checkText(`${code.slice(0, 120)}${code[120] === 'A' ? 'B' : 'A'}${code.slice(121)}`);
    await expect.poll(answer, patience).toBe('tampered');
    await picture('altered');
    await checkText(code.slice(0, 150));
    await expect.poll(answer, patience).toBe('truncated');
    const credential = path.join(data, 'altered.json');
    fs.writeFileSync(credential, fs.readFileSync(first.files[1]!, 'utf8').replace('최시우', '최시후'));
    await desk.getByTestId('verify-file').setInputFiles(credential);
    await expect.poll(answer, patience).toBe('tampered');
    const foreign = await issue(foreigner, 'SEL25-00013');
    await checkText(foreign.code);
    await expect.poll(answer, patience).toBe('wrong_key');
    await checkText('');
    expect(await desk.getByTestId('verify').innerText()).toContain('Type, paste or scan a code first.');
  });
});

test('a list of revoked certificates is saved, signed; one from elsewhere is taken in, and refuses what it names', async () => {
  const file = path.join(data, 'revoked.json');
  await answerDialogs(application, file);
  await desk.getByTestId('revocations-save').click();
  await expect.poll(() => desk.getByTestId('revocations-said').innerText(), patience).toContain('revoked.json');
  expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ version: 1, revoked: [], proof: { cryptosuite: 'eddsa-jcs-2022' } });

  // A second computer of the same issuer takes the second certificate back.
  expect((await headless(['revoke-certificate', second.number, '--reason', 'a wrong person', '--data', elsewhere])).code).toBe(0);
  const list = path.join(elsewhere, 'list.json');
  expect((await headless(['revoked-certificates', '--out', list, '--data', elsewhere, '--json'])).json()[0]).toMatchObject({ count: 1 });
  const forged = path.join(elsewhere, 'forged.json');
  fs.writeFileSync(forged, fs.readFileSync(list, 'utf8').replace(second.number.replaceAll('-', ''), first.number.replaceAll('-', '')));
  await desk.getByTestId('revocations-file').setInputFiles(forged);
  await expect.poll(() => desk.getByTestId('revocations').innerText(), patience).toContain('not genuine');
  await desk.getByTestId('revocations-file').setInputFiles(list);
  await expect.poll(() => desk.getByTestId('revocations-said').innerText(), patience).toContain('1 certificate');
  await checkText(second.code);
  await expect.poll(answer, patience).toBe('revoked');
  await checkText(first.code);
  await expect.poll(answer, patience).toBe('valid');
});

describe('the key that signs certificates', () => {
  test('is shown and copied; its recovery sheet is a PDF with four lines that are nowhere else', async () => {
    const { did, recovery } = await keyOfOpen();
    await expect.poll(() => desk.getByTestId('issuer-did').inputValue(), patience).toBe(did);
    await desk.getByTestId('issuer-copy').click();
    expect(await application.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(did);
    const file = path.join(freshData(), 'sheet.pdf');
    await answerDialogs(application, file);
    await desk.getByTestId('issuer-sheet-save').click();
    await expect.poll(() => desk.getByTestId('issuer-said').innerText(), patience).toContain('sheet.pdf');
    if (lookAt) fs.copyFileSync(file, path.join(lookAt, 'sheet.pdf'));
    expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/Pages: +1\n/);
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    for (const said of [...recovery, 'Secret.', did.slice(0, 30)]) expect(text).toContain(said);
    for (const line of recovery) expect(holding(line)).toEqual([]);
  });

  test('comes back from typed lines, and the wrong one is named', async () => {
    const { did } = await keyOfOpen();
    const other = freshData();
    await headless(['import-agenda', agenda, '--data', other]);
    const their = await keyOf(other);
    await desk.getByTestId('issuer-restore').click();
    const [one, two, ...rest] = their.recovery as [string, string, ...string[]];
    await desk.getByTestId('restore-lines').fill([one, `${two.slice(0, 3)}${two[3] === '7' ? '8' : '7'}${two.slice(4)}`, ...rest].join('\n'));
    await desk.getByTestId('restore-confirm').click();
    await expect.poll(() => desk.getByRole('dialog').innerText(), patience).toContain('line 2');
    await desk.getByTestId('restore-lines').fill(their.recovery.join(' ').toLowerCase());
    await desk.getByTestId('restore-confirm').click();
    await expect.poll(() => desk.getByTestId('issuer-did').inputValue(), patience).toBe(their.did);
    expect(their.did).not.toBe(did);
    // Both are trusted: what the former one has signed stays good.
    await expect.poll(() => desk.getByTestId('trusted-keys').locator('li').count()).toBe(2);
    await checkText(first.code);
    await expect.poll(answer, patience).toBe('valid');
  });

  test('that was lost is distrusted with a reason, and trusted again', async () => {
    const signer = (await words()).match(/did:key:\w+/)![0];
    const row = desk.getByTestId('trusted-keys').locator('li').filter({ hasText: signer });
    await row.getByTestId('key-distrust').click();
    await desk.getByTestId('distrust-confirm').click();
    await expect.poll(() => desk.getByRole('dialog').innerText()).toContain('At least three letters');
    await desk.getByTestId('distrust-reason').fill('the laptop was stolen');
    await desk.getByTestId('distrust-confirm').click();
    await expect.poll(() => desk.getByTestId('distrusted-keys').innerText().catch(() => ''), patience).toContain('the laptop was stolen');
    await checkText(first.code);
    await expect.poll(answer, patience).toBe('distrusted_key');
    expect(eventsOf(data).filter(({ type }) => type === 'certificate.keyDistrusted')).toHaveLength(1);
    for (const language of ['en', 'ar']) {
      await speak(desk, language);
      await stillness(desk);
      expect(await faultsOf(desk)).toEqual([]);
      await picture(`distrusted-${language}`);
      await desk.getByTestId('verify').scrollIntoViewIfNeeded();
      await picture(`check-${language}`);
    }
    await speak(desk, 'en');
    await desk.getByTestId('key-again').click();
    await desk.getByTestId('distrusted-keys').waitFor({ state: 'detached', ...patience });
    await checkText(first.code);
    await expect.poll(answer, patience).toBe('valid');
  });

  test('is made anew, and certificates are signed with the new one', async () => {
    const before = await desk.getByTestId('issuer-did').inputValue();
    await desk.getByTestId('issuer-renew').click();
    await desk.getByTestId('issuer-renew-confirm').click();
    await expect.poll(() => desk.getByTestId('issuer-did').inputValue(), patience).not.toBe(before);
    await expect.poll(() => desk.getByTestId('trusted-keys').locator('li').count()).toBe(3);
  });
});

/** The key and its lines as the desk itself is given them, for a headless command waits for the folder. */
async function keyOfOpen(): Promise<{ did: string; recovery: string[] }> {
  return desk.evaluate(async () => {
    const { champions } = window as unknown as { champions: { call<T>(name: string, params: object): Promise<T> } };
    const { did } = await champions.call<{ did: string }>('issuerKey.show', {});
    const { lines } = await champions.call<{ lines: string[] }>('issuerKey.recovery', {});
    return { did, recovery: lines };
  });
}

/** The files of the data folder that hold a text. */
function holding(text: string): string[] {
  const all = fs.readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all.map((entry) => path.join(entry.parentPath, entry.name)).filter((file) => fs.readFileSync(file).includes(text));
}
