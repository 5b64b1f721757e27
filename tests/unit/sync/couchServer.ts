import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A request as Node has it. */
export type CouchRequest = Pick<http.IncomingMessage, 'method' | 'url' | 'headers'>;

export interface CouchAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

interface Stored {
  _id: string;
  _rev: string;
  deleted: boolean;
  content: Record<string, unknown>;
}

interface Database {
  byId: Map<string, Stored>;
  /** Ids in the order of their last change; the place is an index into it. */
  order: { id: string; index: number }[];
  updates: number;
  local: Map<string, Record<string, unknown>>;
}

export interface CouchOptions {
  /** `Basic` users and their passwords; with none, everybody is let in. */
  users?: Record<string, string>;
  /** Whether users may make databases and list them. */
  open?: boolean;
  /** What a `validate_doc_update` would throw for a document. */
  validate?: (document: Record<string, unknown>, old: Record<string, unknown> | null) => string | null;
  largestBody?: number;
  /** Places as numbers, as a hub has them. */
  numeric?: boolean;
  now?: () => number;
}

/**
 * A small CouchDB in memory, as far as this project talks to one: opaque places, receipts in any order, default
 * `new_edits`. Written from CouchDB's documentation, apart from the client and from the hub.
 */
export class CouchServer {
  readonly databases = new Map<string, Database>();
  uuid = randomUUID().replaceAll('-', '');
  /** `METHOD /path` of each request. */
  readonly requests: string[] = [];
  private readonly server: http.Server;
  private readonly cookies = new Set<string>();

