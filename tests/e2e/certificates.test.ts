import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readRecoveryText } from '../../shared/signing/recoveryText';
import { agenda, answerDialogs, freshData, headless, openApplication, preparedData, ready } from './application';
import { plainPdf } from '../unit/certificates/pdfs';
import { eventsOf } from './journalEvents';
import { installRawClient, rawCall } from './rawPort';

/** Certificates without a window: issued, looked at, taken for what they are. */

interface Issued {
  issued: number;
  already: number;
  certificates: { registrationId: string; kind: string; number: string; code: string; files: string[] }[];
  refused: { registrationId: string; refusals: { code: string; attended?: number; of?: number; needed?: number }[] }[];
}

const sessions: [string, string][] = [['S02', '24T09:20'], ['S05', '24T13:05']];
let data: string;
let out: string;
let first: Issued['certificates'][number];

async function verify(...args: string[]) {
  const { code, stderr, json } = await headless(['verify-certificate', ...args, '--data', data, '--json']);
  const [answer] = json<{ answer: string; message: string; number: string | null; name: string | null; kind: string | null; award: object | null }>();
  return { code, stderr, ...answer! };
}

beforeAll(async () => {
  data = await preparedData();
  out = path.join(data, 'out');
  // Two slots: the opening, and three parallel sessions after it.
  const short = path.join(data, 'agenda.csv');
  fs.writeFileSync(short, fs.readFileSync(agenda, 'utf8').split('\n').filter((line) => /^\ufeff?session_id|^S0[2456],/.test(line)).join('\n'));
  await headless(['import-agenda', short, '--data', data]);
  for (const [session, at] of sessions) {
    const scan = { code: 'SEL25-00001-736313', at: `2025-09-${at}:00+09:00` };
    const { json } = await headless(['check-in', '--stdin', '--target', `session:${session}`, '--data', data], JSON.stringify(scan));
    if (json()[0]?.answer !== 'ok') throw new Error(`${session}: ${JSON.stringify(json())}`);
  }
});

describe('issuing', () => {
  test('who attended too little is told how much is missing; then the certificate is theirs, and the same again', async () => {
    const early = await headless(['certificates', '--attendee', 'SEL25-00002', '--out', out, '--data', data, '--json']);
    expect(early.code).toBe(1);
    expect(early.json<Issued>()[0]!.refused[0]!.refusals).toContainEqual({ code: 'attendance', attended: 0, of: 2, needed: 2 });
    expect(early.stderr).toMatch(/attendance/);
    const all = await headless(['certificates', '--all', '--out', out, '--data', data, '--json']);
    expect(all.code).toBe(0);
    const [result] = all.json<Issued>();
    expect(result).toMatchObject({ issued: 1, already: 0, certificates: [{ registrationId: 'SEL25-00001', kind: 'co_signed' }] });
    expect(result!.refused).toHaveLength(319);
    first = result!.certificates[0]!;
    expect(first.files.map((file) => path.basename(file))).toEqual(['pdf', 'json'].map((kind) => `최시우 ${first.number}.${kind}`));
    const again = await headless(['certificates', '--attendee', 'SEL25-00001', '--out', out, '--data', data, '--json']);
    expect(again.json<Issued>()[0]).toMatchObject({ issued: 0, already: 1, certificates: [first] });
    expect(eventsOf(data).filter(({ type }) => type === 'certificate.issued')).toHaveLength(1);
  });

  test('as PDF: the name and the number as text, on the paper that was asked for, in each design; all in one file too', async () => {
    const before = fs.readFileSync(first.files[0]!);
    for (const [design, paper, size] of [['civic', 'A4', /841\.\d+ x 595\.\d+ pts \(A4\)/], ['skyline', 'Letter', /792 x 612 pts/], ['laurel', 'A4', /841/]] as const) {
      const folder = path.join(out, design);
      const merged = path.join(out, `${design}.pdf`);
      const { code, json } = await headless(['certificates', '--all', '--out', folder, '--design', design, '--paper', paper, '--merged', merged, '--data', data, '--json']);
      expect(code).toBe(0);
      const [only] = json<{ certificates: { files: string[]; missing: string[]; tooLong: boolean }[] }>()[0]!.certificates;
      expect(only).toMatchObject({ missing: [], tooLong: false });
      for (const file of [only!.files[0]!, merged]) {
        const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
        expect(text).toContain('최시우');
        expect(text).toContain(first.number);
        expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(size);
      }
      // The same certificate in the same design is the same file.
      if (design === 'civic') expect(fs.readFileSync(only!.files[0]!).equals(before)).toBe(true);
    }
  });

  test('called wrongly it ends with 2', async () => {
    for (const args of [['certificates', '--out', out], ['certificates', '--all', '--out', out, '--kind', 'gold'], ['certificates', '--all', '--out', out, '--design', 'gold'], ['verify-certificate', 'x', '--key', 'nonsense']]) {
      expect((await headless([...args, '--data', data])).code, args.join(' ')).toBe(2);
    }
  });
});

