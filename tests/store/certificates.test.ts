import { describe, expect, test } from 'vitest';
import type { Certificate } from '@shared/contract/certificates';
import type { StoreClient } from '@shared/contract/storeClient';
import { readNumber } from '@shared/domain/certificates/number';
import { certificateNumber } from '@shared/signing/certificateNumber';
import { added, eachOnItsOwnDay, minutes, nonce, registers, scan, start, today } from './kioskDay';
import { all, attend, codeOf, issue, issued, publicKey } from './certificateHands';
import { at, day, everything, workshop } from './workshop';

eachOnItsOwnDay();

describe('at the desk', () => {
  test('a refusal is explained, and the certificate issued once nothing is against it', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', 'S01');
    const before = await desk.query('certificate.eligibility', { holder: { registrationId: 'P1' } });
    expect(before).toMatchObject({ name: '최시우', attended: 1, needed: 3 });
    expect(before.slots.map(({ sessions, attended }) => [sessions.map(({ id }) => id), attended])).toEqual([[['S01'], true], [['S04', 'S05'], false], [['S09'], false]]);
    expect(before.kinds).toMatchObject([
      { kind: 'co_signed', eligible: false, refusals: [{ code: 'attendance', attended: 1, of: 3, needed: 3 }], certificate: null },
      { kind: 'confirmation', eligible: true, refusals: [] },
      { kind: 'award', eligible: false, refusals: [{ code: 'no_award' }], certificate: null },
    ]);
    expect(await issue(desk, { registrationId: 'P1' }, { kind: 'co_signed' })).toMatchObject({ outcome: 'refused', refusals: [{ code: 'attendance' }] });
    await attend(desk, 'P1', 'S05', 'S09');
    const certificate = await issued(desk, 'P1');
    expect(certificate).toMatchObject({
      registrationId: 'P1', kind: 'co_signed', number: certificateNumber(workshop.id, 'P1', 'co_signed', 0), attempt: 0, name: '최시우', language: 'ko',
      issuedOn: '2025-09-24', firstDay: '2025-09-24', lastDay: '2025-09-24', attended: 3, of: 3, override: null, prints: 0, revoked: null,
    });
    expect(readNumber(certificate.number)).toBe(certificate.number);
  });

  test('the same again gives the same, and adds nothing; at once, too', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    const since = today.journal.events.length;
    const outcomes = await Promise.all([1, 2, 3].map(() => issue(desk, { registrationId: 'P1' })));
    minutes(60 * 24);
    outcomes.push(await issue(desk, { registrationId: 'P1' }));
    expect(added(since)).toEqual(['certificate.issued']);
    expect(outcomes.map((each) => each.outcome === 'issued' && each.already).sort()).toEqual([false, true, true, true]);
    expect(new Set(outcomes.map((each) => (each.outcome === 'issued' ? `${each.certificate.number} ${each.certificate.issuedOn}` : ''))).size).toBe(1);
    expect(await desk.query('certificate.find', { number: certificateNumber(workshop.id, 'P1', 'co_signed', 0) })).toMatchObject({ certificate: { name: '최시우' }, workshop: { id: workshop.id } });
    expect(await desk.query('certificate.find', { number: '000000000000' })).toMatchObject({ certificate: null });
  });

  test('a name that was corrected is issued again under the same number, on the day that it was first', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    const first = await issued(desk, 'P1');
    await desk.command('attendee.correct', { registrationId: 'P1', person: { nameOnCertificate: 'CHOI  Si-woo ' } });
    const { rows } = await desk.query('certificates.list', { kind: 'co_signed', states: ['issued'], language: 'en', offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ name: 'CHOI Si-woo', nameChanged: true }]);
    minutes(60 * 24);
    const second = await issued(desk, 'P1');
    expect(second).toMatchObject({ number: first.number, name: 'CHOI Si-woo', issuedOn: first.issuedOn });
    expect((await issue(desk, { registrationId: 'P1' })).outcome === 'issued').toBe(true);
  });

  test('an organizer may put reasons aside, with one of their own; nobody can where there is no name, and a helper never', async () => {
    const store = await start();
    const [desk, helper] = [store.client('desk'), store.client('helper')];
    const override = { reason: 'spoke on the stage' };
    await expect(issue(helper, { registrationId: 'P3' }, { override })).rejects.toMatchObject({ code: 'forbidden' });
    const certificate = await issued(desk, 'P3', { kind: 'co_signed', override });
    expect(certificate).toMatchObject({ override: { reason: 'spoke on the stage', refusals: ['no_birth_date', 'attendance'] }, attended: 0, of: 3 });
    const { data } = today.journal.events.at(-1)!;
    expect(JSON.stringify(data)).not.toContain('Rossini');
    const [latest] = (await desk.query('attendee.events', { registrationId: 'P3' })).events;
    expect(latest).toMatchObject({ type: 'certificate.issued', role: 'desk', reason: 'spoke on the stage' });
    today.journal.append(workshop.id, [registers('N1', '')]);
    const other = (await start()).client('desk');
    expect(await issue(other, { registrationId: 'N1' }, { kind: 'confirmation', override })).toMatchObject({ outcome: 'refused', refusals: [{ code: 'no_name' }, { code: 'did_not_attend' }] });
    await expect(issue(desk, { registrationId: 'nobody' })).rejects.toMatchObject({ code: 'unknown_attendee' });
  });

  test('a helper sees no birth date', async () => {
    const store = await start();
    const [desk, helper] = [store.client('desk'), store.client('helper')];
    await desk.command('attendee.correct', { registrationId: 'P2', person: { birthDate: '1980-02-03' } });
    const refusalsFor = async (client: StoreClient) => (await client.query('certificate.eligibility', { holder: { registrationId: 'P2' } })).kinds[0]!.refusals[0];
    expect(await refusalsFor(desk)).toEqual({ code: 'too_old', birthDate: '1980-02-03', age: 45, limit: 35, on: '2025-09-24' });
    expect(await refusalsFor(helper)).toEqual({ code: 'too_old', birthDate: null, age: 45, limit: 35, on: '2025-09-24' });
    await expect(helper.query('certificates.list', { kind: 'co_signed', states: null, language: 'en', offset: 0, limit: 5 })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('prints are noted once each; a certificate that was taken back stays so, and another one has another number', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    const { number } = await issued(desk, 'P1');
    const holder = { registrationId: 'P1' };
    const since = today.journal.events.length;
    await desk.command('certificate.notePrinted', { holder, number, job: 'j1' });
    expect((await desk.command('certificate.notePrinted', { holder, number, job: 'j1' })).eventId).toBe('');
    await desk.command('certificate.notePrinted', { holder, number, job: 'j2' });
    expect(await issued(desk, 'P1')).toMatchObject({ prints: 2, lastPrintedAt: expect.any(String) });
    await expect(desk.command('certificate.notePrinted', { holder: { registrationId: 'P2' }, number, job: 'j3' })).rejects.toMatchObject({ code: 'invalid_request' });
    await desk.command('certificate.revoke', { registrationId: 'P1', number, reason: 'printed by mistake' });
    expect((await desk.command('certificate.revoke', { registrationId: 'P1', number, reason: 'again' })).eventId).toBe('');
    expect(added(since)).toEqual(['certificate.printed', 'certificate.printed', 'certificate.revoked']);
    expect((await desk.query('certificates.revoked', {})).revoked).toEqual([{ number, at: expect.any(String) }]);
    expect(await issue(desk, holder, { kind: 'co_signed' })).toMatchObject({ outcome: 'refused', refusals: [{ code: 'revoked', number }] });
    const anew = await issued(desk, 'P1', { kind: 'co_signed', override: { reason: 'it was right after all' } });
    expect(anew).toMatchObject({ number: certificateNumber(workshop.id, 'P1', 'co_signed', 1), attempt: 1, prints: 0 });
  });

  test('who was cancelled or blocked since is handed nothing, whatever was issued', async () => {
    const desk = (await start()).client('desk');
    await attend(desk, 'P1', ...all);
    await issued(desk, 'P1');
    await desk.command('attendee.block', { registrationId: 'P1', blocked: true, reason: 'under discussion' });
    expect(await issue(desk, { registrationId: 'P1' }, { kind: 'co_signed' })).toMatchObject({ outcome: 'refused', refusals: [{ code: 'blocked' }] });
    await desk.command('attendee.block', { registrationId: 'P1', blocked: false, reason: 'settled' });
    // Another agenda takes nothing back that was issued.
    await desk.command('session.add', { session: { title: 'More', kind: '', start: '2025-09-25T09:00', end: '2025-09-25T10:00', room: '', capacity: null, speakers: '', language: '', countsForCertificate: true, registrationRequired: false }, nonce: nonce() });
    expect((await desk.query('certificate.eligibility', { holder: { registrationId: 'P1' } })).kinds[0]).toMatchObject({ eligible: false, certificate: { attended: 3, of: 3 } });
    expect(await issue(desk, { registrationId: 'P1' })).toMatchObject({ outcome: 'issued', already: true });
  });
});

