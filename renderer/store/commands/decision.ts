import type { PreviousVisit, ScanAnswer, ScanAnswerCode } from '@shared/contract/answers';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent, EventOf, JournalEvent } from '@shared/contract/events';
import type { Direction, StationTarget, Target, Workshop } from '@shared/contract/values';
import type { Attendee } from '@shared/domain/attendee';
import { resolveTarget } from '@shared/domain/calendar';
import type { ScanCase, ScanJudgement } from '@shared/domain/scan';
import { roomOf, targetOfStation } from '@shared/domain/stationTarget';
import { doorsOpen } from '@shared/domain/timing';
import { answerWords } from '@i18n/answers';
import type { Caller } from '../caller';
import type { Decision } from '../committer';
import type { StoreContext } from '../context';
import { JournalRefusal } from '../journalLink';

/** What every way of checking in has in common: a scan, a name that was found and confirmed, a walk-in, an override. */
export interface CheckIn {
  nonce: string;
  /** What the station is set to. */
  station: string | undefined;
  stationTarget: StationTarget;
  /** What that is now; null when its room has nothing more today. */
  target: Target | null;
  direction: Direction;
  at: string | undefined;
  consent: boolean;
  caller: Caller;
}

interface CheckInParams {
  nonce: string;
  target: StationTarget;
  direction?: Direction;
  at?: string | undefined;
  consent?: boolean | undefined;
  station?: string | undefined;
}

/** The target is looked up once, so that the seats that are held are those that are given. */
export function checkInOf(context: StoreContext, params: CheckInParams, caller: Caller): CheckIn {
  const { sessions, workshop } = context.projection;
  const at = params.at ?? new Date(context.now()).toISOString();
  return {
    nonce: params.nonce,
    station: params.station,
    stationTarget: params.target,
    target: workshop && targetOfStation(params.target, sessions, at, workshop.timeZone),
    direction: params.direction ?? 'in',
    at: params.at,
    consent: params.consent === true,
    caller,
  };
}

/** Sessions with few seats are decided one after the other, so that the last one is given once. */
export function keysOf(context: StoreContext, { nonce, target }: CheckIn): string[] {
  const limited = context.projection.sessions.some((each) => `session:${each.id}` === target && each.capacity !== null);
  return limited ? [`nonce:${nonce}`, target as Target] : [`nonce:${nonce}`];
}

export function by({ caller, station }: Pick<CheckIn, 'caller' | 'station'>): { role: Caller['role']; station?: string } {
  return { role: caller.role, ...(station ? { station } : {}) };
}

/** The workshop. @throws KioskError while there is none. */
export function workshopOf(context: StoreContext): Workshop {
  const { workshop } = context.projection;
  if (!workshop) throw new KioskError('not_configured', 'There is no workshop yet. Import a roster first.');
  return workshop;
}

/** The nonce may have been answered before: by one of these journal lines, if it is the same one and not its hash. */
class MaybeAnswered extends Error {
  constructor(readonly lines: number[]) {
    super('nonce seen');
  }
}

/** Runs a decision unless its nonce was answered before; then `again` gives that first answer, and nothing is added. */
export async function once<A>(
  context: StoreContext,
  nonce: string,
  keys: string[],
  decide: () => Decision<A>,
  again: (event: JournalEvent) => A,
): Promise<A> {
  const ruledOut = new Set<number>();
  for (;;) {
    try {
      return await context.committer.submit({
        keys,
        decide: () => {
          const lines = context.projection.nonces.candidates(nonce).filter((line) => !ruledOut.has(line));
          if (lines.length > 0) throw new MaybeAnswered(lines);
          return decide();
        },
      });
    } catch (error) {
      if (!(error instanceof MaybeAnswered)) throw error;
      for (const line of error.lines) {
        const event = await eventAt(context, line);
        if (event && 'nonce' in event.data && event.data.nonce === nonce) {
          await context.whole();
          return again(event);
        }
        ruledOut.add(line);
      }
    }
  }
}

/** Out of the tables, as the journal gives whole segments only; out of the journal where the tables lack it. */
async function eventAt(context: StoreContext, line: number): Promise<JournalEvent | null> {
  const kept = await context.tables.eventAt(line);
  if (kept) return kept;
  const page = await context.journal.read(line - 1, null);
  const found = page?.lines.find((each) => each.line === line);
  return found ? (JSON.parse(found.text) as JournalEvent) : null;
}

