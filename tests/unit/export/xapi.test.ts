import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { AttendeeView, VisitView } from '@shared/contract/views';
import type { AgendaSession, Workshop } from '@shared/contract/values';
import { type Statement, statementsOf } from '@shared/domain/export/xapi';

/** What the specification of xAPI 1.0.3 asks of a statement (part two, Statements), of those parts that are used here. */
const iri = v.pipe(v.string(), v.url());
const languageMap = v.record(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)), v.pipe(v.string(), v.minLength(1)));
const activity = v.strictObject({ objectType: v.literal('Activity'), id: iri, definition: v.strictObject({ type: iri, name: languageMap }) });
const statement = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  // Exactly one way to tell who it is.
  actor: v.union([
    v.strictObject({ objectType: v.literal('Agent'), account: v.strictObject({ homePage: iri, name: v.pipe(v.string(), v.minLength(1)) }) }),
    v.strictObject({ objectType: v.literal('Agent'), mbox: v.pipe(v.string(), v.regex(/^mailto:[^\s@]+@[^\s@]+$/)) }),
  ]),
  verb: v.strictObject({ id: iri, display: languageMap }),
  object: activity,
  result: v.optional(v.strictObject({ duration: v.pipe(v.string(), v.regex(/^PT\d+S$/)) })),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
  context: v.strictObject({ platform: v.string(), contextActivities: v.strictObject({ parent: v.array(activity), grouping: v.array(activity) }) }),
  version: v.literal('1.0.3'),
});

const workshop: Workshop = {
  id: 'seoul-2025', programme: 'WeGO Champions 2025', name: 'Young Urban Leadership', city: 'Seoul', timeZone: 'Asia/Seoul', ticketPrefix: 'SEL25', foreignPrefixes: [], ticketKeys: [], doorsOpenMinutes: 30,
};
const lab: AgendaSession = {
  id: 'S/04 ä', title: 'Lab', kind: '', start: '2025-09-24T12:00', end: '2025-09-24T14:00', timeZone: 'Asia/Seoul', startsAt: '2025-09-24T03:00:00.000Z', endsAt: '2025-09-24T05:00:00.000Z', room: 'A',
  capacity: null, speakers: '', language: 'en', countsForCertificate: true, registrationRequired: false,
};

function visit(seq: number, target: string, rest: Partial<VisitView> = {}): VisitView {
  return { eventId: `seoul-2025/K1AAAAAA/${String(seq).padStart(10, '0')}`, target, at: '2025-09-24T03:00:00.000Z', device: 'K1AAAAAA', station: null, outAt: null, voided: false, duplicate: false, override: null, ...rest };
}

function somebody(rest: Partial<AttendeeView> = {}): AttendeeView {
  return {
    registrationId: 'SEL25-00001', ticketCode: 'T', sessions: [], consents: { data: true, photo: null }, onlineParts: [], cancelled: null, blocked: null, mergedInto: null, mergedFrom: [], erased: null,
    revokedTickets: [], award: null, issuedTickets: [],
    person: { fullName: 'Kim Seoyeon', nameOnCertificate: '', email: 'kim@example.org', birthDate: null, country: 'KR', organisation: '', language: 'ko', dietary: '', other: {} },
    visits: [visit(1, 'day:2025-09-24'), visit(2, 'session:S/04 ä', { outAt: '2025-09-24T04:30:00.000Z' }), visit(3, 'day:2025-09-24', { duplicate: true }), visit(4, 'session:GONE', { voided: true })],
    ...rest,
  };
}

const uuidOf = (text: string): string => `00000000-0000-5000-8000-${String([...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e12, 7)).padStart(12, '0')}`;
const made = (one: AttendeeView, withEmail = false): Statement[] => statementsOf(workshop, [lab], one, { withEmail, uuidOf });

describe('statements for a learning record store', () => {
  test('are of the form that xAPI asks for, one for each check-in that stands', () => {
    const statements = made(somebody());
    for (const each of statements) expect(v.safeParse(statement, each).issues).toBeUndefined();
    expect(statements.map(({ object, result, timestamp }) => [object.definition.name.und, result?.duration, timestamp])).toEqual([
      ['Young Urban Leadership, 2025-09-24', undefined, '2025-09-24T03:00:00.000Z'],
      ['Lab', 'PT5400S', '2025-09-24T03:00:00.000Z'],
    ]);
    expect(statements[1]?.object.id).toMatch(/\/workshops\/seoul-2025\/sessions\/S%2F04%20%C3%A4$/);
    expect(new Set(statements.map(({ id }) => id)).size).toBe(2);
    // The same check-in taken out once more is the same statement.
    expect(made(somebody())).toEqual(statements);
  });

  test('name nobody by more than their registration number', () => {
    const text = JSON.stringify(made(somebody()));
    expect(text).toContain('"name":"SEL25-00001"');
    expect(text).not.toMatch(/Kim|kim@|KR/);
  });

  test('name people by their address where that is asked for and they agreed', () => {
    const actors = (consent: boolean | null, email: string): unknown =>
      made(somebody({ consents: { data: consent, photo: null }, person: { ...somebody().person!, email } }), true).map(({ actor }) => ('mbox' in actor ? actor.mbox : 'account'));
    expect(actors(true, 'kim@example.org')).toEqual(['mailto:kim@example.org', 'mailto:kim@example.org']);
    expect(actors(null, 'kim@example.org')).toEqual(['account', 'account']);
    expect(actors(true, 'no address')).toEqual(['account', 'account']);
    expect(actors(false, 'kim@example.org')).toEqual([]);
    expect(made(somebody({ person: null, erased: { at: '' } }), true).map(({ actor }) => 'mbox' in actor)).toEqual([false, false]);
  });
});
