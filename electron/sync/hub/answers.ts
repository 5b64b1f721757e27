import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { createGzip, type Gzip, gzip } from 'node:zlib';
import { gzipOfDocuments } from '../gzip';
import { SenderGone } from './refusal';

const gzipped = promisify(gzip);
/** Shorter answers are not worth it, in bytes. */
const worthGzip = 1_024;

function headers(): Record<string, string> {
  return { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
}

function takesGzip(request: IncomingMessage): boolean {
  return /(^|,)\s*gzip\s*(,|;(?!\s*q=0(\.0*)?\s*(,|$))|$)/i.test(String(request.headers['accept-encoding'] ?? ''));
}

/** Answers with a small piece of JSON. */
export async function sendJson(request: IncomingMessage, response: ServerResponse, status: number, value: unknown, more: Record<string, string> = {}): Promise<void> {
  let body = Buffer.from(`${JSON.stringify(value)}\n`);
  const all = { ...headers(), ...more };
  if (body.length >= worthGzip && takesGzip(request)) {
    body = await gzipped(body, gzipOfDocuments);
    all['content-encoding'] = 'gzip';
  }
  response.writeHead(status, { ...all, 'content-length': String(body.length) });
  if (!response.write(body.subarray(0, -1))) await drained(response);
  response.end(body.subarray(-1));
}

/**
 * Resolves once what was written has left this process, or nobody reads it any more. The last byte of every answer waits
 * for that: a client that has the whole of it may ask the next thing at once, and on a TLS connection that is still
 * marked as full Node takes the second record of that for an error (HPE_PAUSED; seen with Node 18 in Electron).
 */
function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed || !response.writableNeedDrain) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}

/** An answer that is written piece by piece, no faster than it is read: memory does not grow with its length. */
export class JsonStream {
  private readonly zipper: Gzip | null;
  private isGone = false;

  constructor(request: IncomingMessage, private readonly response: ServerResponse, status: number) {
    this.zipper = takesGzip(request) ? createGzip(gzipOfDocuments) : null;
    response.writeHead(status, { ...headers(), ...(this.zipper ? { 'content-encoding': 'gzip' } : {}) });
    this.zipper?.pipe(response, { end: false });
    this.zipper?.once('end', () => void this.endResponse());
    response.once('close', () => {
      this.isGone = true;
      this.zipper?.destroy();
    });
  }

  /** Whoever asked has hung up. */
  get gone(): boolean {
    return this.isGone;
  }

  /** Resolves once there is room for more. @throws SenderGone if nobody reads it any more. */
  async write(text: string | Uint8Array): Promise<void> {
    const out = this.zipper ?? this.response;
    if (!this.isGone && out.write(text)) return;
    if (!this.isGone) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          out.off('drain', done);
          this.response.off('close', done);
          resolve();
        };
        out.once('drain', done);
        this.response.once('close', done);
      });
    }
    if (this.isGone) throw new SenderGone('Nobody reads the answer any more.');
  }

  /** Sends what was written so far on its way: whoever waits wants to see that the hub is there. */
  flush(): void {
    this.zipper?.flush();
  }

  end(text: string): void {
    if (this.zipper) this.zipper.end(text);
    else {
      this.response.write(text);
      void this.endResponse();
    }
  }

  private async endResponse(): Promise<void> {
    await drained(this.response);
    this.response.end();
  }

  /** Breaks the answer off in its middle, so that nobody takes it for whole. */
  breakOff(): void {
    this.response.destroy();
  }
}
