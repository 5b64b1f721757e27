import type { CertificateRules } from '@shared/contract/certificateRules';
import type { AgendaSession } from '@shared/contract/values';
import type { Attendee } from '../attendee';
import { type Visit, visitsOf } from '../visits';

/** The check-ins that stand: not taken back, and not made a second time by a device that had not met the first. */
export function standingVisits(attendee: Attendee): Visit[] {
  return visitsOf(attendee).filter(({ voided, duplicate }) => !voided && !duplicate);
}

/**
 * Says whether somebody attended a session. Its own check-in is enough, whenever it was made: whoever let them in late,
 * or wrote it down afterwards, has decided that. Where the day's counts too, somebody attended what had not ended when
 * they came, and had begun before they left; an organizer who let them in against a refusal vouches for the whole day.
 */
export function attendanceOf(attendee: Attendee, { attendedBy }: Pick<CertificateRules, 'attendedBy'>): (session: AgendaSession) => boolean {
  const visits = standingVisits(attendee);
  const own = new Set(visits.map(({ target }) => target));
  const ofDays = attendedBy === 'day' ? visits.filter(({ target }) => target.startsWith('day:')) : [];
  return (session) => own.has(`session:${session.id}`) || ofDays.some((visit) => covers(visit, session));
}

function covers({ target, at, outAt, override }: Visit, session: AgendaSession): boolean {
  if (target !== `day:${session.start.slice(0, 10)}`) return false;
  return override !== null || (at < session.endsAt && (outAt === null || outAt > session.startsAt));
}