describe('two devices that had not met', () => {
  test('issue one certificate with one number, and agree once they have', async () => {
    const here = (await start()).client('desk');
    await attend(here, 'P1', ...all);
    const mine = await issued(here, 'P1');
    const events = [...today.journal.events];
    // The other one has the same people and check-ins, and issues by itself.
    const journal = today.journal;
    journal.events.splice(journal.events.findIndex(({ type }) => type === 'certificate.issued'), 1);
    const there = (await start()).client('desk');
    await there.command('store.rebuild', {});
    minutes(60 * 24);
    const theirs = await issued(there, 'P1');
    expect(theirs.number).toBe(mine.number);
    expect(theirs.issuedOn).not.toBe(mine.issuedOn);
    // They meet: both events, in either order.
    const other = journal.events.at(-1)!;
    const met = [events.at(-1)!, { ...other, id: other.id.replace('K1AAAAAA', 'K2BBBBBB'), device: 'K2BBBBBB' }];
    const before = events.slice(0, -1);
    const said: unknown[] = [];
    for (const both of [met, [...met].reverse()]) {
      journal.events.splice(0, journal.events.length, ...before, ...(both as typeof before));
      const store = await start();
      await store.client('desk').command('store.rebuild', {});
      const again = await issue(store.client('desk'), { registrationId: 'P1' });
      expect(again).toMatchObject({ outcome: 'issued', already: true, certificate: { number: mine.number, issuedOn: mine.issuedOn } });
      said.push(again);
    }
    expect(said[0]).toEqual(said[1]);
  });
});

