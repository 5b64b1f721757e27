import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { designDocument } from '../../../electron/sync/couchdb/designDocument';
import type { Engine } from './couchEngines';

type Json = Record<string, unknown>;
interface Database {
  security: Json;
  docs: Map<string, Json & { _id: string; _rev: string }>;
}
interface Answer {
  status: number;
  body: unknown;
}

/**
 * As much of CouchDB 3.5 as setting up and pushing use, with its status codes and its words, over loopback: system and
 * workshop databases, `_security`, users with roles, design documents that decide. Passwords are kept as they came.
 */
export class CouchdbStandIn {
  readonly databases = new Map<string, Database>();
  /** Each request that changed something. */
  readonly writes: string[] = [];
  version = '3.5.0';
  /** Answers in place of CouchDB, for a path. */
  lie: ((method: string, path: string) => { status: number; type: string; text: string } | null) | null = null;
  private server: http.Server | null = null;

  constructor(
    private readonly engine: Engine,
    readonly admin = { name: 'admin', password: 'sécret:/@' },
  ) {}

  async start(): Promise<string> {
    const server = http.createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const [path = '/', query = ''] = (request.url ?? '/').split('?');
        const method = request.method ?? 'GET';
        const lie = this.lie?.(method, path);
        if (lie) return void response.writeHead(lie.status, { 'content-type': lie.type }).end(lie.text);
        const text = Buffer.concat(pieces).toString('utf8');
        const { status, body } = this.answer(method, path, query, text === '' ? null : (JSON.parse(text) as Json), request.headers.authorization);
        response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
      });
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private answer(method: string, path: string, query: string, body: Json | null, authorization: string | undefined): Answer {
    const user = this.userOf(authorization);
    if (user === null) return refused(401, 'unauthorized', 'Name or password is incorrect.');
    const isAdmin = user.roles.includes('_admin');
    const [name = '', ...rest] = path.slice(1).split('/').map(decodeURIComponent);
    if (path === '/') return { status: 200, body: { couchdb: 'Welcome', version: this.version, vendor: { name: 'The Apache Software Foundation' } } };
    if (name === '_session') return { status: 200, body: { ok: true, userCtx: user, info: {} } };
    if (name === '_all_dbs') return isAdmin ? { status: 200, body: [...this.databases.keys()].sort() } : refused(401, 'unauthorized', 'You are not a server admin.');
    const database = this.databases.get(name);
    if (rest.length === 0 && method === 'PUT') {
      if (!isAdmin) return refused(401, 'unauthorized', 'You are not a server admin.');
      if (!/^(_users|_replicator|[a-z][a-z0-9_$()+/-]*)$/.test(name)) return refused(400, 'illegal_database_name', `Name: '${name}'. Only lowercase characters are allowed.`);
      if (database) return refused(412, 'file_exists', 'The database could not be created, the file already exists.');
      this.databases.set(name, { security: { members: { roles: ['_admin'] }, admins: { roles: ['_admin'] } }, docs: new Map() });
      this.writes.push(`PUT /${name}${query ? `?${query}` : ''}`);
      return { status: 201, body: { ok: true } };
    }
    if (!database) return refused(404, 'not_found', 'Database does not exist.');
    if (!isAdmin && !this.isMember(database, user)) return refused(403, 'forbidden', 'You are not allowed to access this db.');
    if (rest.length === 0) return { status: 200, body: { db_name: name, doc_count: database.docs.size } };
    if (rest[0] === '_security') {
      if (method === 'GET') return { status: 200, body: database.security };
      if (!isAdmin) return refused(401, 'unauthorized', 'You are not a db or server admin.');
      database.security = body as Json;
      this.writes.push(`PUT /${name}/_security`);
      return { status: 200, body: { ok: true } };
    }
    if (rest[0] === '_bulk_docs') return { status: 201, body: (body as { docs: Json[] }).docs.map((doc) => this.put(name, database, String(doc._id), doc, user).body) };
    const id = rest.join('/');
    if (method === 'PUT') return this.put(name, database, id, body as Json, user);
    const doc = database.docs.get(id);
    return doc ? { status: 200, body: doc } : refused(404, 'not_found', 'missing');
  }

  private put(name: string, database: Database, id: string, doc: Json, user: User): Answer {
    const there = database.docs.get(id);
    if ((there?._rev ?? undefined) !== doc._rev) return { status: 409, body: { id, error: 'conflict', reason: 'Document update conflict.' } };
    if (id.startsWith('_design/') && !user.roles.includes('_admin')) return refused(403, 'forbidden', 'You are not a db or server admin.');
    const design = database.docs.get('_design/champions') as { validate_doc_update?: string } | undefined;
    if (design?.validate_doc_update && !id.startsWith('_')) {
      const thrown = this.engine.validate(design.validate_doc_update, [{ ...doc, _id: id }, there ?? null, { ...user, db: name }, database.security]);
      const [error] = Object.keys(thrown ?? {});
      if (error) return { status: error === 'forbidden' ? 403 : 401, body: { id, error, reason: (thrown as Record<string, string>)[error] } };
    }
    const generation = Number.parseInt(there?._rev ?? '0', 10) + 1;
    const rev = `${generation}-${String(this.writes.length).padStart(32, '0')}`;
    database.docs.set(id, { ...doc, _id: id, _rev: rev });
    this.writes.push(`PUT /${name}/${id}`);
    return { status: 201, body: { ok: true, id, rev } };
  }

  private userOf(authorization: string | undefined): User | null {
    if (!authorization) return { name: null, roles: [] };
    const [name = '', password = ''] = split(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString('utf8'));
    if (name === this.admin.name) return password === this.admin.password ? { name, roles: ['_admin'] } : null;
    const user = this.databases.get('_users')?.docs.get(`org.couchdb.user:${name}`);
    return user?.password === password ? { name, roles: user.roles as string[] } : null;
  }

  private isMember({ security }: Database, { name, roles }: User): boolean {
    const { names = [], roles: wanted = [] } = (security.members ?? {}) as { names?: string[]; roles?: string[] };
    return (name !== null && names.includes(name)) || roles.some((role) => wanted.includes(role)) || (names.length === 0 && wanted.length === 0);
  }
}

interface User {
  name: string | null;
  roles: string[];
}

function split(text: string): [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
}

function refused(status: number, error: string, reason: string): Answer {
  return { status, body: { error, reason } };
}

/** What an older application has left: the design document of before. */
export function olderDesign(): Json {
  return { ...designDocument(), version: 0, validate_doc_update: 'function (newDoc) {}' };
}
