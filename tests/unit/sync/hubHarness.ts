import { randomUUID, sign } from 'node:crypto';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import { build } from 'vite';
import type { DraftEvent } from '@shared/contract/events';
import { type EnrolAnswer, enrolmentText, parseEnrolmentLine } from '@shared/contract/hub';
import { databaseOf, type SyncDocument } from '@shared/contract/sync';
import type { DeviceKey } from '../../../electron/deviceKey';
import { documentOf } from '../../../electron/sync/documents';
import type { CodeWish } from '../../../electron/sync/hub/hubRecords';
import { HubService, type HubPlace, type HubServiceOptions } from '../../../electron/sync/hub/hubService';
import type { RefusedRequest } from '../../../electron/sync/hub/refusal';
import { freshKey } from './freshKey';
import { freshFolder } from './memoryFolder';
import { MemorySource } from './memorySource';
import { eventsOf } from './ownEvents';

export const workshop = 'SEL25';
export const database = databaseOf(workshop);

const root = path.resolve(import.meta.dirname, '../../..');
let worker: Promise<string> | null = null;

/** The file of the hub's threads, built as the application's are. */
export function workerFile(): Promise<string> {
  worker ??= (async () => {
    const outDir = freshFolder();
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      resolve: { alias: { '@shared': path.join(root, 'shared') } },
      ssr: { noExternal: true },
      build: {
        ssr: path.join(root, 'electron/sync/hub/hubWorker.ts'),
        target: 'node18',
        outDir,
        rollupOptions: { output: { format: 'cjs', entryFileNames: 'hubWorker.cjs' } },
      },
    });
    return path.join(outDir, 'hubWorker.cjs');
  })();
  return worker;
}

/** A check-in; no two are alike. */
export function checkIn(): DraftEvent {
  return {
    type: 'checkIn.recorded', at: '2025-09-24T00:00:00.000Z',
    data: { nonce: randomUUID(), target: 'day:2025-09-24', direction: 'in', by: { role: 'kiosk' }, registrationId: 'SEL25-00001' },
  } as DraftEvent;
}

/** The documents of so many check-ins of a device, from its first event on. */
export function documents(key: DeviceKey, count: number, of = workshop): SyncDocument[] {
  return eventsOf(key, of, Array.from({ length: count }, checkIn)).map((event) => documentOf(event, key));
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into whatever came
  json: any;
  text: string;
}

export interface Ask {
  method?: string;
  token?: string;
  json?: unknown;
  body?: Buffer | string;
  headers?: Record<string, string>;
  gzip?: boolean;
}

/** A hub that runs on loopback, with what it said. */
export class Hub {
  readonly log: string[] = [];
  readonly refused: RefusedRequest[] = [];
  readonly enrolled: { device: string; name: string; relay: boolean }[] = [];
  service!: HubService;

  constructor(
    readonly source: MemorySource,
    readonly key: DeviceKey,
    readonly folder: string,
    private readonly more: Partial<HubServiceOptions> = {},
  ) {}

  async start(place: HubPlace = {}): Promise<this> {
    this.service = new HubService({
      dataFolder: this.folder, source: this.source, key: this.key, version: '0.1.0',
      log: (message) => this.log.push(message), onRefused: (each) => this.refused.push(each), onEnrolled: (each) => this.enrolled.push(each),
      workerFile: await workerFile(), ...this.more,
    });
    await this.service.start({ host: '127.0.0.1', port: 0, ...place });
    return this;
  }

  get url(): string {
    const { tls, port } = this.service.status();
    return `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  }

  /** Enrols a device; its token. */
  async enrol(key: DeviceKey, wish: CodeWish = {}): Promise<string> {
    const { line } = parseEnrolmentLine(this.service.newEnrolment(wish).line);
    const { status, json } = await this.ask('/_enrol', { json: enrolment(key, line?.code ?? '') });
    if (status !== 201) throw new Error(JSON.stringify(json));
    return (json as EnrolAnswer).token;
  }

  ask(target: string, { method, token, json, body, headers = {}, gzip = false }: Ask = {}): Promise<Answer> {
    const plain = body ?? (json === undefined ? undefined : JSON.stringify(json));
    const payload = plain !== undefined && gzip ? gzipSync(plain) : plain;
    const { tls, port } = this.service.status();
    return new Promise((resolve, reject) => {
      const request = (tls ? https : http).request(
        {
          host: '127.0.0.1', port, path: target, method: method ?? (payload === undefined ? 'GET' : 'POST'), rejectUnauthorized: false, agent: false,
          headers: {
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
            ...(gzip ? { 'content-encoding': 'gzip' } : {}),
            ...headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const bytes = Buffer.concat(chunks);
            const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
            let parsed: unknown = null;
            try {
              parsed = JSON.parse(text);
            } catch {
              // not every answer is JSON
            }
            resolve({ status: response.statusCode ?? 0, headers: response.headers, json: parsed, text });
          });
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
  }

  push(token: string, docs: readonly unknown[], more: Partial<Ask> & { newEdits?: boolean; to?: string } = {}): Promise<Answer> {
    const { newEdits, to = database, ...rest } = more;
    return this.ask(`/${to}/_bulk_docs`, { token, json: { docs, ...(newEdits === undefined ? {} : { new_edits: newEdits }) }, ...rest });
  }
}

/** What a device sends to be enrolled. */
export function enrolment(key: DeviceKey, code: string, name = 'Entrance'): object {
  return { code, device: key.device, publicKey: key.publicKey, name, proof: sign(null, Buffer.from(enrolmentText(code)), key.privateKey).toString('hex') };
}

/** A hub that knows the workshop by an event of its own, and a device that is enrolled with it. */
export async function hubWithDevice(more: Partial<HubServiceOptions> = {}, place: HubPlace = {}): Promise<{ hub: Hub; device: DeviceKey; token: string }> {
  const key = freshKey();
  const source = new MemorySource(key, { hasTexts: true });
  source.append(workshop, [checkIn()]);
  const hub = await new Hub(source, key, freshFolder(), more).start(place);
  const device = freshKey();
  return { hub, device, token: await hub.enrol(device) };
}

/** The certificate that a hub shows. */
export function certificateOf(port: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', port, path: '/', rejectUnauthorized: false, agent: false }, (response) => {
      resolve((response.socket as TLSSocket).getPeerCertificate().raw);
      response.resume();
    });
    request.on('error', reject).end();
  });
}
