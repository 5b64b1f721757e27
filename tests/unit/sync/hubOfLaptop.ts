import { type EnrolmentLine, parseEnrolmentLine } from '@shared/contract/hub';
import type { DeviceKey } from '../../../electron/deviceKey';
import { databaseOf } from '@shared/contract/sync';
import type { SyncRemote } from '@shared/contract/syncState';
import { type Fetch, usualLimits } from '../../../electron/sync/client/answer';
import { workHere } from '../../../electron/sync/client/documentWork';
import { enrol, urlsOf } from '../../../electron/sync/client/enrol';
import { pinnedFetch } from '../../../electron/sync/client/pinnedFetch';
import { RemoteLink } from '../../../electron/sync/client/remoteLink';
import { documentOf } from '../../../electron/sync/documents';
import type { CodeWish } from '../../../electron/sync/hub/hubRecords';
import { HubService, type HubPlace } from '../../../electron/sync/hub/hubService';
import type { RefusedRequest } from '../../../electron/sync/hub/refusal';
import type { ContractServer } from './contractCases';
import { workerFile } from './hubHarness';
import { Laptop } from './laptop';

interface Enrolled {
  remote: SyncRemote;
  token: string;
  /** One for each laptop, as the application has: a hub takes so many connections of one address. */
  fetch: Fetch;
}

/** The real hub over a laptop's real journal, and the real client's way to it. */
export class LaptopHub implements ContractServer {
  readonly refused: RefusedRequest[] = [];
  readonly log: string[] = [];
  private readonly enrolled = new Map<string, Enrolled>();
  private readonly closers: (() => void)[] = [];

  private constructor(readonly laptop: Laptop, readonly service: HubService) {}

  static async start(place: HubPlace = {}, laptop = new Laptop()): Promise<LaptopHub> {
    const tell: { hub: LaptopHub | null } = { hub: null };
    const service = new HubService({
      dataFolder: laptop.folder, source: laptop.source, key: laptop.key, version: '0.1.0', workerFile: await workerFile(), now: laptop.now,
      log: (message) => tell.hub?.log.push(message), onRefused: (each) => tell.hub?.refused.push(each),
      // Tests ask faster than people do.
      limits: { perSecond: 10_000, burst: 10_000, strangersPerSecond: 1_000, strangersBurst: 1_000 },
    });
    const hub = new LaptopHub(laptop, service);
    tell.hub = hub;
    await service.start({ host: '127.0.0.1', port: 0, tls: true, name: 'Hall', ...place });
    return hub;
  }

  line(wish: CodeWish = {}): EnrolmentLine {
    const { line } = parseEnrolmentLine(this.service.newEnrolment(wish).line);
    if (!line) throw new Error('The hub has no line.');
    return line;
  }

  async link(laptop: Laptop, { all = false, ...wish }: CodeWish & { all?: boolean } = {}): Promise<RemoteLink> {
    let known = this.enrolled.get(laptop.device);
    if (!known) {
      const line = this.line({ relay: true, ...wish });
      const { fetch, close } = line.fingerprint === null ? { fetch: globalThis.fetch, close: () => undefined } : pinnedFetch(line.fingerprint);
      this.closers.push(close);
      const { token, relay } = await enrol(line, laptop.key, 'Entrance', fetch);
      known = { token, fetch, remote: { id: this.laptop.device.toLowerCase().padEnd(16, '0'), name: 'Hall', kind: 'hub', urls: urlsOf(line), fingerprint: line.fingerprint, auth: 'token', user: '', mode: 'manual', all: false, relay } };
      this.enrolled.set(laptop.device, known);
    }
    const { remote, token, fetch } = known;
    return new RemoteLink({ ...remote, all }, {
      source: laptop.source, work: workHere(laptop.key), fetch, now: laptop.now, limits: usualLimits,
      folder: laptop.remoteFolder(this.laptop.device), credentials: () => Promise.resolve({ auth: 'token', user: '', secret: token }),
    });
  }

  /** Enrols a device; its token. */
  async tokenOf(key: DeviceKey): Promise<string> {
    const line = this.line({ relay: true });
    const { fetch, close } = line.fingerprint === null ? { fetch: globalThis.fetch, close: () => undefined } : pinnedFetch(line.fingerprint);
    const { token } = await enrol(line, key, 'Entrance', fetch);
    close();
    return token;
  }

  /** A laptop is enrolled anew when it next asks for a way. */
  forget({ device }: Laptop): void {
    this.enrolled.delete(device);
  }

  /** Another laptop shows the token of one. */
  lend(from: Laptop, to: Laptop): void {
    this.enrolled.set(to.device, this.enrolled.get(from.device) as Enrolled);
  }

  /** Laptops that were enrolled before the hub was started anew, now at its new port. */
  adopt(before: LaptopHub): void {
    const { port } = this.service.status();
    for (const [device, { remote, ...rest }] of before.enrolled) this.enrolled.set(device, { ...rest, remote: { ...remote, urls: remote.urls.map((url) => url.replace(/\d+$/, String(port))) } });
  }

  ids(workshop: string): Promise<string[]> {
    return this.laptop.ids(workshop);
  }

  async document(workshop: string, id: string): Promise<Record<string, unknown>> {
    const [event] = await this.laptop.source.eventsOf(workshop, [id.slice(0, id.lastIndexOf(':'))]);
    if (!event) throw new Error(`${databaseOf(workshop)} has no ${id}.`);
    return documentOf(event, this.laptop.key) as Record<string, unknown>;
  }

  async close(): Promise<void> {
    for (const close of this.closers) close();
    await this.service.close();
    await this.laptop.close();
  }
}