/** The case of a check-in. @throws KioskError without a workshop, and for a target that there is not. */
export function caseOf(
  context: StoreContext,
  checkIn: CheckIn,
  ticket: Pick<ScanCase, 'code' | 'holders' | 'signature'>,
): ScanCase {
  const workshop = workshopOf(context);
  const { sessions, tally } = context.projection;
  const { target } = checkIn;
  if (target === null) {
    const room = roomOf(checkIn.stationTarget) ?? '';
    throw new KioskError('unknown_target', `The agenda has nothing more in the room "${room}" today. Choose another room, or what this station checks in for.`);
  }
  if (resolveTarget(target, sessions).kind === 'unknown') {
    throw new KioskError('unknown_target', `The agenda has no ${target.replace(':', ' ')}. Import the agenda, or choose one of its sessions.`);
  }
  return {
    workshop,
    sessions,
    ...ticket,
    nonce: checkIn.nonce,
    target,
    direction: checkIn.direction,
    time: { at: checkIn.at ?? new Date(context.now()).toISOString(), source: checkIn.at === undefined ? 'clock' : 'stated' },
    consent: checkIn.consent,
    by: by(checkIn),
    inside: tally.inside.get(target) ?? 0,
  };
}

/** What is written of a judgement, and the answer. `before` are events that come before it in the same write. */
export function decisionOf(context: StoreContext, scan: ScanCase, judgement: ScanJudgement, before: DraftEvent[] = []): Decision<ScanAnswer> {
  const { answer, attendee, previous, events } = judgement;
  let phrased: ScanAnswer | null = null;
  const phraseOnce = (): ScanAnswer =>
    (phrased ??= phrase(scan.workshop, context, { ...scan, at: scan.time.at, answer, attendee, previous }));
  return { workshop: scan.workshop.id, events: [...before, ...events], prepare: () => void phraseOnce(), answer: phraseOnce };
}

/** The answer that an event of a scan recorded. @throws KioskError for an event of something else. */
export function answerAgain(context: StoreContext, event: JournalEvent): ScanAnswer {
  if (event.type !== 'scan.refused' && event.type !== 'checkIn.recorded' && event.type !== 'checkOut.recorded') throw otherUse();
  const { data } = event;
  const refused = event.type === 'scan.refused' ? (event as EventOf<'scan.refused'>).data : null;
  return phrase(workshopOf(context), context, {
    nonce: data.nonce,
    target: data.target,
    direction: data.direction,
    at: event.at,
    answer: refused?.answer ?? 'ok',
    attendee: (data.registrationId !== null && context.projection.rows.kept(data.registrationId)) || null,
    previous: refused?.previous ?? null,
  });
}

export function otherUse(): KioskError {
  return new KioskError('invalid_request', 'This nonce was used for something else. Use a new one.');
}

interface Judged {
  nonce: string;
  target: Target;
  direction: Direction;
  at: string;
  answer: ScanAnswerCode;
  attendee: Attendee | null;
  previous: PreviousVisit | null;
}

function phrase(workshop: Workshop, context: StoreContext, judged: Judged): ScanAnswer {
  const { attendee, previous, answer, direction, target } = judged;
  const language = attendee?.fields.language ?? 'en';
  // Of somebody who came with a ticket and is in no roster, not even the name is known.
  const fullName = attendee?.fields.name || null;
  const session = resolveTarget(target, context.projection.sessions);
  const opens = session.kind === 'session' ? doorsOpen(session.session, workshop.doorsOpenMinutes) : null;
  const words = answerWords(answer, direction, language, {
    name: fullName,
    time: answer === 'too_early' ? opens : (previous?.at ?? null),
    timeZone: workshop.timeZone,
    now: judged.at,
    place: previous?.station ?? null,
    session: session.kind === 'session' ? session.session.title : null,
  });
  return {
    answer,
    nonce: judged.nonce,
    registrationId: attendee?.id ?? null,
    at: judged.at,
    ...words,
    language,
    direction,
    target,
    fullName,
    previous,
  };
}

/** A journal that cannot be written is an answer too: the person in front of the kiosk must see something. */
export function unavailable(error: unknown, checkIn: CheckIn, context: StoreContext): ScanAnswer {
  if (!(error instanceof JournalRefusal)) throw error;
  const at = checkIn.at ?? new Date(context.now()).toISOString();
  const words = answerWords('store_unavailable', checkIn.direction, 'en', {});
  return {
    answer: 'store_unavailable', nonce: checkIn.nonce, registrationId: null, at,
    message: `${words.message} ${error.message}`, next: words.next,
    language: 'en', direction: checkIn.direction, target: checkIn.target,
    fullName: null, previous: null,
  };
}
