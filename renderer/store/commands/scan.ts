import type { PreviousVisit, ScanAnswer, ScanAnswerCode } from '@shared/contract/answers';
import type { CommandParams } from '@shared/contract/commands';
import { KioskError } from '@shared/contract/errors';
import type { EventOf, JournalEvent } from '@shared/contract/events';
import type { Direction, Role, Target, Workshop } from '@shared/contract/values';
import type { Attendee } from '@shared/domain/attendee';
import { automaticTarget, localDateAt, resolveTarget } from '@shared/domain/calendar';
import { doorsOpen } from '@shared/domain/timing';
import { judgeOverride, judgeScan, type ScanCase, type ScanJudgement } from '@shared/domain/scan';
import { trimCode } from '@shared/domain/ticket';
import { answerWords } from '@i18n/answers';
import type { Decision } from '../committer';
import type { StoreContext } from '../context';
import { JournalRefusal } from '../journalLink';
import { checkSignature } from '../signatures';

type ScanParams = CommandParams<'scan.submit'>;

/** The nonce may have been answered before: by one of these journal lines, if it is the same one and not its hash. */
class MaybeAnswered extends Error {
  constructor(readonly lines: number[]) {
    super('nonce seen');
  }
}

/** Answers one scan; the events of the answer are on the disk before it is given. */
export async function submitScan(context: StoreContext, params: ScanParams, role: Role): Promise<ScanAnswer> {
  const code = trimCode(params.code);
  await context.knows(code);
  const holders = context.projection.rows.holdersOf(code).map((holder) => `attendee:${holder.id}`);
  return once(context, params.nonce, [`nonce:${params.nonce}`, ...holders, ...seats(context, params)], (): Decision<ScanAnswer> => {
    const scan = caseOf(context, params, code, role);
    return decisionOf(context, scan, judgeScan(scan));
  }).catch((error: unknown) => unavailable(error, params, context));
}

/** Lets somebody in against a refusal, with the organizer's reason. */
export async function overrideCheckIn(context: StoreContext, params: CommandParams<'checkIn.override'>, role: Role): Promise<ScanAnswer> {
  const keys = [`nonce:${params.nonce}`, `attendee:${params.registrationId}`, ...seats(context, params)];
  return once(context, params.nonce, keys, (): Decision<ScanAnswer> => {
    const attendee = context.projection.rows.get(params.registrationId);
    if (!attendee) throw new KioskError('unknown_attendee', `Nobody here has the registration id ${params.registrationId}.`);
    const scan = { ...caseOf(context, { ...params, code: '', direction: 'in' }, attendee.fields.ticket ?? '', role), holders: [attendee] };
    return decisionOf(context, scan, judgeOverride(scan, attendee, params.reason));
  });
}

function decisionOf(context: StoreContext, scan: ScanCase, judgement: ScanJudgement): Decision<ScanAnswer> {
  const { answer, attendee, previous, events } = judgement;
  let phrased: ScanAnswer | null = null;
  const phraseOnce = (): ScanAnswer =>
    (phrased ??= phrase(scan.workshop, context, { ...scan, at: scan.time.at, answer, attendee, previous }));
  return { workshop: scan.workshop.id, events, prepare: () => void phraseOnce(), answer: phraseOnce };
}

/** Runs a decision unless its nonce was answered before; then gives that first answer again and adds nothing. */
async function once(context: StoreContext, nonce: string, keys: string[], decide: () => Decision<ScanAnswer>): Promise<ScanAnswer> {
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
          return answerAgain(context, event);
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

function answerAgain(context: StoreContext, event: JournalEvent): ScanAnswer {
  if (event.type !== 'scan.refused' && event.type !== 'checkIn.recorded' && event.type !== 'checkOut.recorded') {
    throw new KioskError('invalid_request', 'This nonce was used for something else than a scan. Use a new one.');
  }
  const { data } = event;
  const refused = event.type === 'scan.refused' ? (event as EventOf<'scan.refused'>).data : null;
  return phrase(workshopOf(context), context, {
    nonce: data.nonce,
    target: data.target,
    direction: data.direction,
    at: event.at,
    answer: refused?.answer ?? 'ok',
    attendee: (data.registrationId !== null && context.projection.rows.get(data.registrationId)) || null,
    previous: refused?.previous ?? null,
  });
}

function workshopOf(context: StoreContext): Workshop {
  const { workshop } = context.projection;
  if (!workshop) throw new KioskError('not_configured', 'There is no workshop yet. Import a roster first.');
  return workshop;
}

/** Sessions with few seats are decided one after the other, so that the last one is given once. */
function seats(context: StoreContext, { target }: { target: string }): string[] {
  return target.startsWith('session:') && context.projection.sessions.some((each) => `session:${each.id}` === target && each.capacity !== null)
    ? [target]
    : [];
}

function caseOf(context: StoreContext, params: Omit<ScanParams, 'code'> & { code: string }, code: string, role: Role): ScanCase {
  const workshop = workshopOf(context);
  const { sessions, tally, rows } = context.projection;
  const at = params.at ?? new Date(context.now()).toISOString();
  const target = params.target === 'auto' ? automaticTarget(sessions, localDateAt(at, workshop.timeZone)) : params.target;
  if (resolveTarget(target, sessions).kind === 'unknown') {
    throw new KioskError('unknown_target', `The agenda has no ${target.replace(':', ' ')}. Import the agenda, or choose one of its sessions.`);
  }
  return {
    workshop,
    sessions,
    code,
    nonce: params.nonce,
    target,
    direction: params.direction,
    time: { at, source: params.at === undefined ? 'clock' : 'stated' },
    consent: params.consent === true,
    by: { role, ...(params.station ? { station: params.station } : {}) },
    holders: rows.holdersOf(code),
    signature: checkSignature(code, workshop),
    inside: tally.inside.get(target) ?? 0,
  };
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
  const session = resolveTarget(target, context.projection.sessions);
  const opens = session.kind === 'session' ? doorsOpen(session.session, workshop.doorsOpenMinutes) : null;
  const words = answerWords(answer, direction, language, {
    name: attendee?.fields.name ?? null,
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
    fullName: attendee?.fields.name ?? null,
    previous,
  };
}

/** A journal that cannot be written is an answer too: the person in front of the kiosk must see something. */
function unavailable(error: unknown, params: ScanParams, context: StoreContext): ScanAnswer {
  if (!(error instanceof JournalRefusal)) throw error;
  const at = params.at ?? new Date(context.now()).toISOString();
  const words = answerWords('store_unavailable', params.direction, 'en', {});
  return {
    answer: 'store_unavailable', nonce: params.nonce, registrationId: null, at,
    message: `${words.message} ${error.message}`, next: words.next,
    language: 'en', direction: params.direction, target: params.target === 'auto' ? null : params.target,
    fullName: null, previous: null,
  };
}
