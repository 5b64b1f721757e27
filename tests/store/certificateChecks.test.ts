import { describe, expect, test } from 'vitest';
import type { StoreClient } from '@shared/contract/storeClient';
import { keywordOf, qrTextOf, signCertificate } from '@shared/signing/certificateCode';
import { certificateNumber } from '@shared/signing/certificateNumber';
import { openBadgeOf } from '@shared/signing/openBadge';
import { revocationListOf } from '@shared/signing/revocationList';
import { added, eachOnItsOwnDay, start, today } from './kioskDay';
import { all, attend, codeOf, issued, publicKey, secret } from './certificateHands';
import { workshop } from './workshop';

eachOnItsOwnDay();

describe('a code', () => {
  const verify = (client: StoreClient, text: string, more: Partial<{ name: string; keys: string[] }> = {}) => client.query('certificates.verify', { text, ...more });

  test('is genuine by a key that is trusted here, and nothing is said of others', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    const certificate = await issued(desk, 'P1');
    const code = codeOf(certificate);
    expect(await verify(desk, code)).toMatchObject({ answer: 'wrong_key', number: null, name: null });
    expect(await verify(desk, code, { keys: [publicKey] })).toMatchObject({ answer: 'valid' });
    await desk.command('certificates.trustKey', { publicKey });
    expect((await desk.command('certificates.trustKey', { publicKey })).eventId).toBe('');
    expect((await desk.query('certificates.keys', {})).keys).toEqual([{ publicKey, did: expect.stringMatching(/^did:key:z6Mk/) }]);
    for (const text of [code, qrTextOf(code), keywordOf(code)]) {
      expect(await verify(desk, text)).toEqual({
        answer: 'valid', number: certificate.number, kind: 'co_signed', award: null, issuedOn: '2025-09-24', firstDay: '2025-09-24', lastDay: '2025-09-24',
        workshop: { id: 'seoul-2025', name: 'N', city: 'Seoul' }, name: '최시우', onRecord: true, revokedAt: null, signedBy: expect.stringMatching(/^did:key:z6Mk/),
      });
    }
    expect((await verify(desk, code.slice(0, 100))).answer).toBe('truncated');
    expect((await verify(desk, `${code.slice(0, 150)}${code[150] === 'A' ? 'B' : 'A'}${code.slice(151)}`)).answer).toBe('tampered');
    expect((await verify(desk, codeOf(certificate, new Uint8Array(32).fill(9)))).answer).toBe('wrong_key');
    expect((await verify(desk, 'T-P1')).answer).toBe('not_a_certificate');
  });

  test('on paper with another name is told; under a name that was corrected since it stays good', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P2', ...all);
    await desk.command('certificates.trustKey', { publicKey });
    const old = codeOf(await issued(desk, 'P2'));
    expect(await verify(desk, old, { name: 'Giulia  Rossi' })).toMatchObject({ answer: 'valid', name: 'Giulia Rossi' });
    expect((await verify(desk, old, { name: 'Giulio Rossi' })).answer).toBe('other_name');
    await desk.command('attendee.correct', { registrationId: 'P2', person: { nameOnCertificate: 'Giulia de Rossi' } });
    const corrected = codeOf(await issued(desk, 'P2'));
    expect(await verify(desk, corrected, { name: 'Giulia de Rossi' })).toMatchObject({ answer: 'valid', name: 'Giulia de Rossi' });
    expect(await verify(desk, old, { name: 'Giulia Rossi' })).toMatchObject({ answer: 'valid', name: null, onRecord: true });
  });

  test('of another workshop of the programme is told by its city, and one that is not on record here is good all the same', async () => {
    const desk = (await start()).client('desk');
    const number = certificateNumber('milan-2025', 'MIL25-1', 'confirmation', 0);
    const code = signCertificate({ workshopId: 'milan-2025', kind: 'confirmation', number, issuedOn: '2025-06-01', firstDay: null, lastDay: null, name: 'Somebody' }, secret);
    expect(await verify(desk, code, { keys: [publicKey] })).toMatchObject({ answer: 'valid', workshop: { id: 'milan-2025', city: 'Milan' }, name: null, onRecord: false, firstDay: null });
  });

  test('that was revoked is told, as code and as a credential’s file', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    await desk.command('certificates.trustKey', { publicKey });
    const certificate = await issued(desk, 'P1');
    const badge = JSON.stringify(openBadgeOf({ workshopId: workshop.id, ...certificate, issuer: 'WeGO', programme: 'P', workshopName: 'N', city: 'Seoul' }, secret), null, 2);
    expect(await verify(desk, badge)).toMatchObject({ answer: 'valid', number: certificate.number, name: '최시우', kind: 'co_signed' });
    expect(await verify(desk, badge, { name: 'Another' })).toMatchObject({ answer: 'other_name' });
    expect((await verify(desk, badge.replace('최시우', '최시후'))).answer).toBe('tampered');
    await desk.command('certificate.revoke', { registrationId: 'P1', number: certificate.number, reason: 'a mistake' });
    for (const text of [codeOf(certificate), badge]) {
      expect(await verify(desk, text)).toMatchObject({ answer: 'revoked', revokedAt: expect.any(String), number: certificate.number });
    }
  });
});

