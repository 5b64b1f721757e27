import type { CertificateRow, CertificateState } from '@shared/contract/certificates';
import { certificateKinds } from '@shared/contract/certificates';
import type { QueryParams, QueryResult } from '@shared/contract/queries';
import type { Language } from '@shared/contract/values';
import type { Attendee } from '@shared/domain/attendee';
import { type CertificateGround, certificateGround, entitlementOf, withoutBirthDate } from '@shared/domain/certificates/entitlement';
import type { HolderFacts } from '@shared/domain/certificates/holder';
import { isWanted, revokedOf, standingOf } from '@shared/domain/certificates/record';
import { foldForSearch } from '@shared/domain/names/foldForSearch';
import { localeOf } from '@i18n/languages';
import type { Caller } from '../caller';
import { workshopOf } from '../commands/decision';
import type { StoreContext } from '../context';
import { certificateOf, factsOf, findByNumber, holderOf } from '../holders';
import type { Projection } from '../projection';

export async function certificateEligibility(context: StoreContext, { holder }: QueryParams<'certificate.eligibility'>, caller: Caller): Promise<QueryResult<'certificate.eligibility'>> {
  const before = holderOf(context, holder, caller);
  const facts = (await factsOf(context, [before])).get(before.id) as HolderFacts;
  const attendee = context.projection.rows.get(before.id) ?? before;
  const ground = certificateGround(workshopOf(context), context.projection.sessions);
  const { slots, attended, needed, refusals } = entitlementOf(ground, attendee, facts);
  return {
    registrationId: attendee.id,
    name: facts.name,
    language: attendee.fields.language,
    slots, attended, needed,
    kinds: certificateKinds.map((kind) => {
      const standing = standingOf(attendee.certificates ?? [], kind);
      return {
        kind,
        eligible: refusals[kind].length === 0,
        refusals: caller.role === 'desk' ? refusals[kind] : refusals[kind].map(withoutBirthDate),
        certificate: standing ? certificateOf(attendee, standing) : null,
      };
    }),
  };
}

export function findCertificate(context: StoreContext, { number }: QueryParams<'certificate.find'>): QueryResult<'certificate.find'> {
  const found = findByNumber(context, number);
  return { certificate: found ? certificateOf(found.attendee, found.record) : null, workshop: context.projection.workshop };
}

export function isOffered(context: StoreContext, { ports, number }: QueryParams<'certificate.isOffered'>): QueryResult<'certificate.isOffered'> {
  return { offered: context.ports.isOffered(ports, number) };
}

export function wantedCertificates(context: StoreContext): QueryResult<'certificates.wanted'> {
  const wanted = [...context.projection.state.certificates.wanted].flatMap((number) => {
    const found = findByNumber(context, number);
    if (!found?.record.wanted || !isWanted(found.record) || found.attendee.erased) return [];
    const { attendee, record } = found;
    const { at, station } = found.record.wanted;
    return [{ registrationId: attendee.id, number, kind: record.issued.kind, name: record.name, at, station }];
  });
  return { wanted: wanted.sort((a, b) => (a.at < b.at ? -1 : 1)) };
}

/** Everybody, judged and sorted. */
export async function listCertificates(context: StoreContext, params: QueryParams<'certificates.list'>): Promise<QueryResult<'certificates.list'>> {
  const all = await allRows(context, params.kind, params.language);
  const counts: Record<CertificateState, number> = { issued: 0, printed: 0, eligible: 0, refused: 0, revoked: 0 };
  for (const { state } of all) counts[state] += 1;
  const { states } = params;
  const search = foldForSearch(params.search ?? '').trim();
  const ofStates = states === null ? all : all.filter(({ state }) => states.includes(state));
  const rows = search === '' ? ofStates : ofStates.filter(({ name }) => foldForSearch(name).includes(search));
  return { total: rows.length, counts, rows: rows.slice(params.offset, params.offset + params.limit) };
}

