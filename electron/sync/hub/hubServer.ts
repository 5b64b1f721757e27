import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { isLoopback } from '@shared/contract/hub';
import { sendJson } from './answers';
import type { Call, HubParts } from './call';
import { enrol } from './endpoints/server';
import type { HubCertificate } from './hubCertificate';
import type { EnrolledDevice } from './hubFile';
import { Allowances, Held } from './limits';
import { HubRefusal, NotHere, type RefusalLog, SenderGone } from './refusal';
import { readBody } from './requestBody';
import { answer } from './routes';
import { readTarget, type Target } from './target';

/** A request to enrol is a few hundred bytes. */
const enrolBytes = 4 * 1024;
/** How long requests have to come to their end when the hub is stopped, in milliseconds. */
const lastWords = 5_000;

export interface HubServerOptions {
  parts: HubParts;
  /** Null for plain HTTP, on this machine alone. */
  certificate: HubCertificate | null;
  refusals: RefusalLog;
  log: (message: string) => void;
  onEnrolled: (device: { device: string; name: string; relay: boolean }) => void;
}

/** Serves a hub: who may come in, how much, and what becomes of refusals. What is answered is in `routes`. */
export class HubServer {
  private readonly server: http.Server;
  private readonly ofDevice: Allowances;
  private readonly ofStranger: Allowances;
  private readonly atOnce: Held;
  private readonly bodies: Held;
  private readonly connections: Held;