  constructor(readonly options: CouchOptions = {}) {
    this.server = http.createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const { status, headers, text } = this.respond(request, Buffer.concat(parts));
        response.writeHead(status, headers).end(text);
      });
      request.on('error', () => undefined);
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }

  /** What is answered to a request. */
  respond(request: CouchRequest, body: Buffer): CouchAnswer {
    const answer: CouchAnswer = { status: 500, headers: { 'content-type': 'application/json', date: new Date(this.options.now?.() ?? Date.now()).toUTCString() }, text: '' };
    try {
      this.answer(request, answer, body);
    } catch (error) {
      say(answer, 500, { error: 'unknown_error', reason: (error as Error).message });
    }
    return answer;
  }

  /** Asks it without a socket, where none is to be looked at. */
  readonly fetch = async (url: string, { method = 'GET', headers, body }: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(url);
    const { status, headers: answered, text } = this.respond({ method, url: `${pathname}${search}`, headers: headers as Record<string, string> }, Buffer.from((body as Uint8Array | undefined) ?? []));
    return new Response(text, { status, headers: answered });
  };

  /** Ids of all documents of a database that are there, without designs. */
  ids(database: string): string[] {
    return [...(this.databases.get(database)?.byId.values() ?? [])].filter(({ _id, deleted }) => !deleted && !_id.startsWith('_design/')).map(({ _id }) => _id).sort();
  }

  document(database: string, id: string): Record<string, unknown> | undefined {
    return this.databases.get(database)?.byId.get(id)?.content;
  }

  create(database: string): Database {
    const made: Database = { byId: new Map(), order: [], updates: 0, local: new Map() };
    this.databases.set(database, made);
    return made;
  }

  /** As somebody with a browser would. */
  put(database: string, document: Record<string, unknown> & { _id: string }, deleted = false): void {
    const db = this.databases.get(database) ?? this.create(database);
    this.store(db, document, db.byId.get(document._id) ?? null, deleted);
  }

  private store(db: Database, document: Record<string, unknown> & { _id: string }, old: Stored | null, deleted = false): Stored {
    const { _id, _rev, _deleted, ...content } = document;
    const generation = Number(old?._rev.split('-')[0] ?? 0) + 1;
    const stored = { _id, _rev: `${generation}-${createHash('md5').update(JSON.stringify(content)).digest('hex')}`, deleted, content };
    db.byId.set(_id, stored);
    if (old) db.order = db.order.filter(({ id }) => id !== _id);
    db.order.push({ id: _id, index: ++db.updates });
    return stored;
  }

  private answer(request: CouchRequest, response: CouchAnswer, raw: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://couch');
    this.requests.push(`${request.method} ${url.pathname}`);
    if (raw.length > (this.options.largestBody ?? Number.POSITIVE_INFINITY)) return say(response, 413, { error: 'too_large', reason: 'the request entity is too large' });
    const text = (request.headers['content-encoding'] === 'gzip' && raw.length > 0 ? gunzipSync(raw) : raw).toString('utf8');
    const body = text === '' ? null : (JSON.parse(text) as Record<string, unknown>);
    if (request.method === 'GET' && url.pathname === '/') return say(response, 200, { couchdb: 'Welcome', version: '3.3.3', git_sha: '40afbcfc7', uuid: this.uuid, features: ['partitioned'], vendor: { name: 'The Apache Software Foundation' } });
    if (url.pathname === '/_session' && request.method === 'POST') {
      const { name, password } = body as { name: string; password: string };
      if (this.options.users?.[name] !== password) return say(response, 401, { error: 'unauthorized', reason: 'Name or password is incorrect.' });
      const cookie = randomUUID();
      this.cookies.add(cookie);
      response.headers['set-cookie'] = `AuthSession=${cookie}; Version=1; Path=/; HttpOnly`;
      return say(response, 200, { ok: true, name, roles: [] });
    }
    if (!this.isKnown(request)) return say(response, 401, { error: 'unauthorized', reason: 'Name or password is incorrect.' });
    const [name = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
    if (name === '_all_dbs') {
      if (this.options.open === false) return say(response, 401, { error: 'unauthorized', reason: 'You are not a server admin.' });
      return say(response, 200, ['_replicator', '_users', ...this.databases.keys()]);
    }
    if (request.method === 'PUT' && rest.length === 0) {
      if (this.options.open === false) return say(response, 401, { error: 'unauthorized', reason: 'You are not a server admin.' });
      if (this.databases.has(name)) return say(response, 412, { error: 'file_exists', reason: 'The database could not be created, the file already exists.' });
      this.create(name);
      return say(response, 201, { ok: true });
    }
    const db = this.databases.get(name);
    if (!db) return say(response, 404, { error: 'not_found', reason: 'Database does not exist.' });
    return this.inDatabase(db, rest.join('/'), request, response, url.searchParams, body);
  }

  private inDatabase(db: Database, path: string, request: CouchRequest, response: CouchAnswer, query: URLSearchParams, body: Record<string, unknown> | null): void {
    if (path.startsWith('_local/')) return this.local(db, path, request.method, response, body);
    switch (`${request.method} ${path}`) {
      case 'POST _bulk_docs':
        return say(response, 201, this.bulk(db, body as { docs: Record<string, unknown>[] }).reverse());
      case 'POST _all_docs':
        return say(response, 200, { total_rows: db.byId.size, offset: null, rows: (body as { keys: string[] }).keys.map((key) => this.row(db, key)) });
      case 'GET _changes':
        return say(response, 200, this.changes(db, query));
      default:
        return say(response, 404, { error: 'not_found', reason: 'missing' });
    }
  }

  private bulk(db: Database, { docs }: { docs: Record<string, unknown>[] }): Record<string, unknown>[] {
    return docs.map((document) => {
      const id = document._id as string;
      const old = db.byId.get(id) ?? null;
      if (old && old._rev !== document._rev) return { id, error: 'conflict', reason: 'Document update conflict.' };
      const problem = this.options.validate?.(document, old?.content ?? null) ?? null;
      if (problem !== null) return { id, error: 'forbidden', reason: problem };
      return { id, ok: true, rev: this.store(db, document as { _id: string }, old)._rev };
    });
  }

  private row(db: Database, key: string): Record<string, unknown> {
    const stored = db.byId.get(key);
    if (!stored) return { key, error: 'not_found' };
    return { id: key, key, value: { rev: stored._rev, ...(stored.deleted ? { deleted: true } : {}) }, doc: stored.deleted ? null : { _id: key, _rev: stored._rev, ...stored.content } };
  }

  private changes(db: Database, query: URLSearchParams): Record<string, unknown> {
    const since = query.get('since') ?? '0';
    const after = since === '0' ? 0 : Number(since.split('-')[0]);
    const limit = Number(query.get('limit') ?? Number.MAX_SAFE_INTEGER);
    const left = db.order.filter(({ index }) => index > after);
    const results = left.slice(0, limit).map(({ id, index }) => {
      const stored = db.byId.get(id) as Stored;
      return {
        seq: this.place(index), id, changes: [{ rev: stored._rev }],
        ...(stored.deleted ? { deleted: true } : {}),
        ...(query.get('include_docs') === 'true' ? { doc: stored.deleted ? { _id: id, _rev: stored._rev, _deleted: true } : { _id: id, _rev: stored._rev, ...stored.content } } : {}),
      };
    });
    return { results, last_seq: results.at(-1)?.seq ?? (since === '0' ? this.place(0) : this.place(after)), pending: left.length - results.length };
  }

  /** The same place never reads the same twice, as in a cluster. */
  private place(index: number): string | number {
    return this.options.numeric ? index : `${index}-g1AAAA${createHash('md5').update(`${index}/${Math.random()}`).digest('base64url')}`;
  }

  private local(db: Database, id: string, method: string | undefined, response: CouchAnswer, body: Record<string, unknown> | null): void {
    const old = db.local.get(id);
    if (method === 'GET') return old ? say(response, 200, old) : say(response, 404, { error: 'not_found', reason: 'missing' });
    if (old && old._rev !== body?._rev) return say(response, 409, { error: 'conflict', reason: 'Document update conflict.' });
    const _rev = `0-${Number(((old?._rev as string | undefined) ?? '0-0').split('-')[1]) + 1}`;
    db.local.set(id, { ...body, _id: id, _rev });
    return say(response, 201, { ok: true, id, rev: _rev });
  }

  private isKnown(request: CouchRequest): boolean {
    const { users } = this.options;
    if (!users) return true;
    const { authorization = '', cookie = '' } = request.headers;
    if (this.cookies.has(cookie.replace('AuthSession=', ''))) return true;
    const [user = '', password] = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString('utf8').split(/:(.*)/s);
    return users[user] !== undefined && users[user] === password;
  }

  /** All sessions run out. */
  forgetCookies(): void {
    this.cookies.clear();
  }
}

function say(answer: CouchAnswer, status: number, value: unknown): void {
  answer.status = status;
  answer.text = `${JSON.stringify(value)}\n`;
  answer.headers['content-length'] = String(Buffer.byteLength(answer.text));
}
