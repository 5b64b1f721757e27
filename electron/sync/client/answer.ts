import * as v from 'valibot';
import { networkProblem, SyncError } from './syncError';

/** How the network is reached: Electron's, one that believes a single certificate, or a test's. Follows no redirect. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How long an answer may take, in milliseconds, and how long it may be. */
export interface Limits {
  /** Until its head is there: connecting, sending, and what the server does. */
  headMs: number;
  /** Between two pieces of its body. */
  idleMs: number;
  wholeMs: number;
  bytes: number;
}

export const usualLimits: Limits = { headMs: 60_000, idleMs: 20_000, wholeMs: 300_000, bytes: 64 * 1024 * 1024 };

export interface Question<T extends v.GenericSchema> {
  url: string;
  method: 'GET' | 'POST' | 'PUT';
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  /** The statuses of success. */
  good: readonly number[];
  /** Statuses that whoever asks wants to see for themselves, if a server of this protocol gave them. */
  also?: readonly number[];
  shape: T;
  limits: Limits;
  signal?: AbortSignal | undefined;
}

/** A success as it came, not read yet. */
export interface RawAnswer {
  body: Uint8Array<ArrayBuffer>;
  /** Its content type, without parameters. */
  type: string;
  /** What was asked, and the status. */
  where: string;
}

interface Answered {
  headers: Headers;
  /** Of the body, unpacked. */
  bytes: number;
}

export interface Answer<T> extends Answered {
  /** What a success says; null for one of the other statuses. */
  value: T | null;
}

/** What CouchDB and a hub say with a status that is none of success. */
const refusal = v.object({ error: v.string(), reason: v.optional(v.nullable(v.string())) });

/**
 * One question and its answer, which is believed only if all of it is as the protocol has it: the status, the type, JSON
 * to the end, the shape. No redirect is followed.
 *
 * @throws SyncError, always with the name of what was wrong.
 */
export async function ask<T extends v.GenericSchema>(fetch: Fetch, question: Question<T>): Promise<Answer<v.InferOutput<T>>> {
  const { raw, ...answered } = await askRaw(fetch, question);
  return { ...answered, value: raw && readAnswer(raw, question.shape) };
}

/** The same, of which a success is left to be read by somebody else: `readAnswer` says whether it is one. @throws SyncError */
export async function askRaw(fetch: Fetch, question: Omit<Question<v.GenericSchema>, 'shape'>): Promise<Answered & { raw: RawAnswer | null }> {
  const { url, method, headers, body, good, also = [], limits, signal } = question;
  const watch = new Watch(limits, signal);
  try {
    const response = await watch.first(fetch(url, {
      method,
      headers: { accept: 'application/json', 'accept-encoding': 'gzip', 'cache-control': 'no-store', ...headers },
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: watch.signal,
      ...(body ? { body } : {}),
    }));
    const { status } = response;
    const where = `${method} ${withoutSecrets(url)}: ${status}`;
    if (good.includes(status)) {
      const whole = await watch.body(response, limits.bytes);
      const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
      return { headers: response.headers, raw: { body: whole, type, where }, bytes: whole.length };
    }
    const said = await watch.body(response, 64 * 1024).catch(() => new Uint8Array());
    if (watch.stopped) throw watch.stopped;
    const text = new TextDecoder().decode(said);
    if (also.includes(status) && v.is(refusal, jsonOrNull(text))) return { headers: response.headers, raw: null, bytes: said.length };
    throw refused(status, response.headers, text, where);
  } catch (error) {
    if (watch.stopped) throw watch.stopped;
    if (error instanceof SyncError) throw error;
    throw new SyncError(networkProblem(error), `${method} ${withoutSecrets(url)}: ${words(error)}`, { cause: error });
  } finally {
    watch.end();
  }
}

/** Ends a request whose answer does not come, or does not end, or that somebody stops. */
class Watch {
  stopped: SyncError | null = null;
  private readonly controller = new AbortController();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly stop: Promise<never>;
  private reject: (error: SyncError) => void = () => {};
  private readonly onAbort = (): void => this.end(new SyncError('cancelled', ''));

