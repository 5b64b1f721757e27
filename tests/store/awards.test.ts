import { describe, expect, test } from 'vitest';
import type { StoreClient } from '@shared/contract/storeClient';
import { certificateNumber } from '@shared/signing/certificateNumber';
import { all, attend, codeOf, issue, issued, publicKey } from './certificateHands';
import { added, eachOnItsOwnDay, scan, start, today } from './kioskDay';
import { everything, workshop } from './workshop';

eachOnItsOwnDay();

const title = { en: 'Best City Project', ko: '최우수 도시 프로젝트' };
const best = { awardId: 'best', title };
const grant = (desk: StoreClient, registrationId = 'P1', award: { awardId: string | null; title: string | typeof title } = best) => desk.command('award.grant', { registrationId, ...award });
const standing = async (client: StoreClient, registrationId = 'P1') => {
  const { award, kinds } = await client.query('certificate.eligibility', { holder: { registrationId } });
  return { award, ...kinds.find(({ kind }) => kind === 'award')! };
};

describe('an award', () => {
  test('is granted by an organizer alone, once, and may be had beside a confirmation', async () => {
    const store = await start();
    const [desk, helper, kiosk] = [store.client('desk'), store.client('helper'), store.client('kiosk')];
    await expect(grant(helper)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(grant(kiosk)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(desk.command('award.grant', { registrationId: 'nobody', ...best })).rejects.toMatchObject({ code: 'unknown_attendee' });
    expect(await standing(desk)).toMatchObject({ award: null, eligible: false, refusals: [{ code: 'no_award' }] });
    const since = today.journal.events.length;
    await grant(desk);
    expect((await grant(desk)).eventId).toBe('');
    expect(added(since)).toEqual(['award.granted']);
    expect(await standing(desk)).toMatchObject({ award: { ...best, at: expect.any(String) }, eligible: true });
    await attend(desk, 'P1', 'S01');
    const [award, confirmation] = [await issued(desk, 'P1', { kind: 'award' }), await issued(desk, 'P1')];
    expect(award).toMatchObject({ kind: 'award', number: certificateNumber(workshop.id, 'P1', 'award', 0), award: best, attended: 1 });
    expect(confirmation.kind).toBe('confirmation');
    expect(confirmation).not.toHaveProperty('award');
    const { events } = await desk.query('attendee.events', { registrationId: 'P1' });
    expect(events.filter(({ award: said }) => said !== null).map(({ type, role, award: said }) => [type, role, said])).toEqual([['certificate.issued', 'desk', best], ['award.granted', 'desk', best]]);
  });

  test('is in the whole attendance, as long as they have it', async () => {
    const desk = (await start()).client('desk');
    const inAttendance = async (id: string) => (await desk.query('attendance.page', { from: 0, limit: 100 })).attendees.find(({ registrationId }) => registrationId === id)?.award;
    expect(await inAttendance('P1')).toBeNull();
    await grant(desk);
    expect(await inAttendance('P1')).toEqual(best);
    expect(await inAttendance('P2')).toBeNull();
    await grant(desk, 'P2', { awardId: null, title: 'Public Award' });
    expect(await inAttendance('P2')).toEqual({ awardId: null, title: 'Public Award' });
    await desk.command('award.withdraw', { registrationId: 'P1', reason: 'mixed up' });
    expect(await inAttendance('P1')).toBeNull();
  });

  test('that nobody was granted is no certificate, whatever an organizer says against it', async () => {
    const desk = (await start()).client('desk');
    expect(await issue(desk, { registrationId: 'P1' }, { kind: 'award', override: { reason: 'please' } })).toMatchObject({ outcome: 'refused', refusals: [{ code: 'no_award' }] });
  });

  test('keeps its title on the certificate, also under a corrected name, whatever the pack says later', async () => {
    const desk = (await start()).client('desk');
    const { workshop: configured } = await desk.query('workshop.overview', {});
    await desk.command('workshop.configure', { ...configured!, awards: [{ id: 'best', name: title }] });
    await grant(desk);
    const { number } = await issued(desk, 'P1', { kind: 'award' });
    await desk.command('workshop.configure', { ...configured!, awards: [{ id: 'best', name: { en: 'Renamed' } }] });
    await desk.command('attendee.correct', { registrationId: 'P1', person: { nameOnCertificate: 'CHOI Si-woo' } });
    expect(await issued(desk, 'P1', { kind: 'award' })).toMatchObject({ number, name: 'CHOI Si-woo', award: best });
    const { rows, counts } = await desk.query('certificates.list', { kind: 'award', states: ['issued'], language: 'en', offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ registrationId: 'P1', kind: 'award', number }]);
    expect(counts).toMatchObject({ issued: 1, eligible: 0, refused: 12 });
  });

  test('that was withdrawn takes its certificate back with it; another one has another number', async () => {
    const desk = (await start()).client('desk');
    await desk.command('certificates.trustKey', { publicKey });
    await grant(desk);
    const first = await issued(desk, 'P1', { kind: 'award' });
    await expect(grant(desk, 'P1', { awardId: null, title: 'Public Award' })).rejects.toMatchObject({ code: 'invalid_request', message: expect.stringContaining('Best City Project') });
    const since = today.journal.events.length;
    await desk.command('award.withdraw', { registrationId: 'P1', reason: 'mixed up' });
    expect((await desk.command('award.withdraw', { registrationId: 'P1', reason: 'again' })).eventId).toBe('');
    expect(added(since)).toEqual(['award.withdrawn', 'certificate.revoked']);
    expect(await standing(desk)).toMatchObject({ award: null, eligible: false, certificate: null, refusals: [{ code: 'revoked', number: first.number }, { code: 'no_award' }] });
    expect(await desk.query('certificates.verify', { text: codeOf(first) })).toMatchObject({ answer: 'revoked', kind: 'award', award: best });
    await grant(desk, 'P1', { awardId: null, title: 'Public Award' });
    expect(await issued(desk, 'P1', { kind: 'award' })).toMatchObject({ number: certificateNumber(workshop.id, 'P1', 'award', 1), award: { awardId: null, title: 'Public Award' } });
  });

  test('withdrawn elsewhere, its certificate is not handed out though it stands here, and can be taken back', async () => {
    const store = await start();
    const desk = store.client('desk');
    await grant(desk);
    await issued(desk, 'P1', { kind: 'award' });
    store.stop();
    today.journal.append(workshop.id, [{ type: 'award.withdrawn', at: new Date(today.now).toISOString(), data: { registrationId: 'P1', reason: 'mixed up', by: { role: 'desk' } } }]);
    const again = (await start()).client('desk');
    expect(await issue(again, { registrationId: 'P1' }, { kind: 'award' })).toMatchObject({ outcome: 'refused', refusals: [{ code: 'no_award' }] });
    const since = today.journal.events.length;
    await again.command('award.withdraw', { registrationId: 'P1', reason: 'mixed up' });
    expect(added(since)).toEqual(['certificate.revoked']);
  });

  test('is issued to everybody who has one beside the best of the rest, and alone where that is asked for', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    await attend(desk, 'P2', 'S01');
    for (const id of ['P1', 'P3']) await grant(desk, id);
    const issueAll = async (kind?: 'award') => {
      const { outcomes } = await desk.command('certificates.issue', { registrationIds: ['P1', 'P2', 'P3', 'P4'], ...(kind ? { kind } : {}) });
      return outcomes.map((each) => (each.outcome === 'issued' ? [each.certificate.registrationId, each.certificate.kind, each.already] : [each.registrationId, 'refused']));
    };
    expect(await issueAll('award')).toEqual([['P1', 'award', false], ['P2', 'refused'], ['P3', 'award', false], ['P4', 'refused']]);
    expect(await issueAll()).toEqual([['P1', 'co_signed', false], ['P1', 'award', true], ['P2', 'confirmation', false], ['P3', 'award', true], ['P4', 'refused']]);
    // One at a time, the best by attending is meant.
    expect(await issued(desk, 'P1')).toMatchObject({ kind: 'co_signed' });
    expect(await issued(desk, 'P3')).toMatchObject({ kind: 'award' });
  });

  test('is had at a kiosk by who was checked in there', async () => {
    const store = await start();
    const [desk, kiosk] = [store.client('desk'), store.client('kiosk')];
    await grant(desk);
    const { nonce } = scan('T-P1');
    expect((await kiosk.command('scan.submit', { ...scan('T-P1'), nonce })).answer).toBe('ok');
    expect(await issue(kiosk, { nonce }, { kind: 'award' })).toMatchObject({ outcome: 'issued', certificate: { kind: 'award', award: best } });
  });

  test('survives a restart and a rebuild, and the erasure of its person, whom it does not name', async () => {
    const store = await start();
    const desk = store.client('desk');
    await desk.command('certificates.trustKey', { publicKey });
    await desk.command('attendee.correct', { registrationId: 'P1', person: { fullName: 'Unmistakable Person' } });
    await grant(desk);
    const certificate = await issued(desk, 'P1', { kind: 'award' });
    await grant(desk, 'P2', { awardId: null, title: 'Public Award' });
    await desk.command('award.withdraw', { registrationId: 'P2', reason: 'mixed up' });
    const said = async (client: StoreClient) => [await standing(client), await standing(client, 'P2')];
    const before = await said(desk);
    await store.store.flush();
    store.stop();
    const again = await start();
    expect(await said(again.client('desk'))).toEqual(before);
    const whole = await everything(again);
    await again.client('desk').command('store.rebuild', {});
    expect(await said(again.client('desk'))).toEqual(before);
    expect(await everything(again)).toEqual(whole);
    await again.client('desk').command('attendee.erase', { registrationId: 'P1', reason: 'requested' });
    expect(JSON.stringify(today.journal.events)).not.toContain('Unmistakable');
    expect(await again.client('desk').query('certificates.verify', { text: codeOf(certificate) })).toMatchObject({ answer: 'valid', name: null, award: best, onRecord: true });
    await expect(grant(again.client('desk'))).rejects.toMatchObject({ code: 'unknown_attendee' });
    expect(await issue(again.client('desk'), { registrationId: 'P1' }, { kind: 'award' })).toMatchObject({ outcome: 'refused', refusals: [{ code: 'erased' }] });
  });
});
