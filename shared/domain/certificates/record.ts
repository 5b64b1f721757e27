import type { GrantedAward } from '@shared/contract/awards';
import type { CertificateKind, CertificateRefusalCode } from '@shared/contract/certificates';
import { type EventOf, orderOf } from '@shared/contract/events';

/** One certificate of an attendee, as all events with its number say, in whatever order they came. */
export interface CertificateRecord {
  number: string;
  /** By the first event that issued it; null while only a print or a revocation has arrived. */
  issued: Issued | null;
  /** As it was issued last: a corrected name is issued again, under the same number. */
  name: string;
  nameOrder: string;
  /** Each print once, in their order. */
  prints: { job: string; at: string; order: string }[];
  /** By the first event that took it back. That is for good: who gets another one gets another number. */
  revoked: { at: string; reason: string; order: string } | null;
  /** When it was last asked for at a kiosk, to be collected at the desk; absent while it never was. */
  wanted?: { at: string; station: string | null; order: string };
}

interface Issued {
  kind: CertificateKind;
  attempt: number;
  at: string;
  order: string;
  issuedOn: string;
  firstDay: string | null;
  lastDay: string | null;
  attended: number;
  of: number;
  award?: GrantedAward | undefined;
  override: { reason: string; refusals: CertificateRefusalCode[] } | null;
}

/** A certificate that was issued, whatever became of it. */
export type IssuedCertificate = CertificateRecord & { issued: Issued };

export type AboutCertificate = EventOf<'certificate.issued' | 'certificate.printed' | 'certificate.revoked' | 'certificate.wanted'>;

/**
 * An attendee's certificates after one more event, by their numbers. Two devices that issue the same one write the same
 * number, and so it is one: the first event gives its dates, the last one its name.
 */
export function foldCertificate(records: readonly CertificateRecord[], event: AboutCertificate): CertificateRecord[] {
  const { number } = event.data;
  const known = records.find((each) => each.number === number);
  const before = known ?? { number, issued: null, name: '', nameOrder: '', prints: [], revoked: null };
  const after = withEvent(before, event, orderOf(event));
  return [...records.filter((each) => each.number !== number), after].sort((a, b) => (a.number < b.number ? -1 : 1));
}

function withEvent(record: CertificateRecord, event: AboutCertificate, order: string): CertificateRecord {
  switch (event.type) {
    case 'certificate.issued': {
      const { kind, attempt, issuedOn, firstDay, lastDay, attended, of, award, override = null } = event.data;
      const isFirst = record.issued === null || order < record.issued.order;
      const isLast = order > record.nameOrder;
      return {
        ...record,
        ...(isFirst ? { issued: { kind, attempt, at: event.at, order, issuedOn, firstDay, lastDay, attended, of, ...(award ? { award } : {}), override } } : {}),
        ...(isLast ? { name: event.person?.nameOnCertificate ?? '', nameOrder: order } : {}),
      };
    }
    case 'certificate.printed': {
      const { job } = event.data;
      const same = record.prints.find((each) => each.job === job);
      if (same && same.order <= order) return record;
      const prints = [...record.prints.filter((each) => each !== same), { job, at: event.at, order }];
      return { ...record, prints: prints.sort((a, b) => (a.order < b.order ? -1 : 1)) };
    }
    case 'certificate.revoked':
      if (record.revoked && record.revoked.order <= order) return record;
      return { ...record, revoked: { at: event.at, reason: event.data.reason, order } };
    case 'certificate.wanted':
      if (record.wanted && record.wanted.order >= order) return record;
      return { ...record, wanted: { at: event.at, station: event.data.by.station ?? null, order } };
  }
}

/** Whether somebody waits for it at the desk: asked for, good, and not printed since. */
export function isWanted({ issued, revoked, wanted, prints }: CertificateRecord): boolean {
  return issued !== null && revoked === null && wanted !== undefined && !prints.some(({ order }) => order > wanted.order);
}

/** The same without what is personal. */
export function blankedCertificates(records: readonly CertificateRecord[]): CertificateRecord[] {
  return records.map((record) => ({
    ...record,
    name: '',
    issued: record.issued && { ...record.issued, override: record.issued.override && { ...record.issued.override, reason: '' } },
    revoked: record.revoked && { ...record.revoked, reason: '' },
  }));
}

function isOf(kind: CertificateKind): (record: CertificateRecord) => record is IssuedCertificate {
  return (record): record is IssuedCertificate => record.issued?.kind === kind;
}

function byIssue(a: IssuedCertificate, b: IssuedCertificate): number {
  return a.issued.order < b.issued.order ? -1 : 1;
}

/**
 * The certificate of a kind that somebody has: issued and not taken back. Two records that were merged may have brought
 * one each; then it is the one that was issued first.
 */
export function standingOf(records: readonly CertificateRecord[], kind: CertificateKind): IssuedCertificate | undefined {
  return records.filter(isOf(kind)).filter(({ revoked }) => revoked === null).sort(byIssue)[0];
}

/** The one that was taken back last. */
export function revokedOf(records: readonly CertificateRecord[], kind: CertificateKind): IssuedCertificate | undefined {
  return records
    .filter(isOf(kind))
    .filter(({ revoked }) => revoked !== null)
    .sort((a, b) => ((a.revoked?.order ?? '') < (b.revoked?.order ?? '') ? -1 : 1))
    .at(-1);
}
