import { createHash } from 'node:crypto';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { Readable } from 'node:stream';
import tls from 'node:tls';
import { createGunzip } from 'node:zlib';
import type { Fetch } from './answer';

/** A connection that was not made because another certificate was shown than the pinned one. */
class OtherCertificateError extends Error {
  override readonly name = 'OtherCertificateError';
  readonly code = 'ERR_CERT_NOT_PINNED';
}

/**
 * A fetch that talks to whoever shows one certificate, and to nobody else: that of a hub, which signed it itself. Names
 * and dates in it mean nothing, as laptops in the field have wrong clocks and changing addresses. Nothing is sent before
 * it was seen. No proxy is used: a hub is in the same network.
 *
 * @param fingerprint SHA-256 of the certificate (DER), base64url.
 */
export function pinnedFetch(fingerprint: string): { fetch: Fetch; close(): void } {
  const agent = new PinnedAgent(fingerprint);
  return { fetch: (url, init) => fetchThrough(agent, url, init), close: () => agent.destroy() };
}

class PinnedAgent extends https.Agent {
  constructor(private readonly fingerprint: string) {
    // A resumed session shows no certificate.
    super({ keepAlive: true, maxSockets: 4, maxCachedSessions: 0 });
  }

  override createConnection(options: https.RequestOptions, callback?: (error: Error | null, stream: Duplex) => void): Duplex | null | undefined {
    const host = options.host ?? 'localhost';
    const isName = !/^[\d.]+$|:/.test(host);
    const socket = tls.connect({
      host,
      port: Number(options.port ?? 443),
      ...(isName ? { servername: host } : {}),
      rejectUnauthorized: false, // it is looked at below
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
    });
    const fail = (error: Error): void => callback?.(error, socket);
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      socket.off('error', fail);
      const { raw } = socket.getPeerCertificate() as { raw?: Buffer };
      const shown = raw ? createHash('sha256').update(raw).digest('base64url') : '';
      if (shown === this.fingerprint) return callback?.(null, socket);
      socket.destroy();
      return callback?.(new OtherCertificateError(`the certificate ${shown || 'none'} is not the pinned one`), socket);
    });
    return undefined;
  }
}

function fetchThrough(agent: https.Agent, url: string, { method = 'GET', headers = {}, body, signal }: RequestInit): Promise<Response> {
  return new Promise((resolve, reject) => {
    const bytes = (body ?? null) as Uint8Array | null;
    const request = https.request(url, {
      method,
      agent,
      headers: { ...(headers as Record<string, string>), ...(bytes ? { 'content-length': String(bytes.byteLength) } : {}) },
      ...(signal ? { signal } : {}),
    });
    request.once('error', reject);
    request.once('response', (message) => {
      const status = message.statusCode ?? 0;
      const answered = new Headers();
      for (let i = 0; i + 1 < message.rawHeaders.length; i += 2) answered.append(message.rawHeaders[i] as string, message.rawHeaders[i + 1] as string);
      if (status < 200 || status === 204 || status === 304) {
        message.resume();
        return resolve(new Response(null, { status: Math.max(200, status), headers: answered }));
      }
      let stream: Readable = message;
      if (message.headers['content-encoding'] === 'gzip') {
        const unzip = createGunzip();
        message.once('aborted', () => unzip.destroy(new Error('the connection broke off')));
        message.once('error', (error) => unzip.destroy(error));
        stream = message.pipe(unzip);
      }
      return resolve(new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status, headers: answered }));
    });
    request.end(bytes ?? undefined);
  });
}