describe('verifying', () => {
  test('a code, a PDF and a credential’s file are genuine here, for the name they were issued to', async () => {
    const pdf = path.join(out, 'certificate.pdf');
    fs.writeFileSync(pdf, plainPdf(`WeGO, ${first.code.toLowerCase().replace(/:.*/, '')}:${first.code.split(':')[1]}`));
    for (const what of [first.code.split(':')[1]!, ...first.files]) {
      expect(await verify(what)).toMatchObject({ code: 0, stderr: '', answer: 'valid', name: '최시우', number: first.number.replaceAll('-', '') });
    }
    expect(await verify(pdf, '--name', 'Somebody Else')).toMatchObject({ code: 1, answer: 'other_name' });
    const spoken = await headless(['verify-certificate', pdf, '--name', '최시우', '--data', data]);
    expect([spoken.code, spoken.stdout]).toEqual([0, expect.stringMatching(new RegExp(`^Certificate ${first.number} is genuine .*최시우.*Seoul`))]);
  });

  test('what was tampered with or cut short, and other texts, are refused with a sentence, each for what it is', async () => {
    const code = first.code.split(':')[1]!;
    const changed = `${code.slice(0, 120)}${code[120] === 'A' ? 'B' : 'A'}${code.slice(121)}`;
    const forged = path.join(out, 'forged.pdf');
    fs.writeFileSync(forged, plainPdf(`champions-certificate:${changed}`));
    const expected: [string, string][] = [[forged, 'tampered'], [code.slice(0, 190), 'truncated'], ['SEL25-00001', 'not_a_certificate']];
    for (const [what, answer] of expected) {
      const seen = await verify(what);
      expect(seen, what).toMatchObject({ code: 1, answer, number: null, name: null });
      expect(seen.stderr.trim()).toBe(seen.message);
    }
    const missing = await headless(['verify-certificate', path.join(out, 'nowhere.pdf'), '--data', data, '--json']);
    expect([missing.code, missing.stdout]).toEqual([1, '']);
    expect(missing.stderr).toMatch(/nowhere\.pdf/);
  });

  test('on a computer that knows nothing it is of an unknown issuer, until its key is given or restored there', async () => {
    const key = await headless(['issuer-key', '--recovery', '--data', data, '--json']);
    const [{ did, recovery }] = key.json<{ did: string; recovery: string[] }>() as [{ did: string; recovery: string[] }];
    expect(did).toMatch(/^did:key:z6Mk/);
    expect('secret' in readRecoveryText(recovery.join('\n'))).toBe(true);
    const foreign = freshData();
    const look = async (...more: string[]) => (await headless(['verify-certificate', first.code, '--data', foreign, '--json', ...more])).json<{ answer: string; workshop: { city: string } | null }>()[0]!;
    expect((await look()).answer).toBe('wrong_key');
    expect(await look('--key', did)).toMatchObject({ answer: 'valid', workshop: { city: 'Seoul' } });
    const there = await preparedData();
    const before = await headless(['issuer-key', '--data', there, '--json']);
    expect(before.json<{ did: string }>()[0]!.did).not.toBe(did);
    const wrong = await headless(['issuer-key', '--restore', recovery.join(' ').replace(/.$/, (last) => (last === '0' ? '1' : '0')), '--data', there]);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/line 4/)]);
    const restored = await headless(['issuer-key', '--restore', recovery.join('\n'), '--data', there, '--json']);
    expect(restored.json<{ did: string }>()[0]!.did).toBe(did);
    const seen = await headless(['verify-certificate', first.code, '--data', there, '--json']);
    expect(seen.json()[0]).toMatchObject({ answer: 'valid', onRecord: false });
  });
});

