import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { CouchAnswer, CouchRequest } from './couchServer';

/** What the network, or something in it, does to one request. */
export const faults = [
  'none', 'drop_before', 'drop_after', 'delay', 'cut_body', 'captive_page', 'redirect', 'login_required', 'bad_gateway', 'rate_limited', 'empty_object', 'empty_body',
  'broken_json', 'missing_rows', 'doubled_rows', 'foreign_rows', 'shuffled_rows', 'last_seq_back', 'last_seq_far', 'slow_loris', 'silence', 'clock_off', 'wrong_type', 'null_documents', 'endless',
] as const;
export type Fault = (typeof faults)[number];

const page = '<!DOCTYPE html><html><title>Free WiFi</title><body>Accept our terms to go on</body></html>';

/** What stands behind the proxy. */
export interface FaultTarget {
  respond(request: CouchRequest, body: Buffer): CouchAnswer | Promise<CouchAnswer>;
}

/** A proxy in front of a server that lies and fails as it is told, request by request. */
export class FaultProxy {
  /** Which fault comes next. */
  next: (request: { method: string; path: string }) => Fault = () => 'none';
  /** How often each was done. */
  readonly done = new Map<Fault, number>();
  private readonly server: http.Server;

  constructor(private readonly target: FaultTarget) {
    this.server = http.createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('error', () => undefined);
      request.on('end', () => void this.handle(request, response, Buffer.concat(parts)).catch(() => response.destroy()));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse, body: Buffer): Promise<void> {
    const method = request.method ?? 'GET';
    const fault = this.next({ method, path: request.url ?? '/' });
    this.done.set(fault, (this.done.get(fault) ?? 0) + 1);
    switch (fault) {
      case 'drop_before':
        return void response.destroy();
      case 'captive_page':
        return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      case 'redirect':
        return void response.writeHead(302, { location: '/login' }).end();
      case 'login_required':
        return void response.writeHead(511, { 'content-type': 'text/html' }).end(page);
      case 'bad_gateway':
        return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
      case 'rate_limited':
        return void response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '7' }).end('{"error":"too_many_requests"}');
      case 'silence':
        return;
      case 'empty_object':
        return void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      default:
    }
    const some = fault === 'missing_rows' && (request.url ?? '').includes('_bulk_docs') ? withoutFirst(body) : body;
    await distort(fault, response, await this.target.respond(request, some));
  }
}

/** A `_bulk_docs` that has lost a document on its way. */
function withoutFirst(body: Buffer): Buffer {
  const { docs } = JSON.parse(gunzipSync(body).toString('utf8')) as { docs: unknown[] };
  return gzipSync(JSON.stringify({ docs: docs.slice(1) }));
}

async function distort(fault: Fault, response: http.ServerResponse, { status, headers, text }: CouchAnswer): Promise<void> {
  const { 'content-length': _length, ...others } = headers;
  const send = (content: string, more: Record<string, string> = {}): void => void response.writeHead(status, { ...others, ...more }).end(content);
  switch (fault) {
    case 'drop_after':
      return void response.destroy();
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, 15));
      return send(text);
    case 'cut_body':
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) });
      response.write(text.slice(0, text.length >> 1), () => response.destroy());
      return;
    case 'slow_loris':
      response.writeHead(status, { 'content-type': 'application/json' });
      response.write(text.slice(0, 1)); // and no more
      return;
    case 'endless': {
      response.writeHead(status, { 'content-type': 'application/json' });
      const more = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536))) continue;
        if (!response.destroyed) response.once('drain', more);
      };
      return more();
    }
    case 'empty_body':
      return send('');
    case 'broken_json':
      return send(text.trimEnd().slice(0, -2));
    case 'wrong_type':
      return send(text, { 'content-type': 'text/plain' });
    case 'clock_off':
      return send(text, { date: new Date(Date.now() - 365 * 86_400_000).toUTCString() });
    default:
      return send(changed(fault, text));
  }
}

interface Page {
  results?: { seq: unknown; doc?: unknown }[];
  last_seq?: unknown;
}

/** The answer in JSON with something else in it; unchanged where the fault has nothing to bite on. */
function changed(fault: Fault, text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const rows = Array.isArray(value) ? (value as { id: string }[]) : null;
  const { results } = (value ?? {}) as Page;
  switch (fault) {
    case 'missing_rows':
      return text; // it was lost before it came here
    case 'doubled_rows':
      return JSON.stringify(rows ? [...rows, ...rows.slice(0, 1)] : value);
    case 'foreign_rows':
      return JSON.stringify(rows ? [{ ...rows[0], id: 'SEL25/00000000/0000000001:00' }, ...rows.slice(1)] : value);
    case 'shuffled_rows':
      return JSON.stringify(rows ? [...rows].reverse() : value);
    case 'last_seq_back':
      return JSON.stringify(results ? { ...(value as object), last_seq: typeof (value as Page).last_seq === 'number' ? 0 : '0-aaa' } : value);
    case 'last_seq_far':
      return JSON.stringify(results ? { ...(value as object), last_seq: typeof (value as Page).last_seq === 'number' ? 999_999 : '999999-aaa' } : value);
    case 'null_documents':
      return JSON.stringify(results ? { ...(value as object), results: results.map((row) => ({ ...row, doc: null })) } : value);
    default:
      return text;
  }
}
