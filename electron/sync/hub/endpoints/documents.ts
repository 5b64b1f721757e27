import { documentId, type EventSignature } from '@shared/contract/sync';
import * as v from 'valibot';
import { documentOf, type HeldEvent } from '../../documents';
import { type PassedOn, passedOn } from '../../documentText';
import type { HeldChange } from '../../eventSource';
import { JsonStream, sendJson } from '../answers';
import { type DatabaseCall, type HubParts, smallJson } from '../call';
import { HubRefusal, NotHere } from '../refusal';
import { revisionOf } from './bulkDocs';

/** Documents that are read of the journal at once. */
const together = 200;

/** Events as documents, with their revision. What this laptop has written itself is signed in a thread. */
async function documentsOf({ threads, key }: HubParts, held: readonly { event: HeldEvent; hash: string }[]): Promise<object[]> {
  const own = held.filter(({ event }) => event.signature === undefined);
  const made = await threads.sign(own.map(({ event, hash }) => `${event.id}:${hash}`));
  const signatures = new Map(own.map(({ event }, index) => [event, made[index]]));
  return held.map(({ event, hash }) => {
    const { _id, ...document } = documentOf({ ...event, signature: event.signature ?? signatures.get(event) } as HeldEvent, key, hash);
    return { _id, _rev: `1-${hash}`, ...document };
  });
}

/** An event of the journal on its way out. */
export interface OutgoingEvent extends PassedOn {
  line: number;
  hash: string;
  /** For one that was written here. */
  signature: EventSignature | null;
}

/** Events as they are passed on, what this laptop has written itself signed in a thread. Hardly any of them has to be read for that. */
export async function outgoing({ threads }: HubParts, held: readonly HeldChange[], withDocuments: boolean): Promise<OutgoingEvent[]> {
  const all = held.map((change): OutgoingEvent => {
    const { line, hash } = change;
    return { line, hash, signature: null, ...(passedOn(change.json ?? Buffer.from(JSON.stringify(change.event)), hash) ?? readOut(change)) };
  });
  const own = withDocuments ? all.filter(({ isSigned }) => !isSigned) : [];
  for (const [index, signature] of (await threads.sign(own.map(({ id }) => id))).entries()) (own[index] as OutgoingEvent).signature = signature;
  return all;
}

function readOut({ event, hash }: HeldChange): PassedOn {
  return { id: `${event.id}:${hash}`, json: Buffer.from(JSON.stringify(event)), isSigned: event.signature !== undefined };
}

const idsAndRevisions = v.record(v.string(), v.array(v.string()));

/** `POST /{db}/_revs_diff`: which of some documents are not here. The id of an event says what is in it: a first revision of it is here or not, by whatever name. */
export async function revisionsDiff(call: DatabaseCall): Promise<void> {
  const { request, response, hub, workshop } = call;
  const asked = v.safeParse(idsAndRevisions, await smallJson(call));
  if (!asked.success) throw new HubRefusal(400, 'bad_request', 'The request must name a list of revisions for each document.');
  const all = Object.entries(asked.output);
  enough(hub, all.length);
  const here = await areHere(hub, workshop, all.map(([id]) => id));
  const missing = all
    .map(([id, revisions], index) => [id, revisions.filter((revision) => !here[index] || !revision.startsWith('1-'))] as const)
    .filter(([, revisions]) => revisions.length > 0);
  await sendJson(request, response, 200, Object.fromEntries(missing.map(([id, revisions]) => [id, { missing: revisions }])));
}

const wantedDocuments = v.object({ docs: v.array(v.object({ id: v.string(), rev: v.optional(v.string()) })) });

/** `POST /{db}/_bulk_get`: some documents by their ids, written out as they are read. */
export async function bulkGet(call: DatabaseCall): Promise<void> {
  const { request, response, hub, workshop, target: { query } } = call;
  const asked = v.safeParse(wantedDocuments, await smallJson(call));
  if (!asked.success) throw new HubRefusal(400, 'bad_request', 'The request must have a list of documents, "docs", each with an id.');
  const { docs } = asked.output;
  enough(hub, docs.length);
  const stream = new JsonStream(request, response, 200);
  try {
    await stream.write('{"results":[\n');
    for (let first = 0; first < docs.length; first += together) {
      const some = docs.slice(first, first + together);
      const found = await read(hub, workshop, some.map(({ id }) => id), query.get('revs') === 'true');
      const rows = some.map(({ id, rev }, index) => {
        const document = found[index];
        const isIt = document && (rev === undefined || rev === revisionOf(id) || query.get('latest') === 'true');
        return JSON.stringify({ id, docs: [isIt ? { ok: document } : { error: { id, rev: rev ?? 'undefined', error: 'not_found', reason: 'missing' } }] });
      });
      await stream.write((first === 0 ? '' : ',\n') + rows.join(',\n'));
    }
    stream.end('\n]}\n');
  } catch (error) {
    stream.breakOff();
    throw error;
  }
}

/** `GET /{db}/{doc}`: a document, or with `open_revs` those of its revisions that are asked for. */
export async function oneDocument(call: DatabaseCall, id: string): Promise<void> {
  const { request, response, hub, workshop, target: { query } } = call;
  const [document] = await read(hub, workshop, [id], query.get('revs') === 'true');
  const open = query.get('open_revs');
  if (open !== null) {
    const revisions = open === 'all' ? (document ? [revisionOf(id)] : []) : listOf(open);
    return sendJson(request, response, 200, revisions.map((revision) => (document && (revision === revisionOf(id) || query.get('latest') === 'true') ? { ok: document } : { missing: revision })));
  }
  const rev = query.get('rev');
  if (!document || (rev !== null && rev !== revisionOf(id))) throw v.is(documentId, id) ? new NotHere('missing') : new HubRefusal(404, 'not_found', 'missing');
  return sendJson(request, response, 200, document);
}

/** Documents by their ids; null for those that are not here under that very id. */
async function read(hub: HubParts, workshop: string, ids: readonly string[], withRevisions: boolean): Promise<(object | null)[]> {
  const here = await areHere(hub, workshop, ids);
  const wanted = ids.filter((_, index) => here[index]);
  const events = await hub.source.eventsOf(workshop, wanted.map(withoutHash));
  const held = wanted.flatMap((id, index) => (events[index] ? [{ id, event: events[index], hash: id.slice(-32) }] : []));
  const documents = await documentsOf(hub, held);
  const byId = new Map(held.map(({ id, hash }, index) => [id, { ...documents[index], ...(withRevisions ? { _revisions: { start: 1, ids: [hash] } } : {}) }]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Whether each of some ids is of an event that is held, with the same content. */
async function areHere({ source }: HubParts, workshop: string, ids: readonly string[]): Promise<boolean[]> {
  const ours = ids.filter((id) => v.is(documentId, id) && id.startsWith(`${workshop}/`));
  const hashes = await source.hashesOf(workshop, ours.map(withoutHash));
  const here = new Set(ours.filter((id, index) => hashes[index] === id.slice(-32)));
  return ids.map((id) => here.has(id));
}

function withoutHash(id: string): string {
  return id.slice(0, -33);
}

function enough({ limits }: HubParts, count: number): void {
  if (count > limits.ids) throw new HubRefusal(413, 'too_large', `More than ${limits.ids} documents at once.`);
}

function listOf(text: string): string[] {
  try {
    return v.parse(v.pipe(v.array(v.string()), v.maxLength(100)), JSON.parse(text));
  } catch {
    throw new HubRefusal(400, 'bad_request', 'open_revs must be "all" or a list of revisions.');
  }
}