test('at the desk: the key, its recovery sheet, a credential’s file, and a look at a file', async () => {
  const application = await openApplication({ data });
  try {
    const desk = await application.window('desk');
    await ready(desk);
    const call = <T>(name: string, params: object): Promise<T> =>
      desk.evaluate(([channel, given]) => (window as unknown as { champions: { call(name: string, params: object): Promise<never> } }).champions.call(channel, given), [name, params] as const) as Promise<T>;
    const { did } = await call<{ did: string }>('issuerKey.show', {});
    const { lines } = await call<{ lines: string[] }>('issuerKey.recovery', {});
    expect(lines).toHaveLength(4);
    expect(await call('issuerKey.restore', { text: lines.slice(0, 3).join('\n') })).toEqual({ restored: false, problem: 'length', line: null, did: null });
    expect(await call('issuerKey.restore', { text: lines.join('\n') })).toEqual({ restored: true, problem: null, line: null, did });
    const file = path.join(out, 'saved.json');
    await answerDialogs(application, file);
    expect(await call('credential.save', { number: first.number.replaceAll('-', '') })).toEqual({ file });
    expect(fs.readFileSync(file, 'utf8')).toBe(fs.readFileSync(first.files[1]!, 'utf8'));
    const look = (bytes: Buffer): Promise<{ answer: string }> =>
      desk.evaluate((given) => (window as unknown as { champions: { call(name: string, params: object): Promise<{ answer: string }> } }).champions.call('certificate.verifyFile', { bytes: Uint8Array.from(given) }), [...bytes]);
    expect(await look(plainPdf(first.code.toLowerCase()))).toMatchObject({ answer: 'valid', name: '최시우' });
    const credential = fs.readFileSync(first.files[1]!, 'utf8');
    expect(await look(Buffer.from(credential))).toMatchObject({ answer: 'valid', name: '최시우' });
    expect(await look(Buffer.from(`${first.code}\r\n`))).toMatchObject({ answer: 'valid' });
    for (const [bytes, answer] of [
      [Buffer.from(credential.replace('최시우', '최시후')), 'tampered'], [plainPdf(first.code.toLowerCase().slice(0, 90)), 'truncated'],
      [plainPdf('WeGO'), 'not_a_certificate'], [Buffer.from('%PDF-1.7'), 'not_a_certificate'],
    ] as const) expect(await look(bytes)).toMatchObject({ answer, number: null, name: null });
    await expect(call('credential.save', { number: '000000000000' })).rejects.toThrow(/no certificate 0000-0000-0000/);
  } finally {
    await application.close();
  }
});

test('previews: a person’s as it would be, by its number as it was issued, a sample in a design of its own; what there is not is said so', async () => {
  const application = await openApplication({ data });
  try {
    const desk = await application.window('desk');
    await ready(desk);
    const call = <T>(name: string, params: object): Promise<T> =>
      desk.evaluate(([channel, given]) => (window as unknown as { champions: { call(name: string, params: object): Promise<never> } }).champions.call(channel, given), [name, params] as const) as Promise<T>;
    const show = (of: object, more: object = {}) => call<{ svg: string; missing: string[]; tooLong: boolean }>('certificate.preview', { of, ...more });
    const labels = ({ svg }: { svg: string }): string[] => [...svg.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label as string);
    const before = eventsOf(data).length;

    const issued = await show({ by: 'number', number: first.number.replaceAll('-', '') });
    expect(labels(issued)).toEqual(expect.arrayContaining(['최시우', first.number, '수료증', 'QR']));
    expect(issued).toMatchObject({ missing: [], tooLong: false });
    expect(await show({ by: 'person', registrationId: 'SEL25-00001', kind: 'co_signed' })).toEqual(issued);

    const draft = await show({ by: 'person', registrationId: 'SEL25-00002', kind: 'confirmation' }, { paper: 'Letter' });
    expect(labels(draft)).toContain('••••-••••-••••');
    expect(draft.svg).toContain('viewBox="0 0 279.4 215.9"');

    const design = { version: 1, name: 'Own', boxes: [{ kind: 'text', x: 20, y: 20, width: 200, height: 20, show: { by: 'field', field: 'name' }, size: 20 }, { kind: 'text', x: 20, y: 60, width: 200, height: 20, show: { by: 'text', text: 'Only here' }, size: 12 }] };
    const sample = await show({ by: 'sample', kind: 'co_signed', name: 'محمد 👩🏽‍🚀', language: 'en', nameLanguage: 'ar' }, { design });
    expect(labels(sample)).toEqual(['محمد 👩🏽‍🚀', 'Only here']);
    expect(sample.missing).toEqual(['👩🏽‍🚀']);
    await desk.evaluate(async (svg) => {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      await image.decode();
      if (Math.abs(image.naturalWidth / image.naturalHeight - 297 / 210) > 0.01) throw new Error(`${image.naturalWidth} x ${image.naturalHeight}`);
    }, sample.svg);

    await expect(show({ by: 'number', number: '000000000000' })).rejects.toThrow(/no certificate 0000-0000-0000/);
    await expect(show({ by: 'person', registrationId: 'nobody', kind: 'co_signed' })).rejects.toThrow(/nobody/);
    // Looking at certificates issues none and trusts no key.
    expect(eventsOf(data)).toHaveLength(before);
  } finally {
    await application.close();
  }
});

