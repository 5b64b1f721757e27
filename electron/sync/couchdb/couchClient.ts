import * as v from 'valibot';

/** How the network is reached: Electron's, or a test's. */
export type CouchFetch = (url: string, init: RequestInit) => Promise<Response>;

export type CouchProblemCode =
  /** No answer, or none in time. */
  | 'unreachable'
  /** Something answers that is no CouchDB: a portal, a proxy, another program. */
  | 'not_couchdb'
  | 'too_old'
  | 'unauthorized'
  | 'not_admin'
  /** CouchDB refused a request, or answered otherwise than its documentation says. */
  | 'refused'
  /** Somebody else changes the same settings at the same time. */
  | 'conflict';

/** What went wrong with a CouchDB, with a name for programs and words for people. */
export class CouchProblem extends Error {
  override readonly name = 'CouchProblem';

  constructor(
    readonly code: CouchProblemCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An address with who asks there. */
export interface CouchAddress {
  /** Without name and password, without a slash at its end. */
  url: string;
  user: string;
  password: string;
}

/**
 * Reads an address such as `https://admin:secret@hq.example.org:6984`; name and password may stand in COUCHDB_USER and
 * COUCHDB_PASSWORD instead, where nobody else on the machine reads them.
 *
 * @throws CouchProblem `refused` for what is no address, `unauthorized` if nobody is named.
 */
export function readAddress(text: string, env: NodeJS.ProcessEnv): CouchAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new CouchProblem('refused', `"${text}" is no address. Use one such as https://hq.example.org:6984.`);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new CouchProblem('refused', `The address begins with https:// or http://, not with ${url.protocol}//.`);
  const user = decodeURIComponent(url.username) || env.COUCHDB_USER || '';
  const password = decodeURIComponent(url.password) || env.COUCHDB_PASSWORD || '';
  if (user === '' || password === '') throw new CouchProblem('unauthorized', 'Setting up needs an admin of the CouchDB: set COUCHDB_USER and COUCHDB_PASSWORD, or put them into the address.');
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, user, password };
}

const refusal = v.object({ error: v.string(), reason: v.optional(v.nullable(v.string())) });
const answerMs = 30_000;

/** Asks one CouchDB as an admin, and believes only what is an answer of CouchDB: its status, its type, its shape. */
export class CouchClient {
  constructor(
    private readonly address: CouchAddress,
    private readonly fetch: CouchFetch,
  ) {}

  /**
   * @param good the statuses that are an answer; for others of CouchDB's own there is null, if they are in `none`.
   * @throws CouchProblem
   */
  async ask<T extends v.GenericSchema>(method: 'GET' | 'PUT', path: string, shape: T, { good = [200], none = [], body }: { good?: number[]; none?: number[]; body?: unknown } = {}): Promise<v.InferOutput<T> | null> {
    const where = `${method} ${this.address.url}${path}`;
    let response: Response;
    let text: string;
    try {
      response = await this.fetch(`${this.address.url}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Basic ${Buffer.from(`${this.address.user}:${this.address.password}`).toString('base64')}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        redirect: 'error',
        signal: AbortSignal.timeout(answerMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (error) {
      if (/redirect/i.test(wordsOf(error))) throw new CouchProblem('not_couchdb', `${where}: what answers there sends to another address, as CouchDB never does. Check whether the network wants a login first.`, { cause: error });
      throw new CouchProblem('unreachable', `${where}: no answer (${wordsOf(error)}). Check the address, the network and that CouchDB runs.`, { cause: error });
    }
    const value = jsonOf(text, response);
    if (value === undefined) throw new CouchProblem('not_couchdb', `${where}: what answers there is no CouchDB (${response.status}, ${response.headers.get('content-type') ?? 'no type'}). Check the address, and whether the network wants a login first.`);
    const { status } = response;
    if (good.includes(status)) {
      const parsed = v.safeParse(shape, value);
      if (parsed.success) return parsed.output;
      throw new CouchProblem('not_couchdb', `${where}: the answer is not CouchDB's (${v.getDotPath(parsed.issues[0]) ?? ''} ${parsed.issues[0].message}).`);
    }
    const told = v.safeParse(refusal, value);
    if (!told.success) throw new CouchProblem('not_couchdb', `${where}: status ${status}, and the answer is not CouchDB's.`);
    if (none.includes(status)) return null;
    const said = `${where}: ${status} ${told.output.error}${told.output.reason ? ` (${told.output.reason})` : ''}`;
    if (status === 401) throw new CouchProblem('unauthorized', `${said}. Name and password are not those of an admin of this CouchDB.`);
    if (status === 403) throw new CouchProblem('not_admin', `${said}. Use an admin of the server.`);
    if (status === 409) throw new CouchProblem('conflict', `${said}. Somebody else sets it up at the same time; run this again.`);
    throw new CouchProblem('refused', `${said}.`);
  }
}

function jsonOf(text: string, response: Response): unknown {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordsOf(error: unknown): string {
  const { message, cause } = error as Error;
  const { code, message: why } = (cause ?? {}) as NodeJS.ErrnoException;
  return [message, code ?? why].filter((word) => word !== undefined).join(', ');
}
