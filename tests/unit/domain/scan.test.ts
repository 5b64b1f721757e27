import * as ed25519 from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { draftEvent, type DraftEvent, type JournalEvent } from '@shared/contract/events';
import type { AgendaSession, Workshop } from '@shared/contract/values';
import { type Attendee, foldAttendee, isAboutAttendee } from '@shared/domain/attendee';
import { judgeOverride, judgeScan, type ScanCase } from '@shared/domain/scan';
import { formatSignedTicket, parseSignedTicket, trimCode } from '@shared/domain/ticket';
import { checkSignature, workshopTag } from '../../../renderer/store/signatures';

ed25519.hashes.sha512 = sha512;

const workshop: Workshop = {
  id: 'seoul-2025', programme: 'P', name: 'N', city: 'Seoul', timeZone: 'Asia/Seoul', ticketPrefix: 'SEL25',
  foreignPrefixes: ['ATH25', 'MIL25'], ticketKeys: [], doorsOpenMinutes: 30,
};
const session = (id: string, start: string, end: string, more: Partial<AgendaSession> = {}): AgendaSession => ({
  id, title: id, kind: 'workshop', start, end, timeZone: 'Asia/Seoul',
  startsAt: new Date(`${start}:00+09:00`).toISOString(), endsAt: new Date(`${end}:00+09:00`).toISOString(),
  room: 'A', capacity: null, speakers: '', language: 'en', countsForCertificate: true, registrationRequired: false, ...more,
});
const sessions = [
  session('S01', '2025-09-24T08:30', '2025-09-24T09:15'),
  session('S04', '2025-09-24T13:00', '2025-09-24T14:30', { capacity: 2, registrationRequired: true }),
  session('S08', '2025-09-25T09:00', '2025-09-25T10:15'),
];
const base: Attendee = {
  id: 'SEL25-1', registered: true, base: '', stamps: {}, cancelled: null, issued: [], revoked: [], passages: [], voided: [],
  fields: { name: '최시우', organisation: '', language: 'ko', ticket: 'SEL25-1-7', sessions: ['S04'], consent: true },
};
const noon = '2025-09-24T03:00:00.000Z'; // 12:00 in Seoul

function scan(more: Partial<ScanCase> = {}): ScanCase {
  return {
    workshop, sessions, code: 'SEL25-1-7', nonce: 'n', target: 'day:2025-09-24', direction: 'in', time: { at: noon, source: 'stated' },
    consent: false, by: { role: 'kiosk' }, holders: [base], signature: 'none', inside: 0, ...more,
  };
}

let seq = 0;
function take(attendee: Attendee, drafts: DraftEvent[]): Attendee {
  return drafts.reduce((state, draft) => {
    seq += 1;
    const event = { id: `w/K1AAAAAA/${String(seq).padStart(10, '0')}`, workshop: 'w', device: 'K1AAAAAA', seq, hlc: `${String(seq).padStart(13, '0')}-0000`, v: 1, prev: '', ...draft } as JournalEvent;
    return isAboutAttendee(event) ? foldAttendee(state, event) : state;
  }, attendee);
}

