import type { CertificateRules } from '@shared/contract/certificateRules';
import type { CertificateKind, CertificateRefusal, CertificateSlot } from '@shared/contract/certificates';
import type { AgendaSession, Workshop } from '@shared/contract/values';
import type { Attendee } from '../attendee';
import { ageOn } from '../walkIn';
import type { HolderFacts } from './holder';
import { attendanceOf, standingVisits } from './presence';
import { revokedOf, standingOf } from './record';
import { certificateRulesOf } from './rules';
import { slotsOf } from './slots';
import { workshopSpan } from './workshopTime';

/** What is the same for everybody of a workshop: made once for a whole list. */
export interface CertificateGround {
  rules: CertificateRules;
  slots: ReturnType<typeof slotsOf>;
  firstDay: string | null;
  lastDay: string | null;
}

export function certificateGround(workshop: Workshop, sessions: readonly AgendaSession[]): CertificateGround {
  return { rules: certificateRulesOf(workshop), slots: slotsOf(sessions), ...workshopSpan(workshop, sessions) };
}

export interface Entitlement {
  slots: CertificateSlot[];
  attended: number;
  /** So many slots are needed for the co-signed certificate. */
  needed: number;
  /** Why somebody does not get one; empty for who does. */
  refusals: Record<CertificateKind, CertificateRefusal[]>;
}

/** How many slots a share of them is, in per cent: a part of a slot is a whole one. */
export function slotsNeeded(slots: number, share: number): number {
  return Math.ceil((slots * share) / 100);
}

/**
 * Judges what somebody is entitled to. All reasons are given, not only the first: whoever mends one wants to know of the
 * others.
 */
export function entitlementOf(ground: CertificateGround, attendee: Attendee, facts: HolderFacts): Entitlement {
  const { rules } = ground;
  const attends = attendanceOf(attendee, rules);
  const slots = ground.slots.map(({ startsAt, endsAt, sessions }): CertificateSlot => {
    const seen = sessions.map((session) => ({ id: session.id, title: session.title, attended: attends(session) }));
    return { startsAt, endsAt, sessions: seen, attended: seen.some(({ attended }) => attended) };
  });
  const attended = slots.filter((slot) => slot.attended).length;
  const of = slots.length;
  const needed = Math.max(1, slotsNeeded(of, rules.coSignedShare));
  const standing = standingProblems(attendee, facts, rules);
  if (attendee.erased) return { slots, attended, needed, refusals: { co_signed: standing, confirmation: standing, award: standing } };

  const coSigned = [
    ...standing,
    ...ageProblems(ground, facts),
    ...(of === 0 ? [{ code: 'no_agenda' } as const] : attended < needed ? [{ code: 'attendance', attended, of, needed } as const] : []),
  ];
  const enough = slotsNeeded(of, rules.confirmationShare);
  const came = standingVisits(attendee).length > 0;
  const confirmation: CertificateRefusal[] = [
    ...standing,
    ...(!came ? [{ code: 'did_not_attend' } as const] : attended < enough ? [{ code: 'attendance', attended, of, needed: enough } as const] : []),
    ...(coSigned.length === 0 ? [{ code: 'co_signed_instead' } as const] : []),
  ];
  const award: CertificateRefusal[] = [...standing, ...(attendee.award?.granted ? [] : [{ code: 'no_award' } as const])];
  const takenBack = (kind: CertificateKind): CertificateRefusal[] => {
    const certificate = standingOf(attendee.certificates ?? [], kind) ? undefined : revokedOf(attendee.certificates ?? [], kind);
    if (!certificate?.revoked) return [];
    const { number, revoked: { at, order } } = certificate;
    // Whoever grants an award after that has decided anew.
    return kind === 'award' && (attendee.award?.order ?? '') > order ? [] : [{ code: 'revoked', at, number }];
  };
  return {
    slots, attended, needed,
    refusals: {
      co_signed: [...takenBack('co_signed'), ...coSigned],
      confirmation: [...takenBack('confirmation'), ...confirmation],
      award: [...takenBack('award'), ...award],
    },
  };
}

/** What keeps somebody from every kind. */
function standingProblems(attendee: Attendee, { name, consents }: HolderFacts, rules: CertificateRules): CertificateRefusal[] {
  if (attendee.erased) return [{ code: 'erased' }];
  const { registered, cancelled, block } = attendee;
  return [
    ...(registered ? [] : [{ code: 'not_registered' } as const]),
    ...(cancelled ? [{ code: 'cancelled', at: cancelled.at } as const] : []),
    ...(block?.blocked ? [{ code: 'blocked', at: block.at } as const] : []),
    ...(name === '' ? [{ code: 'no_name' } as const] : []),
    ...rules.consents.filter((consent) => consents[consent] !== true).map((consent) => ({ code: 'consent_missing', consent }) as const),
  ];
}

/** Younger than the limit on the first day: whoever has the birthday on that very day is as old as it makes them. */
function ageProblems({ rules, firstDay }: CertificateGround, { birthDate }: HolderFacts): CertificateRefusal[] {
  const limit = rules.belowAge;
  if (limit === null) return [];
  if (firstDay === null) return [{ code: 'no_first_day' }];
  if (birthDate === null) return [{ code: 'no_birth_date', limit }];
  const age = ageOn(birthDate, firstDay);
  if (age < 0) return [{ code: 'birth_date_to_come', birthDate, on: firstDay }];
  return age < limit ? [] : [{ code: 'too_old', birthDate, age, limit, on: firstDay }];
}

/** Reasons that no organizer can put aside: there is nobody, no name, or nothing to issue a certificate to or of. */
export function isFinal({ code }: CertificateRefusal): boolean {
  return code === 'erased' || code === 'not_registered' || code === 'no_name' || code === 'no_award';
}

const keepingBack: ReadonlySet<CertificateRefusal['code']> = new Set(['erased', 'not_registered', 'cancelled', 'blocked', 'no_name', 'consent_missing', 'no_award']);

/** Whether it keeps somebody from a certificate that they have: what the paper says is true all the same, but it is not handed out. */
export function keepsBack({ code }: CertificateRefusal): boolean {
  return keepingBack.has(code);
}

/** A refusal as those may see it who see no birth dates. */
export function withoutBirthDate(refusal: CertificateRefusal): CertificateRefusal {
  return 'birthDate' in refusal ? { ...refusal, birthDate: null } : refusal;
}
