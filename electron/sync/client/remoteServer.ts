import { gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { type BriefReceipts, briefReceipts, type ChangesPage, changesPage, deviceId, type HeldBlocks, heldBlocks, idsText, receipt, type Receipt } from '@shared/contract/sync';
import { hashText } from '../../journal/hashes';
import { type Answer, ask, askRaw, type Fetch, type Limits, type Question, type RawAnswer, usualLimits } from './answer';
import { Authorization, type Credentials } from './authorization';
import { type AskedChanges, readChanges } from './changesAnswer';
import { SyncError } from './syncError';

/** The first answer of a CouchDB and of a hub, which also tells its time. */
const welcome = v.object({
  couchdb: v.literal('Welcome'),
  version: v.string(),
  uuid: v.optional(v.string()),
  /** A hub says which device it is, and what its clock says (UTC, ISO 8601). */
  device: v.optional(deviceId),
  time: v.optional(v.string()),
});

export interface Welcome {
  kind: 'couchdb' | 'hub';
  uuid: string | null;
  /** This computer's clock less the server's, in milliseconds; null where the way took too long to tell. */
  driftMs: number | null;
}

const names = v.array(v.string());
const made = v.object({ ok: v.literal(true) });
const receipts = v.union([v.array(receipt), briefReceipts]);

/** How far one laptop came with one database, kept in the database itself: it goes back when that does. */
const checkpoint = v.object({
  _rev: v.string(),
  nonce: v.string(),
  run: v.pipe(v.number(), v.integer()),
  line: v.pipe(v.number(), v.integer(), v.minValue(0)),
  hash: v.nullable(v.string()),
  cursor: changesPage.entries.last_seq,
});
export type Checkpoint = v.InferOutput<typeof checkpoint>;

const storedDocument = v.union([
  v.object({ key: v.string(), error: v.string() }),
  v.object({ key: v.string(), id: v.string(), value: v.object({ rev: v.string(), deleted: v.optional(v.boolean()) }), doc: v.optional(v.nullable(v.looseObject({}))) }),
]);
const storedDocuments = v.object({ rows: v.array(storedDocument) });
export type StoredDocument = v.InferOutput<typeof storedDocument>;

/** A way that took longer says nothing of a clock, in milliseconds. */
const longestWay = 10_000;
/** Where a computer has several network cards, a wrong one is given up soon, in milliseconds. */
const firstAnswerMs = 15_000;

export interface ServerOptions {
  fetch: Fetch;
  /** Without a slash at the end. */
  urls: readonly string[];
  credentials: Credentials;
  limits?: Limits;
  now?: () => number;
  signal?: AbortSignal | undefined;
  /** Told how many bytes went either way. */
  onBytes?: (bytes: number) => void;
}

/** A CouchDB or a hub, as far as sync needs one. Everything throws a SyncError by name unless the answer is what it has to be. */
export class RemoteServer {
  private url: string;
  /** A hub need not say everything that CouchDB has to. */
  private isHub = false;
  private readonly limits: Limits;
  private readonly authorization: Authorization;

  constructor(private readonly options: ServerOptions) {
    this.url = options.urls[0] as string;
    this.limits = options.limits ?? usualLimits;
    this.authorization = new Authorization(options.credentials, options.fetch, this.limits);
  }

  /** Who answers, at the first of the addresses where somebody does. A password is not shown before it is asked for. */
  async welcome(): Promise<Welcome> {
    let problem: unknown = null;
    for (const url of this.options.urls) {
      this.url = url;
      try {
        return await this.greet();
      } catch (error) {
        if (!(error instanceof SyncError) || error.problem === 'cancelled') throw error;
        problem ??= error;
      }
    }
    throw problem;
  }

  private async greet(): Promise<Welcome> {
    const now = this.options.now ?? Date.now;
    const before = now();
    const headMs = Math.min(firstAnswerMs, this.limits.headMs);
    const question = { url: `${this.url}/`, method: 'GET', good: [200], shape: v.unknown(), limits: { ...this.limits, headMs, bytes: 64 * 1024 } } as const;
    const asStranger = this.options.credentials.auth !== 'token';
    const { value, headers } = await this.ask(question, asStranger).catch((error: unknown) => {
      if (asStranger && error instanceof SyncError && error.problem === 'unauthorized') return this.ask(question);
      throw error;
    });
    const after = now();
    const parsed = v.safeParse(welcome, value);
    if (!parsed.success) {
      const isEmpty = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
      throw new SyncError(isEmpty ? 'empty_answer' : 'not_a_hub', `GET ${this.url}/`);
    }
    const { uuid, device, time } = parsed.output;
    // The header has whole seconds.
    const theirs = time === undefined ? Date.parse(headers.get('date') ?? '') + 500 : Date.parse(time);
    const driftMs = Number.isNaN(theirs) || after - before > longestWay ? null : Math.round((before + after) / 2 - theirs);
    this.isHub = device !== undefined;
    return { kind: this.isHub ? 'hub' : 'couchdb', uuid: uuid ?? null, driftMs };
  }

  async databases(): Promise<string[]> {
    const { value } = await this.ask({ url: `${this.url}/_all_dbs`, method: 'GET', good: [200], shape: names, limits: this.limits });
    return value as string[];
  }

  /** Makes a database, unless it is there. @throws SyncError `no_database` where this laptop may not. */
  async create(database: string): Promise<void> {
    try {
      await this.ask({ url: this.of(database), method: 'PUT', good: [201, 202], also: [412], shape: made, limits: this.limits });
    } catch (error) {
      const denied = error instanceof SyncError && (error.problem === 'forbidden' || error.problem === 'unauthorized');
      throw denied ? new SyncError('no_database', `${database}: ${(error as SyncError).detail}`) : error;
    }
  }

  /**
   * Sends documents. Every one has its receipt in what is returned, in the order of `ids`; null if there is no such
   * database.
   *
   * @param body gzipped JSON, `{"docs": […]}`.
   */
  async push(database: string, ids: readonly string[], body: Uint8Array<ArrayBuffer>): Promise<Receipt[] | null> {
    const { value } = await this.ask({
      url: `${this.of(database)}/_bulk_docs${this.isHub ? '?brief=true' : ''}`,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body,
      good: [200, 201, 202],
      also: [404],
      shape: receipts,
      limits: { ...this.limits, bytes: 64 * 1024 + ids.length * 2_048 },
    });
    return value === null ? null : Array.isArray(value) ? inOrder(ids, value) : outOfBrief(ids, value);
  }

  /** The ids of a page of what came in after a place; null if there is no such database. */
  async changes(database: string, asked: AskedChanges): Promise<ChangesPage | null> {
    const page = await this.page(database, asked, false);
    return page && readChanges(page, asked);
  }

  /**
   * The same with the documents, for `readChanges` to read. `brief` is for a hub (CouchDB passes over what it does not
   * know).
   */
  async page(database: string, { since, limit }: AskedChanges, withDocuments = true): Promise<RawAnswer | null> {
    const query = new URLSearchParams({ since: String(since), include_docs: String(withDocuments), limit: String(limit), brief: 'true' });
    const question = { url: `${this.of(database)}/_changes?${query}`, method: 'GET', good: [200], also: [404], limits: this.limits } as const;
    return (await this.asMe(question, (some) => askRaw(this.options.fetch, some))).raw;
  }

  /** Which events a hub has; null of a server that does not tell. */
  async held(database: string): Promise<HeldBlocks | null> {
    if (!this.isHub) return null;
    const { value } = await this.ask({ url: `${this.of(database)}/_held`, method: 'GET', good: [200], also: [404], shape: heldBlocks, limits: this.limits });
    return value;
  }

  /** Of documents, what is there now. */
  async stored(database: string, ids: readonly string[]): Promise<StoredDocument[]> {
    const { value } = await this.ask({
      url: `${this.of(database)}/_all_docs?include_docs=true`,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: packed({ keys: ids }),
      good: [200],
      shape: storedDocuments,
      limits: this.limits,
    });
    const { rows } = value as v.InferOutput<typeof storedDocuments>;
    if (rows.length !== ids.length || rows.some(({ key }, index) => key !== ids[index])) throw new SyncError('malformed_answer', `${database}/_all_docs: other rows than were asked for`);
    return rows;
  }

  /** `none`: the database has no such note, or there is no database. */
  async checkpoint(database: string, name: string): Promise<Checkpoint | null> {
    const { value } = await this.ask({
      url: `${this.of(database)}/_local/${name}`,
      method: 'GET',
      good: [200],
      also: [404],
      shape: checkpoint,
      limits: { ...this.limits, bytes: 64 * 1024 },
    });
    return value;
  }

  /** Keeps it. @returns false if the server does not, or somebody else just did. */
  async keepCheckpoint(database: string, name: string, content: Omit<Checkpoint, '_rev'>, rev: string | null): Promise<boolean> {
    const { value } = await this.ask({
      url: `${this.of(database)}/_local/${name}`,
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: packed({ ...content, ...(rev === null ? {} : { _rev: rev }) }),
      good: [201, 202],
      also: [404, 405, 409],
      shape: made,
      limits: { ...this.limits, bytes: 64 * 1024 },
    });
    return value !== null;
  }

  private of(database: string): string {
    return `${this.url}/${encodeURIComponent(database)}`;
  }

  private ask<T extends v.GenericSchema>(question: Question<T>, asStranger = false): Promise<Answer<v.InferOutput<T>>> {
    return this.asMe(question, (some) => ask(this.options.fetch, some), asStranger);
  }

  /** Asks with the credentials there are. */
  private async asMe<Q extends Omit<Question<v.GenericSchema>, 'shape'>, A extends { bytes: number }>(question: Q, asking: (question: Q) => Promise<A>, asStranger = false): Promise<A> {
    const { signal, onBytes } = this.options;
    for (let isFirst = true; ; isFirst = false) {
      const who = asStranger ? {} : await this.authorization.headers(this.url, signal);
      try {
        const answer = await asking({ ...question, headers: { ...question.headers, ...who }, signal });
        onBytes?.((question.body?.byteLength ?? 0) + answer.bytes);
        return answer;
      } catch (error) {
        // A session that ran out is begun anew, once.
        const mayHelp = isFirst && error instanceof SyncError && error.problem === 'unauthorized' && this.authorization.expire();
        if (!mayHelp) throw error;
      }
    }
  }
}

function packed(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(JSON.stringify(value)));
}