describe('answers', () => {
  const cases: [string, Partial<ScanCase>][] = [
    ['ok', {}],
    ['unknown_ticket', { holders: [], code: 'X' }],
    ['ambiguous', { holders: [base, { ...base, id: 'SEL25-2' }] }],
    ['wrong_workshop', { holders: [], code: 'ATH25-00001-1' }],
    ['wrong_workshop', { holders: [], code: 'ath25-00001-1' }],
    ['wrong_workshop', { holders: [], signature: 'other_workshop' }],
    ['unknown_ticket', { holders: [], code: 'ATH251-1' }],
    ['cancelled', { holders: [{ ...base, cancelled: { at: noon, reason: 'ill', order: '2' } }] }],
    ['revoked', { holders: [{ ...base, revoked: ['SEL25-1-7'] }] }],
    ['bad_signature', { holders: [], signature: 'bad' }],
    ['not_registered_for_session', { target: 'session:S04', holders: [{ ...base, fields: { ...base.fields, sessions: [] } }] }],
    ['session_full', { target: 'session:S04', time: { at: '2025-09-24T04:05:00.000Z', source: 'stated' }, inside: 2 }],
    ['ok', { target: 'session:S04', time: { at: '2025-09-24T04:05:00.000Z', source: 'stated' }, inside: 1 }],
    ['too_early', { target: 'session:S04', time: { at: '2025-09-24T03:29:59.999Z', source: 'stated' } }],
    ['ok', { target: 'session:S04', time: { at: '2025-09-24T03:30:00.000Z', source: 'stated' } }],
    ['ok', { target: 'session:S04', time: { at: '2025-09-24T05:30:00.000Z', source: 'stated' } }],
    ['too_late', { target: 'session:S04', time: { at: '2025-09-24T05:30:00.001Z', source: 'stated' } }],
    ['too_early', { time: { at: '2025-09-23T14:59:59.000Z', source: 'stated' } }], // 23:59:59 the evening before, in Seoul
    ['ok', { time: { at: '2025-09-23T15:00:00.000Z', source: 'stated' } }],
    ['too_late', { time: { at: '2025-09-24T15:00:00.000Z', source: 'stated' } }],
    ['consent_missing', { holders: [{ ...base, fields: { ...base.fields, consent: null } }] }],
    ['consent_missing', { holders: [{ ...base, fields: { ...base.fields, consent: false } }] }],
    ['not_checked_in', { direction: 'out' }],
  ];
  test.each(cases)('%s %#', (answer, more) => {
    const judged = judgeScan(scan(more));
    expect(judged.answer).toBe(answer);
    expect(judged.events.length).toBeGreaterThan(0);
    for (const event of judged.events) expect(v.is(draftEvent, event), JSON.stringify(event)).toBe(true);
    expect(judged.events.map((event) => event.type)).toEqual([answer === 'ok' ? 'checkIn.recorded' : 'scan.refused']);
  });

  test("a computer's clock is believed near the workshop, and not when it is months off", () => {
    const at = (instant: string): string => judgeScan(scan({ time: { at: instant, source: 'clock' } })).answer;
    expect(at('2025-09-25T03:00:00.000Z')).toBe('too_late');
    expect(at('2025-09-23T03:00:00.000Z')).toBe('too_early');
    expect(at('2026-11-23T03:00:00.000Z')).toBe('ok');
    expect(at('1970-01-01T00:00:00.000Z')).toBe('ok');
    expect(judgeScan(scan({ target: 'session:S04', time: { at: '2026-11-23T03:00:00.000Z', source: 'clock' } })).answer).toBe('ok');
  });

  test('consent given at the door is recorded with the check-in', () => {
    const asked = { ...base, fields: { ...base.fields, consent: null } };
    const judged = judgeScan(scan({ holders: [asked], consent: true }));
    expect(judged.answer).toBe('ok');
    expect(judged.events.map((event) => event.type)).toEqual(['attendee.corrected', 'checkIn.recorded']);
    expect(take(asked, judged.events).fields.consent).toBe(true);
  });

  test('already checked in says when and where; after a check-out one may come back', () => {
    const first = judgeScan(scan({ by: { role: 'kiosk', station: 'Entrance 2' } }));
    const inside = take(base, first.events);
    const again = judgeScan(scan({ holders: [inside] }));
    expect(again.answer).toBe('already_checked_in');
    expect(again.previous).toEqual({ at: noon, device: 'K1AAAAAA', station: 'Entrance 2' });
    const out = judgeScan(scan({ holders: [inside], direction: 'out' }));
    expect(out.events.map((event) => event.type)).toEqual(['checkOut.recorded']);
    const left = take(inside, out.events);
    expect(judgeScan(scan({ holders: [left], direction: 'out' }))).toMatchObject({ answer: 'not_checked_in', previous: { at: noon } });
    expect(judgeScan(scan({ holders: [left] })).answer).toBe('ok');
  });

  test('a void check-in does not count, and a check-in for the day is none for a session', () => {
    const inside = take(base, judgeScan(scan()).events);
    const eventId = inside.passages[0]!.id;
    const voided = take(inside, [{ type: 'checkIn.voided', at: noon, data: { registrationId: base.id, eventId, reason: 'mistake', nonce: 'm', by: { role: 'desk' } } }]);
    expect(judgeScan(scan({ holders: [voided] })).answer).toBe('ok');
    expect(judgeScan(scan({ holders: [inside], target: 'session:S04', time: { at: '2025-09-24T04:00:00.000Z', source: 'stated' } })).answer).toBe('ok');
  });

  test('the organizer lets somebody in against a refusal, with the reason and what it was', () => {
    const cancelled = { ...base, cancelled: { at: noon, reason: 'ill', order: '2' } };
    const judged = judgeOverride(scan({ holders: [cancelled], by: { role: 'desk' } }), cancelled, 'came after all');
    expect(judged.answer).toBe('ok');
    expect(judged.events).toMatchObject([{ type: 'checkIn.recorded', data: { override: { reason: 'came after all', refusal: 'cancelled' } } }]);
    const inside = take(base, judgeScan(scan()).events);
    expect(judgeOverride(scan({ holders: [inside] }), inside, 'again').answer).toBe('already_checked_in');
  });

  test('no judgement takes anything away: passages only grow', () => {
    fc.assert(fc.property(fc.array(fc.record({ direction: fc.constantFrom('in' as const, 'out' as const), target: fc.constantFrom('day:2025-09-24', 'session:S04'), consent: fc.boolean() }), { maxLength: 30 }), (steps) => {
      let attendee = base;
      for (const step of steps) {
        const { answer, events } = judgeScan(scan({ ...step, holders: [attendee], time: { at: '2025-09-24T04:05:00.000Z', source: 'stated' } }));
        const next = take(attendee, events);
        expect(next.passages.slice(0, attendee.passages.length)).toEqual(attendee.passages);
        expect(next.passages.length).toBe(attendee.passages.length + (answer === 'ok' ? 1 : 0));
        attendee = next;
      }
    }));
  });
});

