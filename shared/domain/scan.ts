import type { PreviousVisit, ScanAnswerCode } from '@shared/contract/answers';
import type { DraftEvent } from '@shared/contract/events';
import type { AgendaSession, Direction, Role, Target, Workshop } from '@shared/contract/values';
import type { Attendee } from './attendee';
import { resolveTarget } from './calendar';
import { isOfOtherWorkshop } from './ticket';
import { judgeTime, type ScanTime } from './timing';
import { lastVisit, openVisit, type Visit } from './visits';

/** Everything one scan is judged by. */
export interface ScanCase {
  workshop: Workshop;
  sessions: readonly AgendaSession[];
  /** The code, trimmed. */
  code: string;
  nonce: string;
  target: Target;
  direction: Direction;
  time: ScanTime;
  /** The attendee has just agreed to the processing of their data. */
  consent: boolean;
  by: { role: Role; station?: string };
  /** Attendees whose ticket code is exactly this one, or whose revoked code it was. */
  holders: readonly Attendee[];
  /** What the signature of a self-proving ticket said; `none` for all other codes. */
  signature: 'none' | 'valid' | 'bad' | 'other_workshop';
  /** Attendees inside the target now. */
  inside: number;
}

export interface ScanJudgement {
  answer: ScanAnswerCode;
  attendee: Attendee | null;
  previous: PreviousVisit | null;
  /** What is to be written before the answer is given: never empty. */
  events: DraftEvent[];
}

/** What a scan answers and what is recorded of it. Pure: the same case always gives the same judgement. */
export function judgeScan(scan: ScanCase): ScanJudgement {
  const attendee = scan.holders.length === 1 ? (scan.holders[0] as Attendee) : null;
  const { answer, visit } = verdict(scan, attendee);
  const previous = visit ? { at: visit.outAt ?? visit.at, device: visit.device, station: visit.station } : null;
  if (answer !== 'ok' || !attendee) return { answer, attendee, previous, events: [refusal(scan, attendee, answer, previous)] };
  return { answer, attendee, previous: null, events: [...newConsent(scan, attendee), ...passage(scan, attendee)] };
}

function verdict(scan: ScanCase, attendee: Attendee | null): { answer: ScanAnswerCode; visit?: Visit | undefined } {
  if (scan.signature === 'bad') return { answer: 'bad_signature' };
  if (scan.signature === 'other_workshop') return { answer: 'wrong_workshop' };
  if (scan.holders.length > 1) return { answer: 'ambiguous' };
  if (!attendee) return { answer: isOfOtherWorkshop(scan.code, scan.workshop) ? 'wrong_workshop' : 'unknown_ticket' };
  if (attendee.revoked.includes(scan.code)) return { answer: 'revoked' };
  // Of somebody erased the ticket is all that is left; they have left the roster as who cancels does.
  if (attendee.cancelled || attendee.erased) return { answer: 'cancelled' };
  // Whoever is inside may leave; see decisions/0007 for the code.
  if (attendee.block?.blocked && scan.direction === 'in') return { answer: 'revoked' };

  const open = openVisit(attendee, scan.target);
  if (scan.direction === 'out') {
    return open ? { answer: 'ok' } : { answer: 'not_checked_in', visit: lastVisit(attendee, scan.target) };
  }
  if (open) return { answer: 'already_checked_in', visit: open };
  return { answer: admission(scan, attendee) };
}

function admission(scan: ScanCase, attendee: Attendee): ScanAnswerCode {
  const target = resolveTarget(scan.target, scan.sessions);
  if (target.kind === 'session') {
    const { session } = target;
    if (session.registrationRequired && !attendee.fields.sessions.includes(session.id)) return 'not_registered_for_session';
  }
  const timing = judgeTime(scan.time, target, scan.sessions, scan.workshop.timeZone, scan.workshop.doorsOpenMinutes);
  if (timing !== 'in_time') return timing;
  if (target.kind === 'session' && target.session.capacity !== null && scan.inside >= target.session.capacity) {
    return 'session_full';
  }
  return attendee.fields.consent === true || scan.consent ? 'ok' : 'consent_missing';
}

function refusal(
  scan: ScanCase,
  attendee: Attendee | null,
  answer: ScanAnswerCode,
  previous: PreviousVisit | null,
): DraftEvent {
  return {
    type: 'scan.refused',
    at: scan.time.at,
    data: {
      nonce: scan.nonce,
      target: scan.target,
      direction: scan.direction,
      by: scan.by,
      code: scan.code.slice(0, 512),
      registrationId: attendee?.id ?? null,
      answer,
      previous,
    },
  };
}

function newConsent(scan: ScanCase, attendee: Attendee): DraftEvent[] {
  if (attendee.fields.consent === true || !scan.consent || scan.direction === 'out') return [];
  return [
    {
      type: 'attendee.corrected',
      at: scan.time.at,
      data: {
        registrationId: attendee.id,
        consents: { data: true },
        source: 'consent at check-in',
        by: scan.by,
      },
      person: {},
    },
  ];
}

function passage(scan: ScanCase, attendee: Attendee): DraftEvent[] {
  return [{ type: scan.direction === 'in' ? 'checkIn.recorded' : 'checkOut.recorded', at: scan.time.at, data: passageOf(scan, attendee) }];
}

function passageOf({ nonce, target, direction, by }: ScanCase, { id: registrationId }: Attendee) {
  return { nonce, target, direction, by, registrationId };
}

/** An organizer lets somebody in against the refusal that a scan would get; only who is inside already is refused. */
export function judgeOverride(scan: ScanCase, attendee: Attendee, reason: string): ScanJudgement {
  const { answer } = verdict(scan, attendee);
  if (answer === 'already_checked_in') return judgeScan({ ...scan, holders: [attendee] });
  const data = { ...passageOf(scan, attendee), override: { reason, refusal: answer === 'ok' ? null : answer } };
  return { answer: 'ok', attendee, previous: null, events: [{ type: 'checkIn.recorded', at: scan.time.at, data }] };
}