/** Receipts in the order of what was sent: exactly one for each. */
function inOrder(ids: readonly string[], rows: readonly Receipt[]): Receipt[] {
  const sent = new Set(ids);
  const byId = new Map<string, Receipt>();
  for (const row of rows) {
    if (!sent.has(row.id) || byId.has(row.id)) throw new SyncError('foreign_receipts', row.id);
    byId.set(row.id, row);
  }
  if (byId.size < sent.size) throw new SyncError('missing_receipts', `${byId.size} of ${sent.size}`);
  return ids.map((id) => byId.get(id) as Receipt);
}

/** The receipts that brief ones stand for: each of what was sent was written, or has one of its own. */
function outOfBrief(ids: readonly string[], { written, all, others }: BriefReceipts): Receipt[] {
  const byId = new Map(others.map((each) => [each.id, each]));
  const sent = new Set(ids);
  for (const { id } of others) if (!sent.has(id)) throw new SyncError('foreign_receipts', id);
  if (all !== hashText(idsText(ids)) || byId.size !== others.length || written + others.length !== ids.length) {
    throw new SyncError('missing_receipts', `${written + others.length} of ${ids.length}, of ${all === hashText(idsText(ids)) ? 'these' : 'other'} documents`);
  }
  return ids.map((id) => byId.get(id) ?? { id, ok: true });
}