test('an award that was granted at the desk is on a certificate of its own, in each design, and in its file', async () => {
  const title = { en: 'Best City Project', ko: '최우수 도시 프로젝트', ar: 'أفضل مشروع للمدينة' };
  const none = await headless(['certificates', '--attendee', 'SEL25-00001', '--kind', 'award', '--out', out, '--data', data, '--json']);
  expect(none.code).toBe(1);
  expect(none.json<Issued>()[0]!.refused[0]!.refusals).toEqual([{ code: 'no_award' }]);
  const application = await openApplication({ data });
  try {
    const desk = await application.window('desk');
    await ready(desk);
    await installRawClient(desk);
    for (const registrationId of ['SEL25-00001', 'SEL25-00002']) expect((await rawCall(desk, 'command', 'award.grant', { registrationId, awardId: 'best', title })).kind).toBe('value');
  } finally {
    await application.close();
  }
  for (const design of ['civic', 'skyline', 'laurel']) {
    const { code, json } = await headless(['certificates', '--all', '--kind', 'award', '--design', design, '--out', path.join(out, `award-${design}`), '--data', data, '--json']);
    expect(code).toBe(0);
    const [result] = json<Omit<Issued, 'certificates'> & { certificates: (Issued['certificates'][number] & { missing: string[]; tooLong: boolean })[] }>();
    expect(result!.certificates.map(({ registrationId, kind, missing, tooLong }) => [registrationId, kind, missing, tooLong])).toEqual([['SEL25-00001', 'award', [], false], ['SEL25-00002', 'award', [], false]]);
    const [pdf, credential] = result!.certificates[0]!.files as [string, string];
    const text = execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' });
    for (const said of ['최시우', '상장', title.ko]) expect(text).toContain(said);
    expect(JSON.parse(fs.readFileSync(credential, 'utf8'))).toMatchObject({ credentialSubject: { achievement: { achievementType: 'Award', name: expect.stringContaining(title.en) } } });
    expect(await verify(pdf)).toMatchObject({ code: 0, answer: 'valid', kind: 'award', award: { awardId: 'best', title }, message: expect.stringContaining(title.en) });
  }
  // Everybody's: the best by attending, and the award beside it.
  const everything = await headless(['certificates', '--all', '--out', path.join(out, 'everything'), '--data', data, '--json']);
  expect(everything.json<Issued>()[0]!.certificates.map(({ registrationId, kind }) => [registrationId, kind])).toEqual([['SEL25-00001', 'co_signed'], ['SEL25-00001', 'award'], ['SEL25-00002', 'award']]);
  expect(eventsOf(data).filter((event) => event.type === 'certificate.issued' && event.data.kind === 'award')).toHaveLength(2);
});

test('one that was revoked is refused, as code and as a credential’s file, and not issued anew by itself', async () => {
  expect((await headless(['revoke-certificate', first.number, '--data', data])).code).toBe(2);
  const revoked = await headless(['revoke-certificate', first.number.toLowerCase(), '--reason', 'printed twice', '--data', data, '--json']);
  expect(revoked.json()[0]).toEqual({ number: first.number.replaceAll('-', ''), revoked: true });
  for (const what of [first.code, ...first.files]) expect(await verify(what)).toMatchObject({ code: 1, answer: 'revoked', stderr: expect.stringMatching(/revoked on 20/) });
  const again = await headless(['certificates', '--attendee', 'SEL25-00001', '--out', out, '--kind', 'co_signed', '--data', data, '--json']);
  expect(again.json<Issued>()[0]!.refused[0]!.refusals).toMatchObject([{ code: 'revoked' }]);
});

