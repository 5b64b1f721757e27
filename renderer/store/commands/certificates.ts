import type { CommandParams, CommandResult } from '@shared/contract/commands';
import { type CertificateKind, certificateKinds, type CertificateRefusal, type IssueOutcome } from '@shared/contract/certificates';
import { KioskError } from '@shared/contract/errors';
import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import type { Attendee } from '@shared/domain/attendee';
import { localDateAt } from '@shared/domain/calendar';
import { type CertificateGround, certificateGround, entitlementOf, isFinal, keepsBack, withoutBirthDate } from '@shared/domain/certificates/entitlement';
import type { HolderFacts } from '@shared/domain/certificates/holder';
import { foldCertificate, type IssuedCertificate, isWanted, standingOf } from '@shared/domain/certificates/record';
import { certificateNumber } from '@shared/signing/certificateNumber';
import type { Caller } from '../caller';
import type { StoreContext } from '../context';
import { certificateOf, factsOf, findByNumber, holderOf } from '../holders';
import { personHere } from './card';
import { by as doneBy, workshopOf } from './decision';

type Recorded = CommandResult<'certificate.revoke'>;
type By = ReturnType<typeof doneBy>;

/** Issues one certificate, or gives the one that was issued before. */
export async function issueCertificate(context: StoreContext, params: CommandParams<'certificate.issue'>, caller: Caller): Promise<IssueOutcome> {
  const { holder, kind, override, station } = params;
  if (override && caller.role !== 'desk') throw new KioskError('forbidden', 'Only an organizer may issue a certificate against the rules.');
  const attendee = holderOf(context, holder, caller);
  const [outcome] = await issue(context, [attendee.id], { kind, override, by: doneBy({ caller, station }) });
  if (caller.role === 'kiosk' && 'nonce' in holder) {
    context.ports.renew(caller.port, holder.nonce);
    if (outcome?.outcome === 'issued') context.ports.offer(caller.port, outcome.certificate.number);
  }
  return caller.role === 'desk' ? (outcome as IssueOutcome) : withoutBirthDates(outcome as IssueOutcome);
}

export async function issueCertificates(context: StoreContext, { registrationIds, kind }: CommandParams<'certificates.issue'>, { role }: Caller): Promise<CommandResult<'certificates.issue'>> {
  return { outcomes: await issue(context, registrationIds, { kind, override: undefined, by: { role }, withAward: kind === undefined }) };
}

interface Asked {
  kind: CertificateKind | undefined;
  override: { reason: string } | undefined;
  by: By;
  /** An award's too, beside the one that is asked for. */
  withAward?: boolean;
}

/** Somebody was corrected while their details were being read. */
class DetailsChanged extends Error {}

/** Decides for all of them at once, by details that are still as they were read. */
async function issue(context: StoreContext, ids: readonly string[], asked: Asked): Promise<IssueOutcome[]> {
  const unique = [...new Set(ids)];
  for (;;) {
    const { detailsVersion } = context.projection;
    const facts = await factsOf(context, unique.map((id) => personHere(context, id)));
    try {
      return await context.committer.submit({
        keys: unique.map((id) => `attendee:${id}`),
        decide: () => {
          if (context.projection.detailsVersion !== detailsVersion) throw new DetailsChanged();
          const workshop = workshopOf(context);
          const at = new Date(context.now()).toISOString();
          const ground = certificateGround(workshop, context.projection.sessions);
          const decided = new Map(unique.map((id) => [id, decideAll(context, { ground, attendee: personHere(context, id), facts: facts.get(id) as HolderFacts, at, asked })]));
          return {
            workshop: workshop.id,
            events: [...decided.values()].flat().flatMap(({ event }) => event ?? []),
            answer: (written) => {
              const events = new Map(written.flatMap((event) => ('registrationId' in event.data ? [[numberIn(event), event] as const] : [])));
              return ids.flatMap((id) => (decided.get(id) ?? []).map(({ outcome }) => outcome(events)));
            },
          };
        },
      });
    } catch (error) {
      if (!(error instanceof DetailsChanged)) throw error;
    }
  }
}

interface Case {
  ground: CertificateGround;
  attendee: Attendee;
  facts: HolderFacts;
  at: string;
  asked: Asked;
}

interface Decided {
  kind: CertificateKind;
  refused: boolean;
  event: DraftEvent | null;
  outcome(written: Map<string, JournalEvent>): IssueOutcome;
}

/** One certificate, and the award's beside it where that is asked for and there is one. */
function decideAll(context: StoreContext, one: Case): Decided[] {
  const first = decide(context, one);
  if (!one.asked.withAward || first.kind === 'award') return [first];
  const award = decide(context, { ...one, asked: { ...one.asked, kind: 'award' } });
  return award.refused ? [first] : [first, award];
}