  constructor(private readonly limits: Limits, private readonly outer: AbortSignal | undefined) {
    this.stop = new Promise((_resolve, reject) => {
      this.reject = reject;
    });
    this.stop.catch(() => undefined);
    if (outer?.aborted) this.onAbort();
    outer?.addEventListener('abort', this.onAbort);
    this.after(limits.wholeMs, 'the whole answer');
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The head of the answer. */
  async first(response: Promise<Response>): Promise<Response> {
    const timer = this.after(this.limits.headMs, 'an answer to begin');
    response.catch(() => undefined);
    try {
      return await Promise.race([response, this.stop]);
    } finally {
      this.clear(timer);
    }
  }

  /** Its body. @throws SyncError `truncated`, `endless_answer`. */
  async body(response: Response, limit: number): Promise<Uint8Array<ArrayBuffer>> {
    const reader = response.body?.getReader();
    if (!reader) return new Uint8Array();
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for (;;) {
      const timer = this.after(this.limits.idleMs, 'the next piece of an answer');
      const next = reader.read();
      next.catch(() => undefined);
      let piece: ReadableStreamReadResult<Uint8Array>;
      try {
        piece = await Promise.race([next, this.stop]);
      } catch (error) {
        throw this.stopped ?? new SyncError('truncated', `after ${bytes} bytes: ${words(error)}`, { cause: error });
      } finally {
        this.clear(timer);
      }
      if (piece.done) break;
      bytes += piece.value.byteLength;
      if (bytes > limit) {
        reader.cancel().catch(() => undefined);
        throw new SyncError('endless_answer', `more than ${limit} bytes`);
      }
      pieces.push(piece.value);
    }
    const announced = Number(response.headers.get('content-length') ?? Number.NaN);
    if (!response.headers.has('content-encoding') && bytes < announced) throw new SyncError('truncated', `${bytes} of ${announced} bytes`);
    return joined(pieces, bytes);
  }

  end(reason: SyncError | null = null): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.outer?.removeEventListener('abort', this.onAbort);
    if (!reason || this.stopped) return;
    this.stopped = reason;
    this.reject(reason);
    this.controller.abort();
  }

  private after(ms: number, what: string): NodeJS.Timeout {
    const timer = setTimeout(() => this.end(new SyncError('timed_out', `waited ${Math.round(ms / 1_000)} s for ${what}`)), ms);
    this.timers.add(timer);
    return timer;
  }

  private clear(timer: NodeJS.Timeout): void {
    clearTimeout(timer);
    this.timers.delete(timer);
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}

/**
 * What an answer says.
 *
 * @param isOfShape says yes to most of what has the shape, sooner than the schema does.
 * @throws SyncError unless it is JSON to the end, of this shape.
 */
export function readAnswer<T extends v.GenericSchema>({ body, type, where }: RawAnswer, shape: T, isOfShape: ((value: unknown) => value is v.InferOutput<T>) | null = null): v.InferOutput<T> {
  let trimmed: string;
  try {
    trimmed = new TextDecoder('utf-8', { fatal: true }).decode(body).trim();
  } catch (error) {
    throw new SyncError('not_json', 'it is no UTF-8', { cause: error });
  }
  if (type.includes('html') || /^<(!doctype|html|head|body|script|meta|\?xml)/i.test(trimmed)) throw new SyncError('captive_portal', `${where}, ${type || 'no type'}`);
  if (trimmed === '') throw new SyncError('empty_answer', where);
  if (type !== 'application/json') throw new SyncError('not_json', `${where}, ${type || 'no type'}`);
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch (error) {
    throw new SyncError(breaksOff(trimmed) ? 'truncated' : 'not_json', `${where}, ${words(error)}`);
  }
  if (isOfShape?.(value)) return value;
  const parsed = v.safeParse(shape, value);
  if (parsed.success) return parsed.output;
  const isEmpty = value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  const [issue] = parsed.issues;
  throw new SyncError(isEmpty ? 'empty_answer' : 'malformed_answer', `${where}, ${v.getDotPath(issue) ?? ''} ${issue.message}`);
}

/** Whether a text began as JSON and lacks its end. */
function breaksOff(text: string): boolean {
  return (text.startsWith('{') && !text.endsWith('}')) || (text.startsWith('[') && !text.endsWith(']'));
}

function refused(status: number, headers: Headers, text: string, where: string): SyncError {
  const told = jsonOrNull(text);
  const said = v.is(refusal, told) ? `${where} ${told.error}${told.reason ? `, ${told.reason}` : ''}` : where;
  const retryAfterMs = pauseOf(headers);
  if ((status >= 300 && status < 400) || status === 511) return new SyncError('captive_portal', said);
  switch (status) {
    case 401:
      return new SyncError('unauthorized', said);
    case 403:
      return new SyncError('forbidden', said);
    case 407:
      return new SyncError('proxy_login', said);
    case 408:
    case 504:
      return new SyncError('timed_out', said, { retryAfterMs });
    case 413:
      return new SyncError('too_large', said);
    case 429:
      return new SyncError('rate_limited', said, { retryAfterMs });
    default:
      if (status >= 500) return new SyncError('server_error', said, { retryAfterMs });
      if (v.is(refusal, told)) return new SyncError('malformed_answer', said);
      return new SyncError('not_a_hub', said);
  }
}

/** `Retry-After` in milliseconds: seconds, or a date, which is compared with the server's own clock. */
function pauseOf(headers: Headers): number | null {
  const asked = headers.get('retry-after')?.trim();
  if (!asked) return null;
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1_000;
  const until = Date.parse(asked);
  const now = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(until) || Number.isNaN(now) ? null : Math.max(0, until - now);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function words(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${(error.cause as NodeJS.ErrnoException).code ?? ''} ${error.cause.message})` : '';
  return `${error.message}${cause}`;
}
