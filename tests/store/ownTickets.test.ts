import * as ed25519 from '@noble/ed25519';
import { describe, expect, test } from 'vitest';
import type { DraftEvent } from '@shared/contract/events';
import { lateRegistration } from '@shared/domain/lateRegistration';
import { FakeJournal } from './fakeJournal';
import { added, eachOnItsOwnDay, hex, publicKey, registers, scan, signedTicket, start, today, token } from './kioskDay';
import { at, day, workshop } from './workshop';

eachOnItsOwnDay();

describe('tickets of our own', () => {
  test('are recorded once, open the door beside the roster’s, and can be revoked', async () => {
    const store = await start();
    const [kiosk, desk] = [store.client('kiosk'), store.client('desk')];
    const other = new Uint8Array(32).fill(9);
    const tickets = [
      { registrationId: 'P1', ticketCode: token(1), kind: 'token' as const },
      { registrationId: 'P3', ticketCode: token(2), kind: 'token' as const },
      { registrationId: 'P3', ticketCode: signedTicket(3, workshop.id, other), kind: 'signed' as const },
    ];
    const before = today.journal.events.length;
    expect(await desk.command('tickets.issue', { tickets, publicKey: hex(ed25519.getPublicKey(other)) })).toEqual({ issued: 3, already: 0 });
    expect(added(before)).toEqual(['workshop.configured', 'ticket.issued', 'ticket.issued', 'ticket.issued']);
    expect(store.store.projection.workshop?.ticketKeys).toEqual([publicKey, hex(ed25519.getPublicKey(other))]);
    expect(await desk.command('tickets.issue', { tickets: [...tickets, ...tickets], publicKey })).toEqual({ issued: 0, already: 6 });
    expect(today.journal.events.length).toBe(before + 4);
    expect(await kiosk.command('scan.submit', scan(token(1)))).toMatchObject({ answer: 'ok', registrationId: 'P1' });
    expect(await kiosk.command('scan.submit', scan('T-P1'))).toMatchObject({ answer: 'already_checked_in', registrationId: 'P1' });
    expect(await kiosk.command('scan.submit', scan(tickets[2]!.ticketCode))).toMatchObject({ answer: 'ok', registrationId: 'P3' });
    await desk.command('ticket.revoke', { registrationId: 'P3', ticketCode: token(2), reason: 'lost paper' });
    expect(await kiosk.command('scan.submit', scan(token(2)))).toMatchObject({ answer: 'revoked', registrationId: 'P3' });
    expect(await kiosk.command('scan.submit', scan(tickets[2]!.ticketCode))).toMatchObject({ answer: 'already_checked_in' });
    expect(await desk.command('tickets.issue', { tickets: [tickets[1]!], publicKey: null })).toEqual({ issued: 0, already: 1 });
    expect((await desk.query('roster.page', { search: token(1), filter: 'all', target: day, offset: 0, limit: 5 })).rows).toMatchObject([{ registrationId: 'P1' }]);
  });

  test('that are wrong are refused before anything is written', async () => {
    const desk = (await start()).client('desk');
    const before = today.journal.events.length;
    const good = { registrationId: 'P1', ticketCode: token(1), kind: 'token' as const };
    for (const [bad, code] of [
      [{ ...good, registrationId: 'GHOST' }, 'unknown_attendee'],
      [{ ...good, ticketCode: 'T-P1' }, 'invalid_request'],
      [{ ...good, ticketCode: token(3), kind: 'signed' as const }, 'invalid_request'],
      [{ ...good, ticketCode: signedTicket(1, 'milan-2025'), kind: 'signed' as const }, 'invalid_request'],
      [{ ...good, registrationId: 'P2' }, 'invalid_request'], // the code of somebody else
    ] as const) {
      await expect(desk.command('tickets.issue', { tickets: [good, bad], publicKey: '0'.repeat(64) }), code).rejects.toMatchObject({ code });
    }
    expect(today.journal.events.length).toBe(before);
  });

  test('signed, of somebody whom nobody here knows: a late registration, asked for consent, once', async () => {
    const store = await start();
    const kiosk = store.client('kiosk');
    const before = today.journal.events.length;
    const code = signedTicket(200);
    const asked = await kiosk.command('scan.submit', scan(` ${code}\r`));
    expect(asked).toMatchObject({ answer: 'consent_missing', registrationId: 'late-00000000c8', fullName: null, language: 'en' });
    expect(added(before)).toEqual(['attendee.registered', 'scan.refused']);
    const consenting = scan(code, { consent: true });
    expect(await kiosk.command('scan.submit', consenting)).toMatchObject({ answer: 'ok', registrationId: 'late-00000000c8' });
    expect(await kiosk.command('scan.submit', scan(code))).toMatchObject({ answer: 'already_checked_in', registrationId: 'late-00000000c8' });
    expect(added(before)).toEqual(['attendee.registered', 'scan.refused', 'attendee.corrected', 'checkIn.recorded', 'scan.refused']);
    expect(await store.client('desk').query('attendee.get', { registrationId: 'late-00000000c8' })).toMatchObject({ ticketCode: code, consents: { data: true, photo: null }, visits: [{ target: day }] });
    expect(await kiosk.query('attendee.day', { nonce: consenting.nonce })).toMatchObject({ fullName: '', language: null });
  });

  test('signed and unknown, at ten kiosks at once, with consent: registered once, let in once', async () => {
    const store = await start();
    const before = today.journal.events.length;
    const kiosks = Array.from({ length: 10 }, () => store.client('kiosk'));
    today.journal.hold();
    const first = store.client('kiosk').command('scan.submit', scan('T-P1'));
    const scans = kiosks.map((kiosk) => kiosk.command('scan.submit', scan(signedTicket(201), { consent: true })));
    await Promise.all(kiosks.map((kiosk) => kiosk.query('agenda', {}))); // by then all ten wait for the same write
    today.journal.release();
    await first;
    const answers = await Promise.all(scans);
    expect(answers.map(({ answer }) => answer).sort()).toEqual([...Array.from({ length: 9 }, () => 'already_checked_in'), 'ok']);
    expect(added(before).filter((type) => type === 'attendee.registered')).toHaveLength(1);
    expect(added(before).slice(1, 4)).toEqual(['attendee.registered', 'attendee.corrected', 'checkIn.recorded']);
  });

  test('signed by a second key under the same number are one person’s', async () => {
    const store = await start();
    const second = new Uint8Array(32).fill(9);
    await store.client('desk').command('workshop.configure', { ...workshop, ticketKeys: [publicKey, hex(ed25519.getPublicKey(second))] });
    const kiosk = store.client('kiosk');
    await kiosk.command('scan.submit', scan(signedTicket(5), { consent: true }));
    expect(await kiosk.command('scan.submit', scan(signedTicket(5, workshop.id, second)))).toMatchObject({ answer: 'already_checked_in', registrationId: 'late-0000000005' });
  });

  test('forged or of another city stay outside, and register nobody', async () => {
    const kiosk = (await start()).client('kiosk');
    const before = today.journal.events.length;
    const code = signedTicket(6);
    expect(await kiosk.command('scan.submit', scan(code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10)))).toMatchObject({ answer: 'bad_signature', registrationId: null });
    expect(await kiosk.command('scan.submit', scan(signedTicket(6, workshop.id, new Uint8Array(32).fill(1))))).toMatchObject({ answer: 'bad_signature' });
    expect(await kiosk.command('scan.submit', scan(signedTicket(6, 'milan-2025')))).toMatchObject({ answer: 'wrong_workshop' });
    expect(await kiosk.command('scan.submit', scan(token(99)))).toMatchObject({ answer: 'unknown_ticket' });
    expect(added(before)).toEqual(['scan.refused', 'scan.refused', 'scan.refused', 'scan.refused']);
  });

  test('of a late registration whose roster came afterwards are those of the person in the roster', async () => {
    const store = await start();
    const kiosk = store.client('kiosk');
    const code = signedTicket(7);
    await kiosk.command('scan.submit', scan(code, { consent: true }));
    const issued: DraftEvent = { type: 'ticket.issued', at, data: { registrationId: 'P2', ticketCode: code, kind: 'signed', by: { role: 'desk' } } };
    await store.store.committer.submit({ keys: ['*'], decide: () => ({ workshop: workshop.id, events: [issued], answer: () => undefined }) });
    expect(await kiosk.command('scan.submit', scan(code))).toMatchObject({ answer: 'ok', registrationId: 'P2' });
  });

  test('are known to a store that has just been started, before all of it is read', async () => {
    today.journal = new FakeJournal('large', 3_000);
    const second = new Uint8Array(32).fill(9);
    const ticketKeys = [publicKey, hex(ed25519.getPublicKey(second))];
    const late = lateRegistration('late-0000000004', signedTicket(4), at, { role: 'kiosk' });
    const many = Array.from({ length: 6_000 }, (_, i) => registers(`N${i}`, `Person ${i}`, { organisation: 'x'.repeat(200) }));
    today.journal.append(workshop.id, [{ type: 'workshop.configured', at, data: { ...workshop, ticketKeys } }, late, ...many]);
    const first = await start();
    await first.client('kiosk').command('scan.submit', scan(signedTicket(8), { consent: true }));
    await first.client('kiosk').command('scan.submit', scan('T-N5999'));
    await first.client('kiosk').command('help.request', { requestId: 'call', subject: 'scan' });
    await first.store.flush();
    await first.client('desk').command('tickets.issue', { tickets: [{ registrationId: 'N3', ticketCode: token(5), kind: 'token' }], publicKey: null });
    await first.store.flush();
    first.stop();
    const anew = await start();
    const { records } = anew.store.projection.rows;
    expect(records.missing.length).toBeGreaterThan(0);
    const kiosk = anew.client('kiosk');
    expect(await anew.client('desk').query('help.open', {})).toMatchObject({ requests: [{ requestId: 'call' }] });
    expect(await kiosk.command('scan.submit', scan(signedTicket(9), { consent: true }))).toMatchObject({ answer: 'ok', registrationId: 'late-0000000009' });
    expect(await kiosk.command('scan.submit', scan(signedTicket(8)))).toMatchObject({ answer: 'already_checked_in' });
    expect(records.missing.length).toBeGreaterThan(0);
    expect(await kiosk.command('scan.submit', scan(token(5)))).toMatchObject({ answer: 'ok', registrationId: 'N3' });
    // Another ticket of the same number: its holder is among what has not been read.
    expect(await kiosk.command('scan.submit', scan(signedTicket(4, workshop.id, second), { consent: true }))).toMatchObject({ answer: 'ok', registrationId: 'late-0000000004' });
    expect(await anew.client('desk').query('workshop.overview', {})).toMatchObject({ registered: 6_003 });
    expect(anew.faults).toEqual([]);
  });
});