  constructor(private readonly options: HubServerOptions) {
    const { limits } = options.parts;
    const now = (): number => performance.now();
    this.ofDevice = new Allowances(limits.perSecond, limits.burst, now);
    this.ofStranger = new Allowances(limits.strangersPerSecond, limits.strangersBurst, now);
    this.atOnce = new Held(limits.atOnce);
    this.bodies = new Held(limits.heldBytes);
    this.connections = new Held(limits.connectionsOfAddress);
    const timing = {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      connectionsCheckingInterval: limits.checkEvery,
      keepAliveTimeout: 15_000,
    };
    const { certificate } = options;
    this.server = certificate
      ? https.createServer({ ...timing, key: certificate.key, cert: certificate.certificate, minVersion: 'TLSv1.2', handshakeTimeout: limits.headersTimeout })
      : http.createServer(timing);
    this.server.maxConnections = limits.connections;
    this.server.setTimeout(limits.silence);
    this.server.on('connection', (socket: Socket) => this.connected(socket));
    this.server.on('drop', (drop?: { remoteAddress?: string }) => this.refusedConnection(drop?.remoteAddress, 503, 'too_many_connections', `more than ${limits.connections} connections`));
    this.server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => this.noRequest(error, socket));
    this.server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code !== 'ECONNRESET') this.refusedConnection(socket.remoteAddress, 400, 'tls', error.message);
    });
    this.server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.handle(request, response));
  }

  /** Resolves with the port once it listens. @throws what the system says (`EADDRINUSE`), or an Error for plain HTTP in a network. */
  listen(host: string, port: number): Promise<number> {
    if (!this.options.certificate && !isLoopback(host)) {
      throw new Error(`Without a certificate a hub serves this machine alone, not ${host}. Bind it to 127.0.0.1, or let it use TLS.`);
    }
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host, port }, () => {
        this.server.off('error', reject);
        this.server.on('error', (error) => this.options.log(`The hub's server: ${error.message}`));
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Takes no more requests, lets those that are under way end, and closes every connection. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const patience = setTimeout(() => this.server.closeAllConnections(), lastWords);
    await closed;
    clearTimeout(patience);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { parts, refusals, log } = this.options;
    const address = request.socket.remoteAddress ?? 'an unknown address';
    let device: EnrolledDevice | null = null;
    let heldBytes = 0;
    let isCounted = false;
    // Node closes a connection at once if what is left of a request is not wanted; a short rest it reads and drops.
    response.on('error', () => undefined);
    const refused = (status: number, code: string, reason: string): void =>
      refusals.add({ address, device: device?.device ?? null, request: `${request.method} ${(request.url ?? '').split('?')[0]}`, status, code, reason });
    const body = (limits: { sentBytes: number; inflatedBytes: number }): Promise<Buffer> =>
      readBody(request, {
        ...limits,
        hold: (bytes) => {
          if (!this.bodies.add('all', bytes)) return false;
          heldBytes += bytes;
          return true;
        },
      });
    try {
      const target = readTarget(request.url ?? '', parts.limits.targetLength);
      if (target.segments[0] === '_enrol' && target.segments.length === 1) {
        await this.enrol(request, response, address, body);
        return;
      }
      device = this.deviceOf(request, address);
      if (!this.ofDevice.take(device.device)) throw new HubRefusal(429, 'too_many_requests', `More than ${parts.limits.perSecond} requests a second.`);
      if (!this.atOnce.add(device.device)) throw new HubRefusal(429, 'too_many_requests', `More than ${parts.limits.atOnce} requests at once.`);
      isCounted = true;
      parts.records.seen(device);
      await answer(this.callOf(request, response, target, device, body, refused));
    } catch (error) {
      if (error instanceof SenderGone) return;
      const refusal = error instanceof HubRefusal ? error : new HubRefusal(500, 'internal_server_error', 'The hub could not do that. Its log says why.');
      if (refusal !== error) log(`The hub failed at ${request.method} ${(request.url ?? '').split('?')[0]}: ${(error as Error).stack ?? String(error)}`);
      else if (!(refusal instanceof NotHere)) refused(refusal.status, refusal.code, refusal.message);
      await this.sendRefusal(request, response, refusal);
    } finally {
      if (heldBytes > 0) this.bodies.release('all', heldBytes);
      if (isCounted && device) this.atOnce.release(device.device);
    }
  }

  private callOf(request: IncomingMessage, response: ServerResponse, target: Target, device: EnrolledDevice, body: Call['body'], refused: (status: number, code: string, reason: string) => void): Call {
    return { request, response, target, device, body, hub: this.options.parts, refused: (code, reason) => refused(403, code, reason) };
  }

  private async enrol(request: IncomingMessage, response: ServerResponse, address: string, body: Call['body']): Promise<void> {
    if (request.method !== 'POST') throw new HubRefusal(405, 'method_not_allowed', 'Only POST allowed.');
    this.stranger(address);
    const enrolled = await enrol(request, response, this.options.parts, await body({ sentBytes: enrolBytes, inflatedBytes: enrolBytes }));
    this.options.onEnrolled(enrolled);
  }

  /** Whose token a request shows, as `Bearer` or as the password of the device. @throws HubRefusal 401, or 429 for too many guesses. */
  private deviceOf(request: IncomingMessage, address: string): EnrolledDevice {
    const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ', 2);
    let token = '';
    let claimed: string | null = null;
    if (scheme.toLowerCase() === 'bearer') token = value;
    if (scheme.toLowerCase() === 'basic') {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      claimed = pair.slice(0, Math.max(pair.indexOf(':'), 0));
      token = pair.slice(pair.indexOf(':') + 1);
    }
    const device = token === '' ? null : this.options.parts.records.ofToken(token);
    if (device && (claimed === null || claimed === device.device)) return device;
    this.stranger(address);
    throw new HubRefusal(401, 'unauthorized', token === '' ? 'This needs the token of a device that is enrolled.' : 'The token is wrong, or the device was revoked.');
  }

  private stranger(address: string): void {
    if (!this.ofStranger.take(address)) throw new HubRefusal(429, 'too_many_requests', 'Too many requests without a valid token.');
  }

  private async sendRefusal(request: IncomingMessage, response: ServerResponse, { status, code, message }: HubRefusal): Promise<void> {
    if (response.headersSent) return void response.destroy();
    const length = request.headers['content-length'];
    const rest = request.complete ? 0 : length === undefined ? Number.POSITIVE_INFINITY : Number(length);
    const more: Record<string, string> = {};
    if (rest > this.options.parts.limits.sentBytes) more.connection = 'close';
    if (status === 429 || status === 503) more['retry-after'] = '1';
    if (status === 401) more['www-authenticate'] = 'Bearer realm="Champions Kiosk hub"';
    await sendJson(request, response, status, { error: code, reason: message }, more);
  }

  private connected(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    if (this.connections.add(address)) {
      socket.once('close', () => this.connections.release(address));
      return;
    }
    this.refusedConnection(address, 503, 'too_many_connections', `more than ${this.options.parts.limits.connectionsOfAddress} connections of one address`);
    socket.destroy();
  }

  /** What came is no HTTP, its head is too long, or it came too slowly. */
  private noRequest(error: NodeJS.ErrnoException, socket: Socket): void {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const [status, words] =
      error.code === 'HPE_HEADER_OVERFLOW' ? [431, 'Request Header Fields Too Large'] : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? [408, 'Request Timeout'] : [400, 'Bad Request'];
    this.refusedConnection(socket.remoteAddress, status as number, 'bad_request', `${words} (${error.code ?? error.message})`);
    socket.end(`HTTP/1.1 ${status} ${words}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
  }

  private refusedConnection(address: string | undefined, status: number, code: string, reason: string): void {
    this.options.refusals.add({ address: address ?? 'an unknown address', device: null, request: 'a connection', status, code, reason });
  }
}