type Kind = QueryParams<'certificates.list'>['kind'];
interface Kept {
  key: string;
  rows: Promise<CertificateRow[]>;
}
/** The last list of a projection is kept while nothing happens, for it is looked at page by page. */
const lists = new WeakMap<Projection, Kept>();

function allRows(context: StoreContext, kind: Kind, language: Language): Promise<CertificateRow[]> {
  const { projection } = context;
  const key = `${kind}/${language}/${projection.version}`;
  const kept = lists.get(projection);
  if (kept?.key === key) return kept.rows;
  const rows = judgeEverybody(context, kind, language);
  lists.set(projection, { key, rows });
  rows.catch(() => lists.delete(projection));
  return rows;
}

async function judgeEverybody(context: StoreContext, kind: Kind, language: Language): Promise<CertificateRow[]> {
  const facts = await everybodysFacts(context);
  const ground = certificateGround(workshopOf(context), context.projection.sessions);
  const rows: CertificateRow[] = [];
  for await (const some of people(context)) {
    for (const attendee of some) {
      const known = facts.get(attendee.id);
      // Nothing is left to say of somebody who was erased before a certificate was issued.
      if (known && (!attendee.erased || attendee.certificates?.length)) rows.push(rowOf(ground, attendee, known, kind));
    }
  }
  const { compare } = new Intl.Collator(localeOf(language));
  return rows.sort((a, b) => compare(a.name, b.name) || (a.registrationId < b.registrationId ? -1 : 1));
}

function rowOf(ground: CertificateGround, attendee: Attendee, facts: HolderFacts, kind: Kind): CertificateRow {
  const refusals = entitlementOf(ground, attendee, facts).refusals[kind];
  const standing = standingOf(attendee.certificates ?? [], kind);
  const shown = standing ?? revokedOf(attendee.certificates ?? [], kind);
  const lastPrintedAt = standing?.prints.at(-1)?.at ?? null;
  const state: CertificateState = standing ? (lastPrintedAt === null ? 'issued' : 'printed') : shown ? 'revoked' : refusals.length === 0 ? 'eligible' : 'refused';
  return {
    registrationId: attendee.id,
    name: facts.name,
    kind, state, refusals,
    number: shown?.number ?? null,
    issuedOn: shown?.issued.issuedOn ?? null,
    lastPrintedAt,
    nameChanged: standing !== undefined && standing.name !== facts.name,
    overridden: standing !== undefined && standing.issued.override !== null,
  };
}

interface Facts {
  version: string;
  facts: Promise<Map<string, HolderFacts>>;
}
const factsByProjection = new WeakMap<Projection, Facts>();

/** Read from the tables once, and again when somebody's details or merges have changed: check-ins do not touch them. */
function everybodysFacts(context: StoreContext): Promise<Map<string, HolderFacts>> {
  const { projection } = context;
  const version = `${projection.detailsVersion}/${projection.rosterVersion}/${projection.erased.size}`;
  const known = factsByProjection.get(projection);
  if (known?.version === version) return known.facts;
  const facts = readFacts(context);
  factsByProjection.set(projection, { version, facts });
  facts.catch(() => factsByProjection.delete(projection));
  return facts;
}

async function readFacts(context: StoreContext): Promise<Map<string, HolderFacts>> {
  const all = new Map<string, HolderFacts>();
  for await (const some of people(context)) for (const [id, facts] of await factsOf(context, some)) all.set(id, facts);
  return all;
}

const peopleAtOnce = 1_000;

/** Everybody who is in a list, some at a time: with very many people, scans are answered in between. */
async function* people(context: StoreContext): AsyncGenerator<Attendee[]> {
  const { rows } = context.projection;
  for (let from = 0; from < rows.count; from += peopleAtOnce) {
    if (from > 0) await new Promise((resolve) => setTimeout(resolve));
    const { merged, withdrawn } = context.projection;
    const end = Math.min(rows.count, from + peopleAtOnce);
    const some: Attendee[] = [];
    for (let row = from; row < end; row++) if (!merged.has(row) && !withdrawn.has(row)) some.push(rows.at(row));
    yield some;
  }
}