function decide(context: StoreContext, { ground, attendee, facts, at, asked }: Case): Decided {
  const { refusals } = entitlementOf(ground, attendee, facts);
  const records = attendee.certificates ?? [];
  const problemsOf = (kind: CertificateKind): CertificateRefusal[] =>
    standingOf(records, kind) ? refusals[kind].filter(keepsBack) : refusals[kind];
  const kind = asked.kind ?? certificateKinds.find((each) => problemsOf(each).length === 0) ?? 'co_signed';
  const problems = problemsOf(kind);
  if (problems.length > 0 && (!asked.override || problems.some(isFinal))) {
    return { kind, refused: true, event: null, outcome: () => ({ outcome: 'refused', registrationId: attendee.id, refusals: problems }) };
  }
  const standing = standingOf(records, kind);
  if (standing?.name === facts.name) {
    return { kind, refused: false, event: null, outcome: () => ({ outcome: 'issued', certificate: certificateOf(attendee, standing), already: true }) };
  }
  const event = issuedEvent(context, { ground, attendee, facts, at, asked }, kind, standing, problems);
  return {
    kind,
    refused: false,
    event,
    outcome: (written) => {
      const { number } = event.data;
      // The state takes the event in after the answer, so the answer folds it in itself.
      const folded = foldCertificate(records, written.get(number) as Parameters<typeof foldCertificate>[1]);
      const record = folded.find((each) => each.number === number) as IssuedCertificate;
      return { outcome: 'issued', certificate: certificateOf(attendee, record), already: false };
    },
  };
}

function issuedEvent(
  context: StoreContext,
  { ground, attendee, facts, at, asked }: Case,
  kind: CertificateKind,
  standing: IssuedCertificate | undefined,
  problems: CertificateRefusal[],
): Extract<DraftEvent, { type: 'certificate.issued' }> {
  const { override, by } = asked;
  const person = { nameOnCertificate: facts.name };
  const against = override && problems.length > 0 ? { override: { reason: override.reason, refusals: [...new Set(problems.map(({ code }) => code))] } } : {};
  if (standing) {
    const { attempt, issuedOn, firstDay, lastDay, attended, of, award } = standing.issued;
    const registrationId = context.projection.state.certificates.owners.get(standing.number) ?? attendee.id;
    return { type: 'certificate.issued', at, data: { registrationId, kind, number: standing.number, attempt, issuedOn, firstDay, lastDay, attended, of, ...(award ? { award } : {}), ...against, by }, person };
  }
  const workshop = workshopOf(context);
  const { number, attempt } = freshNumber(context, attendee.id, kind);
  const { attended, slots } = entitlementOf(ground, attendee, facts);
  const { firstDay, lastDay } = ground;
  const award = kind === 'award' ? attendee.award?.granted : null;
  const data = {
    registrationId: attendee.id, kind, number, attempt, issuedOn: localDateAt(at, workshop.timeZone), firstDay, lastDay, attended, of: slots.length,
    ...(award ? { award } : {}), ...against, by,
  };
  return { type: 'certificate.issued', at, data, person };
}

/** The first number of somebody's that has not been taken back: the same on every device that knows the same. */
function freshNumber(context: StoreContext, registrationId: string, kind: CertificateKind): { number: string; attempt: number } {
  const { id } = workshopOf(context);
  const { revoked } = context.projection.state.certificates;
  for (let attempt = 0; ; attempt++) {
    const number = certificateNumber(id, registrationId, kind, attempt);
    if (!revoked.has(number)) return { number, attempt };
  }
}

function numberIn({ data }: JournalEvent): string {
  return 'number' in data ? data.number : '';
}

function withoutBirthDates(outcome: IssueOutcome): IssueOutcome {
  return outcome.outcome === 'refused' ? { ...outcome, refusals: outcome.refusals.map(withoutBirthDate) } : outcome;
}

export function notePrinted(context: StoreContext, params: CommandParams<'certificate.notePrinted'>, caller: Caller): Promise<Recorded> {
  const { holder, number, job, station } = params;
  const { id } = holderOf(context, holder, caller);
  return record(context, id, number, (registrationId, certificate, at) => {
    if (certificate.prints.some((print) => print.job === job)) return null;
    return { type: 'certificate.printed', at, data: { registrationId, number, job, by: doneBy({ caller, station }) } };
  });
}

export function wantCertificate(context: StoreContext, params: CommandParams<'certificate.want'>, caller: Caller): Promise<Recorded> {
  const { holder, number, station } = params;
  const { id } = holderOf(context, holder, caller);
  return record(context, id, number, (registrationId, certificate, at) => {
    if (certificate.revoked) throw new KioskError('invalid_request', `The certificate ${number} was revoked. Issue another one.`);
    if (isWanted(certificate)) return null;
    return { type: 'certificate.wanted', at, data: { registrationId, number, by: doneBy({ caller, station }) } };
  });
}

export function revokeCertificate(context: StoreContext, { registrationId: id, number, reason }: CommandParams<'certificate.revoke'>, { role }: Caller): Promise<Recorded> {
  return record(context, id, number, (registrationId, certificate, at) => {
    if (certificate.revoked) return null;
    return { type: 'certificate.revoked', at, data: { registrationId, number, reason, by: { role } } };
  });
}

/** @param decide gives the event, for the record that the certificate is of, or null if things are so already. */
function record(
  context: StoreContext,
  id: string,
  number: string,
  decide: (registrationId: string, certificate: IssuedCertificate, at: string) => DraftEvent | null,
): Promise<Recorded> {
  const at = new Date(context.now()).toISOString();
  return context.committer.submit({
    keys: [`attendee:${id}`],
    decide: () => {
      const workshop = workshopOf(context);
      const attendee = personHere(context, id);
      const found = findByNumber(context, number);
      if (found?.attendee.id !== attendee.id) throw new KioskError('invalid_request', `${id} has no certificate ${number}.`);
      const owner = context.projection.state.certificates.owners.get(number) ?? id;
      const event = decide(owner, found.record, at);
      return { workshop: workshop.id, events: event ? [event] : [], answer: ([written]) => ({ eventId: written?.id ?? '', at }) };
    },
  });
}
