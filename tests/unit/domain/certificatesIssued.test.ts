import { describe, expect, test } from 'vitest';
import type { CertificateKind } from '@shared/contract/certificates';
import type { JournalEvent } from '@shared/contract/events';
import { isSameAward, titleIn } from '@shared/domain/certificates/awards';
import { keepsBack } from '@shared/domain/certificates/entitlement';
import { standingOf } from '@shared/domain/certificates/record';
import { personOf } from '@shared/domain/merge';
import { foldAll } from '@shared/domain/state';
import { attends, by, codes, enough, event, judged, registers, young } from './certificateCases';

describe('certificates that were issued', () => {
  const parts = { attempt: 0, issuedOn: '2025-09-25', firstDay: '2025-09-24', lastDay: '2025-09-25', attended: 7, of: 8 };
  const issue = (number: string, kind: CertificateKind = 'co_signed', device?: string, attempt = 0, name = '최시우'): JournalEvent =>
    event('certificate.issued', { registrationId: 'A', kind, number, ...parts, attempt, by }, device, undefined, { nameOnCertificate: name });
  const revoke = (number: string): JournalEvent => event('certificate.revoked', { registrationId: 'A', number, reason: 'wrong name', by });
  const recordsOf = (events: JournalEvent[]) => foldAll(events).people.get('A')!.certificates ?? [];

  test('by two devices are one, with one number; the name is that of the last issue', () => {
    const [one, other] = [issue('CSHYXFPBNDXP', 'co_signed', 'K1AAAAAA'), issue('CSHYXFPBNDXP', 'co_signed', 'K2BBBBBB', 0, 'Choi Siwoo')];
    for (const events of [[one, other], [other, one]]) {
      const records = recordsOf(events);
      expect(records).toHaveLength(1);
      expect(standingOf(records, 'co_signed')).toMatchObject({ number: 'CSHYXFPBNDXP', name: 'Choi Siwoo', issued: { order: expect.stringContaining('K1AAAAAA') } });
    }
  });

  test('and taken back: then none stands, an organizer must decide, and the next has another number', () => {
    const events = [registers('A'), ...attends('A', ...enough), issue('CSHYXFPBNDXP'), revoke('CSHYXFPBNDXP')];
    expect(standingOf(recordsOf(events), 'co_signed')).toBeUndefined();
    expect(judged(events).refusals.co_signed).toEqual([{ code: 'revoked', at: expect.any(String), number: 'CSHYXFPBNDXP' }]);
    const anew = [...events, issue('000000000000', 'co_signed', undefined, 1)];
    expect(standingOf(recordsOf(anew), 'co_signed')?.number).toBe('000000000000');
    expect(judged(anew).refusals.co_signed).toEqual([]);
  });

  test('a print that is noted twice is one', () => {
    const print = (job: string): JournalEvent => event('certificate.printed', { registrationId: 'A', number: 'CSHYXFPBNDXP', job, by });
    const events = [issue('CSHYXFPBNDXP'), print('j1'), print('j2'), print('j1')];
    expect(recordsOf(events)[0]!.prints.map(({ job }) => job)).toEqual(['j1', 'j2']);
    expect(recordsOf([...events].reverse())).toEqual(recordsOf(events));
  });

  test('of a merged record are the person’s; of two of a kind the first one issued stands', () => {
    const issueB = event('certificate.issued', { registrationId: 'B', kind: 'co_signed', number: '000000000000', ...parts, by }, undefined, undefined, { nameOnCertificate: 'B' });
    const { people } = foldAll([registers('A'), registers('B'), issueB, issue('CSHYXFPBNDXP'), event('attendee.merged', { registrationId: 'B', into: 'A', reason: 'same', by })]);
    const person = personOf(people, people.get('A')!);
    expect(person.certificates?.map(({ number }) => number)).toEqual(['000000000000', 'CSHYXFPBNDXP']);
    expect(standingOf(person.certificates!, 'co_signed')?.number).toBe('000000000000');
  });

  test('of somebody erased keep their numbers and nothing personal', () => {
    const events = [registers('A'), issue('CSHYXFPBNDXP'), revoke('CSHYXFPBNDXP'), event('attendee.erased', { registrationId: 'A', reason: 'requested', by })];
    expect(recordsOf(events)).toMatchObject([{ number: 'CSHYXFPBNDXP', name: '', revoked: { reason: '' } }]);
    expect(recordsOf([...events].reverse())).toEqual(recordsOf(events));
    expect(codes(judged(events).refusals.co_signed)).toEqual(['erased']);
    expect(foldAll(events).certificates.revoked.has('CSHYXFPBNDXP')).toBe(true);
  });
});