test('the key, and the name on a certificate, are nowhere in the journal once somebody is erased', async () => {
  const text = (): string => fs.readdirSync(path.join(data, 'journal')).filter((name) => name.endsWith('.journal')).map((name) => fs.readFileSync(path.join(data, 'journal', name), 'utf8')).join('');
  const { secret } = JSON.parse(fs.readFileSync(path.join(data, 'certificate-key.json'), 'utf8')) as { secret: string };
  expect(text()).toContain('최시우');
  expect((await headless(['erase', 'SEL25-00001', '--data', data])).code).toBe(0);
  expect(text()).not.toContain(secret);
  const issued = eventsOf(data).find(({ type }) => type === 'certificate.issued');
  expect(issued).toMatchObject({ person: null, personHash: expect.any(String) });
  expect((await headless(['doctor', '--data', data, '--json'])).json()[0]).toMatchObject({ ok: true });
  expect(await verify(first.code)).toMatchObject({ code: 1, answer: 'revoked', name: null });
});

test('a key that was lost is distrusted, and nothing is signed with it; a new one takes its place, and trust can be given back', async () => {
  const there = await preparedData();
  const key = async (...args: string[]) => {
    const { code, stderr, json } = await headless(['issuer-key', ...args, '--data', there, '--json']);
    return { code, stderr, ...json<{ did: string; publicKey: string; trusted: boolean }>()[0] };
  };
  const check = async (code: string): Promise<unknown> => (await headless(['verify-certificate', code, '--data', there, '--json'])).json<{ answer: string }>()[0]!.answer;
  const issue = (folder: string) => headless(['certificates', '--attendee', 'SEL25-00001', '--kind', 'confirmation', '--out', path.join(there, folder), '--data', there, '--json']);
  const old = await key();
  expect(old).toMatchObject({ code: 0, trusted: true, stderr: '' });
  expect((await headless(['check-in', '--stdin', '--target', 'day:2025-09-24', '--data', there], JSON.stringify({ code: 'SEL25-00001-736313', at: '2025-09-24T09:00:00+09:00' }))).code).toBe(0);
  const [signed] = (await issue('old')).json<Issued>()[0]!.certificates;
  expect(await check(signed!.code)).toBe('valid');

  for (const wrong of [['--distrust', old.did!], ['--reason', 'stolen'], ['--distrust', 'nonsense', '--reason', 'stolen'], ['--distrust', old.did!, '--reason', 'stolen', '--trust', old.did!], ['--new', '--restore', 'x']]) expect((await key(...wrong)).code, wrong.join(' ')).toBe(2);
  const distrusted = await key('--distrust', old.did!, '--reason', 'the laptop was stolen');
  expect(distrusted).toMatchObject({ code: 0, did: old.did, trusted: false, stderr: expect.stringMatching(/distrusted \(the laptop was stolen\).*--new/) });
  expect(await check(signed!.code)).toBe('distrusted_key');
  const refused = await issue('refused');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/distrusted \(the laptop was stolen\).*Make a new key/)]);
  expect(fs.existsSync(path.join(there, 'refused')) ? fs.readdirSync(path.join(there, 'refused')) : []).toEqual([]);

  const fresh = await key('--new');
  expect(fresh).toMatchObject({ code: 0, trusted: true, stderr: '' });
  expect(fresh.did).not.toBe(old.did);
  const [again] = (await issue('new')).json<Issued>()[0]!.certificates;
  expect([again!.number, again!.code === signed!.code]).toEqual([signed!.number, false]);
  expect([await check(again!.code), await check(signed!.code)]).toEqual(['valid', 'distrusted_key']);

  expect(await key('--trust', old.publicKey!)).toMatchObject({ code: 0, did: fresh.did });
  expect(await check(signed!.code)).toBe('valid');
  const types = eventsOf(there).flatMap((event) => (event.type.startsWith('certificate.key') ? [event.type] : []));
  expect(types).toEqual(['certificate.keyTrusted', 'certificate.keyDistrusted', 'certificate.keyTrusted', 'certificate.keyTrusted']);
}, 240_000);