describe('a key that was lost', () => {
  const verify = (client: StoreClient, text: string, keys?: string[]) => client.query('certificates.verify', { text, ...(keys ? { keys } : {}) });

  test('makes nothing genuine any more, old or new, until it is trusted anew; a helper cannot say so', async () => {
    const store = await start();
    const [desk, helper] = [store.client('desk'), store.client('helper')];
    await attend(desk, 'P1', ...all);
    await desk.command('certificates.trustKey', { publicKey });
    const certificate = await issued(desk, 'P1');
    const badge = JSON.stringify(openBadgeOf({ workshopId: workshop.id, ...certificate, issuer: 'WeGO', programme: 'P', workshopName: 'N', city: 'Seoul' }, secret));
    await expect(helper.command('certificates.distrustKey', { publicKey, reason: 'the laptop was stolen' })).rejects.toMatchObject({ code: 'forbidden' });
    const since = today.journal.events.length;
    await desk.command('certificates.distrustKey', { publicKey, reason: 'the laptop was stolen' });
    expect((await desk.command('certificates.distrustKey', { publicKey, reason: 'once more' })).eventId).toBe('');
    // Signing says each time that its key is good: that does not outweigh what an organizer said.
    expect((await desk.command('certificates.trustKey', { publicKey })).eventId).toBe('');
    for (const text of [codeOf(certificate), badge]) {
      for (const keys of [undefined, [publicKey]]) expect(await verify(desk, text, keys)).toMatchObject({ answer: 'distrusted_key', number: null, name: null, signedBy: null });
    }
    expect((await verify(desk, codeOf(certificate).replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')))).answer).toBe('tampered');
    expect(await desk.query('certificates.keys', {})).toMatchObject({ keys: [], distrusted: [{ publicKey, reason: 'the laptop was stolen' }] });
    await desk.command('certificates.trustKey', { publicKey, anew: true });
    expect(added(since)).toEqual(['certificate.keyDistrusted', 'certificate.keyTrusted']);
    expect((await verify(desk, codeOf(certificate))).answer).toBe('valid');
    expect(await desk.query('certificates.keys', {})).toMatchObject({ keys: [{ publicKey }], distrusted: [] });
  });

  test('of the workshop’s pack is distrusted too', async () => {
    const desk = (await start()).client('desk');
    const { workshop: configured } = await desk.query('workshop.overview', {});
    await desk.command('workshop.configure', { ...configured!, certificateKeys: [publicKey] });
    expect((await desk.query('certificates.keys', {})).keys).toMatchObject([{ publicKey }]);
    await desk.command('certificates.distrustKey', { publicKey, reason: 'it was published by mistake' });
    expect(await desk.query('certificates.keys', {})).toMatchObject({ keys: [], distrusted: [{ publicKey }] });
  });
});

describe('a list of revoked certificates from elsewhere', () => {
  const createdAt = '2025-09-24T01:00:00.000Z';
  const elsewhere = certificateNumber('milan-2025', 'MIL25-1', 'co_signed', 0);

  test('is taken in if a trusted key signed it: what is on record here is taken back, other numbers are known', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    await desk.command('certificates.trustKey', { publicKey });
    const { number } = await issued(desk, 'P1');
    const list = revocationListOf([{ number, at: createdAt }, { number: elsewhere, at: createdAt }], secret, createdAt);
    const since = today.journal.events.length;
    expect(await desk.command('certificates.receiveRevocations', { text: list })).toEqual({ problem: null, added: 2, listed: 2, signedBy: expect.stringMatching(/^did:key:/) });
    expect(await desk.command('certificates.receiveRevocations', { text: list })).toMatchObject({ problem: null, added: 0, listed: 2 });
    expect(added(since)).toEqual(['certificate.revoked', 'certificate.revocationsReceived']);
    expect((await desk.query('certificate.find', { number })).certificate?.revoked?.reason).toContain('did:key:');
    const code = signCertificate({ workshopId: 'milan-2025', kind: 'co_signed', number: elsewhere, issuedOn: '2025-06-01', firstDay: null, lastDay: null, name: 'Somebody' }, secret);
    expect(await desk.query('certificates.verify', { text: code })).toMatchObject({ answer: 'revoked', revokedAt: createdAt });
    expect((await desk.query('certificates.revoked', {})).revoked.map((each) => each.number).sort()).toEqual([number, elsewhere].sort());
  });

  test('is refused when it was changed, when nobody or somebody who is distrusted signed it, and when it is another file', async () => {
    const desk = (await start()).client('desk');
    const list = revocationListOf([{ number: elsewhere, at: createdAt }], secret, createdAt);
    const since = today.journal.events.length;
    const receive = async (text: string) => (await desk.command('certificates.receiveRevocations', { text })).problem;
    expect(await receive(list)).toBe('wrong_key');
    await desk.command('certificates.trustKey', { publicKey });
    expect(await receive(list.replace(elsewhere, certificateNumber('milan-2025', 'MIL25-2', 'co_signed', 0)))).toBe('tampered');
    for (const text of ['', 'null', '{', '[]', '{"kind":"champions-revoked-certificates"}', '{"a":'.repeat(5_000)]) expect(['not_a_list', 'tampered']).toContain(await receive(text));
    await desk.command('certificates.distrustKey', { publicKey, reason: 'the laptop was stolen' });
    expect(await receive(list)).toBe('distrusted_key');
    expect(added(since)).toEqual(['certificate.keyTrusted', 'certificate.keyDistrusted']);
    await expect((await start()).client('helper').command('certificates.receiveRevocations', { text: list })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