describe('an award', () => {
  const parts = { attempt: 0, issuedOn: '2025-09-25', firstDay: '2025-09-24', lastDay: '2025-09-25', attended: 0, of: 8 };
  const title = { en: 'Best City Project', ko: '최우수 도시 프로젝트' };
  const grant = (more: object = {}, device?: string): JournalEvent => event('award.granted', { registrationId: 'A', awardId: 'best', title, by, ...more }, device);
  const withdraw = (): JournalEvent => event('award.withdrawn', { registrationId: 'A', reason: 'was a mistake', by });
  const issue = (number = 'CSHYXFPBNDXP', attempt = 0): JournalEvent =>
    event('certificate.issued', { registrationId: 'A', kind: 'award', number, ...parts, attempt, award: { awardId: 'best', title }, by }, undefined, undefined, { nameOnCertificate: '최시우' });
  const revoke = (): JournalEvent => event('certificate.revoked', { registrationId: 'A', number: 'CSHYXFPBNDXP', reason: 'was a mistake', by });

  test('is for who was granted one: whatever their age, and however little they attended', () => {
    expect(codes(judged([registers('A')]).refusals.award)).toEqual(['no_award']);
    for (const facts of [young, { ...young, birthDate: null }, { ...young, birthDate: '1950-01-01' }]) {
      const { refusals } = judged([registers('A'), grant()], facts);
      expect(refusals.award).toEqual([]);
      expect(codes(refusals.confirmation)).toEqual(['did_not_attend']);
    }
    const { refusals } = judged([registers('A'), ...attends('A', ...enough), grant()]);
    expect([refusals.co_signed, refusals.award]).toEqual([[], []]);
    expect(judged([registers('A'), grant()], young, { sessions: [] }).refusals.award).toEqual([]);
  });

  test('waits for what every certificate waits for', () => {
    const events = [registers('A'), grant(), event('attendee.cancelled', { registrationId: 'A', reason: 'ill', by }), event('attendee.blocked', { registrationId: 'A', reason: 'rude', by })];
    expect(codes(judged(events, { ...young, name: '', consents: { data: null, photo: null } }).refusals.award)).toEqual(['cancelled', 'blocked', 'no_name', 'consent_missing']);
    expect(codes(judged([registers('A'), grant(), event('attendee.erased', { registrationId: 'A', reason: 'requested', by })]).refusals.award)).toEqual(['erased']);
    expect(codes(judged([grant()]).refusals.award)).toEqual(['not_registered']);
  });

  test('that was withdrawn is none, and keeps its certificate back; granted again after that, it is one again', () => {
    const events = [registers('A'), grant(), issue(), withdraw()];
    expect(judged(events).refusals.award.map(keepsBack)).toEqual([true]);
    const revoked = [...events, revoke()];
    expect(codes(judged(revoked).refusals.award)).toEqual(['revoked', 'no_award']);
    expect(judged([...revoked, grant()]).refusals.award).toEqual([]);
    expect(codes(judged([...revoked, grant(), issue('000000000000', 1), event('certificate.revoked', { registrationId: 'A', number: '000000000000', reason: 'torn', by })]).refusals.award)).toEqual(['revoked']);
  });

  test('keeps on its certificate the title that it was issued with', () => {
    const events = [registers('A'), grant(), issue(), grant({ title: 'Another title', awardId: null })];
    for (const some of [events, [...events].reverse()]) {
      const { people } = foldAll(some);
      expect(standingOf(people.get('A')!.certificates!, 'award')?.issued.award).toEqual({ awardId: 'best', title });
      expect(people.get('A')!.award?.granted).toEqual({ awardId: null, title: 'Another title' });
    }
    // It names nobody: of somebody erased it stays.
    const { people } = foldAll([...events, event('attendee.erased', { registrationId: 'A', reason: 'requested', by })]);
    expect(people.get('A')).toMatchObject({ certificates: [{ name: '', issued: { award: { title } } }], award: { granted: { title: 'Another title' } } });
  });

  test('of a merged record is the person’s, by what was said last of either', () => {
    const merge = event('attendee.merged', { registrationId: 'B', into: 'A', reason: 'same', by });
    const first = grant({ registrationId: 'B', title: 'First' });
    expect(judged([registers('A'), registers('B'), first, merge]).refusals.award).toEqual([]);
    expect(codes(judged([registers('A'), registers('B'), first, merge, withdraw()]).refusals.award)).toEqual(['no_award']);
  });

  test('has a title in every language: its own, or English, or the one text it has', () => {
    expect(['ko', 'en', 'de'].map((language) => titleIn(title, language))).toEqual(['최우수 도시 프로젝트', 'Best City Project', 'Best City Project']);
    expect(titleIn('Publikumspreis', 'ko')).toBe('Publikumspreis');
    expect(isSameAward({ awardId: 'best', title }, { awardId: 'best', title: { ko: title.ko, en: title.en } })).toBe(true);
    expect(isSameAward({ awardId: 'best', title }, { awardId: 'best', title: { ...title, en: 'Best Project' } })).toBe(false);
    expect(isSameAward({ awardId: null, title: 'x' }, undefined)).toBe(false);
  });
});