describe('at a kiosk', () => {
  test('somebody gets their own certificate by the scan that was answered there, and nobody else’s', async () => {
    const store = await start();
    const [kiosk, other, desk] = [store.client('kiosk'), store.client('kiosk'), store.client('desk')];
    await attend(desk, 'P1', ...all);
    const holder = { nonce: nonce() };
    await expect(kiosk.query('certificate.eligibility', { holder })).rejects.toMatchObject({ code: 'forbidden' });
    await kiosk.command('scan.submit', scan('T-P1', { nonce: holder.nonce }));
    expect(await kiosk.query('certificate.eligibility', { holder })).toMatchObject({ name: '최시우', kinds: [{ eligible: true }, { eligible: false }, { eligible: false }] });
    await expect(other.query('certificate.eligibility', { holder })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(other.command('certificate.issue', { holder })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.command('certificate.issue', { holder: { registrationId: 'P1' } })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.command('certificate.issue', { holder, override: { reason: 'because' } })).rejects.toMatchObject({ code: 'forbidden' });
    const outcome = await kiosk.command('certificate.issue', { holder, station: 'Exit' });
    expect(outcome).toMatchObject({ outcome: 'issued', certificate: { kind: 'co_signed', name: '최시우' } });
    const { number } = (outcome as { certificate: Certificate }).certificate;
    await kiosk.command('certificate.notePrinted', { holder, number, job: 'p1' });
    for (const call of ['certificates.list', 'certificate.find', 'certificates.verify', 'certificates.revoked'] as const) {
      await expect(kiosk.query(call as 'certificates.revoked', {})).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(kiosk.command('certificate.revoke', { registrationId: 'P1', number, reason: 'because' })).rejects.toMatchObject({ code: 'forbidden' });
    minutes(4);
    await expect(kiosk.command('certificate.issue', { holder })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('at a kiosk, with what was issued there', () => {
  async function withCertificate() {
    const store = await start();
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    await attend(desk, 'P2', ...all);
    const holder = { nonce: nonce() };
    await kiosk.command('scan.submit', scan('T-P2', { nonce: holder.nonce }));
    const outcome = await kiosk.command('certificate.issue', { holder, station: 'Exit' });
    return { store, kiosk, desk, holder, number: (outcome as { certificate: Certificate }).certificate.number };
  }

  test('it may be asked for at the desk, which has it until it is printed; asked again it adds nothing', async () => {
    const { kiosk, desk, holder, number } = await withCertificate();
    const seen: string[][] = [];
    desk.subscribe('certificates.wanted', {}, ({ wanted }) => seen.push(wanted.map((each) => `${each.name} ${each.number} ${each.station}`)));
    await expect.poll(() => seen).toEqual([[]]);
    const since = today.journal.events.length;
    await kiosk.command('certificate.want', { holder, number, station: 'Exit' });
    expect((await kiosk.command('certificate.want', { holder, number, station: 'Exit' })).eventId).toBe('');
    expect(added(since)).toEqual(['certificate.wanted']);
    await expect.poll(() => seen.at(-1)).toEqual([`Giulia Rossi ${number} Exit`]);
    await expect(kiosk.query('certificates.wanted', {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(kiosk.command('certificate.want', { holder: { nonce: nonce() }, number })).rejects.toMatchObject({ code: 'forbidden' });
    await desk.command('certificate.notePrinted', { holder: { registrationId: 'P2' }, number, job: 'j1' });
    await expect.poll(() => seen.at(-1)).toEqual([]);
    expect((await kiosk.command('certificate.want', { holder, number })).eventId).not.toBe('');
    await desk.command('attendee.erase', { registrationId: 'P2', reason: 'requested' });
    await expect.poll(() => desk.query('certificates.wanted', {})).toEqual({ wanted: [] });
  });

  test('a small change of the spelling is recorded; another name becomes a call for help, which the desk sees with the wish', async () => {
    const { kiosk, desk, holder } = await withCertificate();
    const spell = (name: string, requestId: string) => kiosk.command('certificate.spellName', { holder, name, requestId, station: 'Exit' });
    const since = today.journal.events.length;
    expect(await spell('Giulia  Rossi', 'h1')).toEqual({ outcome: 'same' });
    expect(await spell('Giúlia Rossi', 'h1')).toEqual({ outcome: 'recorded' });
    expect(await spell('Maria Bianchi', 'h1')).toEqual({ outcome: 'asked' });
    expect(await spell('Maria Bianchi', 'h1')).toEqual({ outcome: 'asked' });
    expect(added(since)).toEqual(['attendee.corrected', 'help.requested', 'certificate.nameWished']);
    const outcome = await kiosk.command('certificate.issue', { holder });
    expect(outcome).toMatchObject({ outcome: 'issued', certificate: { name: 'Giúlia Rossi' }, already: false });
    expect((await desk.query('help.open', {})).requests).toMatchObject([
      { requestId: 'h1', subject: 'certificate', station: 'Exit', wish: { registrationId: 'P2', name: 'Giúlia Rossi', wished: 'Maria Bianchi' } },
    ]);
    await expect(desk.command('certificate.spellName', { holder: { registrationId: 'P2' }, name: 'X Y', requestId: 'h2' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('its number is good on the ports of that kiosk alone, and those who are busy there are remembered a while longer', async () => {
    const { store, kiosk, desk, holder, number } = await withCertificate();
    const other = store.client('kiosk');
    const offeredOn = async (ports: number[]): Promise<boolean> => (await desk.query('certificate.isOffered', { ports, number })).offered;
    const ports = Array.from({ length: 20 }, (_, port) => port);
    const own = (await Promise.all(ports.map((port) => offeredOn([port])))).flatMap((offered, port) => (offered ? [port] : []));
    expect(own).toHaveLength(1);
    await expect(other.query('certificate.isOffered', { ports, number })).rejects.toMatchObject({ code: 'forbidden' });
    for (let round = 0; round < 4; round++) {
      minutes(2);
      expect(await kiosk.command('certificate.issue', { holder })).toMatchObject({ outcome: 'issued', already: true });
    }
    minutes(4);
    await expect(kiosk.command('certificate.issue', { holder })).rejects.toMatchObject({ code: 'forbidden' });
    minutes(15);
    expect(await offeredOn(own)).toBe(false);
  });
});

describe('what is kept', () => {
  test('certificates survive a restart and a rebuild as they were', async () => {
    const store = await start();
    const desk = store.client('desk');
    await attend(desk, 'P1', ...all);
    const { number } = await issued(desk, 'P1');
    await desk.command('certificate.notePrinted', { holder: { registrationId: 'P1' }, number, job: 'j' });
    await desk.command('certificate.revoke', { registrationId: 'P1', number, reason: 'a mistake' });
    await desk.command('certificates.trustKey', { publicKey });
    const said = async (client: StoreClient) => [
      await client.query('certificates.list', { kind: 'co_signed', states: null, language: 'en', offset: 0, limit: 100 }),
      await client.query('certificates.revoked', {}), await client.query('certificates.keys', {}), await client.query('certificate.find', { number }),
    ];
    const before = await said(desk);
    await store.store.flush();
    store.stop();
    const again = await start();
    expect(again.store.projection.line).toBe(today.journal.events.length);
    expect(await said(again.client('desk'))).toEqual(before);
    const whole = await everything(again);
    await again.client('desk').command('store.rebuild', {});
    expect(await said(again.client('desk'))).toEqual(before);
    expect(await everything(again)).toEqual(whole);
  });

  test('of somebody erased the number stays, and can be checked; the name is nowhere', async () => {
    const store = await start();
    const desk = store.client('desk');
    await desk.command('attendee.correct', { registrationId: 'P1', person: { nameOnCertificate: 'Unmistakable Person' } });
    await attend(desk, 'P1', ...all);
    await desk.command('certificates.trustKey', { publicKey });
    const certificate = await issued(desk, 'P1');
    const code = codeOf(certificate);
    await desk.command('attendee.erase', { registrationId: 'P1', reason: 'requested' });
    expect(await desk.query('certificates.verify', { text: code })).toMatchObject({ answer: 'valid', name: null, onRecord: true });
    expect(await desk.query('certificate.find', { number: certificate.number })).toMatchObject({ certificate: { name: '' } });
    expect(await issue(desk, { registrationId: 'P1' }, { override: { reason: 'please' } })).toMatchObject({ outcome: 'refused', refusals: [{ code: 'erased' }] });
    expect(JSON.stringify(today.journal.events)).not.toContain('Unmistakable');
    const history = (await desk.query('attendee.events', { registrationId: 'P1' })).events.map(({ type }) => type);
    expect(history).toContain('certificate.issued');
  });

  test('a live list looks again when a certificate is issued', async () => {
    const store = await start();
    const desk = store.client('desk');
    await attend(desk, 'P1', ...all);
    const seen: number[] = [];
    desk.subscribe('certificates.list', { kind: 'co_signed', states: ['issued'], language: 'en', offset: 0, limit: 10 }, ({ total }) => seen.push(total));
    await expect.poll(() => seen).toEqual([0]);
    await issued(desk, 'P1');
    await expect.poll(() => seen).toEqual([0, 1]);
  });
});

test('a day target alone is not attendance of its sessions, unless the workshop says so', async () => {
  const desk = (await start()).client('desk');
  await desk.command('attendee.pass', { registrationId: 'P1', target: day, direction: 'in', nonce: nonce() });
  const eligibility = () => desk.query('certificate.eligibility', { holder: { registrationId: 'P1' } });
  expect(await eligibility()).toMatchObject({ attended: 0 });
  const { workshop: configured } = await desk.query('workshop.overview', {});
  await desk.command('workshop.configure', {
    ...configured!,
    certificates: { issuer: 'WeGO', belowAge: null, coSignedShare: 60, confirmationShare: 0, attendedBy: 'day', consents: [], signers: [] },
  });
  // It is noon in Seoul: the plenary is over.
  expect(at).toBe('2025-09-24T03:00:00.000Z');
  expect(await eligibility()).toMatchObject({ attended: 2, needed: 2, kinds: [{ eligible: true }, { eligible: false }, { eligible: false }] });
});