describe('codes', () => {
  test('what a scanner puts around a code is not the code', () => {
    expect(trimCode('\u0002 SEL25-1-7\r\n\t\ufeff')).toBe('SEL25-1-7');
    expect(trimCode('  a b  ')).toBe('a b');
    fc.assert(fc.property(fc.string(), (text) => {
      expect(trimCode(trimCode(text))).toBe(trimCode(text));
    }));
  });

  test('a signed ticket proves itself, and only itself', () => {
    const secret = new Uint8Array(32).fill(7);
    const key = Buffer.from(ed25519.getPublicKey(secret)).toString('hex');
    const signed = Uint8Array.from([...workshopTag(workshop.id), 0, 0, 0, 1, 2]);
    const code = formatSignedTicket(signed, ed25519.sign(signed, secret));
    expect(code).toMatch(/^\d{176}$/);
    expect([...parseSignedTicket(code)!.signed]).toEqual([...signed]);
    expect(checkSignature(code, { ...workshop, ticketKeys: [key] })).toBe('valid');
    expect(checkSignature(code, workshop)).toBe('bad');
    const forged = code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10);
    expect(checkSignature(forged, { ...workshop, ticketKeys: [key] })).toBe('bad');
    expect(checkSignature(code, { ...workshop, id: 'milan-2025', ticketKeys: [key] })).toBe('other_workshop');
    expect(checkSignature('9'.repeat(176), workshop)).toBe('none'); // too large for 73 bytes
    expect(checkSignature('SEL25-1-7', workshop)).toBe('none');
  });
});
