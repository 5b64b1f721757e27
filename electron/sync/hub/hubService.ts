import os from 'node:os';
import path from 'node:path';
import { formatEnrolmentLine, type HubDevice, isLoopback } from '@shared/contract/hub';
import type { DeviceKey } from '../../deviceKey';
import type { EventSource } from '../eventSource';
import { Checkpoints } from './checkpoints';
import { Growth } from './growth';
import { hubCertificate } from './hubCertificate';
import { type CodeWish, HubRecords } from './hubRecords';
import { HubServer } from './hubServer';
import { HubThreads } from './hubThreads';
import { type HubLimits, hubLimits } from './limits';
import { type HubInterface, hubInterfaces, reachableHosts } from './networkInterfaces';
import { RefusalLog, type RefusedRequest } from './refusal';

export interface HubServiceOptions {
  dataFolder: string;
  source: EventSource;
  /** This laptop's key; its id is the hub's. */
  key: DeviceKey;
  /** The application's version. */
  version: string;
  log: (message: string) => void;
  onRefused?: (refused: RefusedRequest) => void;
  onEnrolled?: (device: { device: string; name: string; relay: boolean }) => void;
  limits?: Partial<HubLimits>;
  /** UTC milliseconds. */
  now?: () => number;
  /** `hubWorker`, as it was built. */
  workerFile?: string;
  interfaces?: typeof os.networkInterfaces;
}

/** Where a hub is to listen. What is left out is as it was the last time. */
export interface HubPlace {
  /** An address of this machine, `0.0.0.0` for all of them. */
  host?: string;
  /** 0 for any that is free. */
  port?: number;
  /** On this machine itself, plain HTTP is spoken unless this says otherwise; in a network it is always TLS. */
  tls?: boolean;
  name?: string;
}

export interface HubStatus {
  running: boolean;
  /** Whether it is to run whenever the application does. */
  enabled: boolean;
  name: string;
  host: string;
  /** While it runs the port that it got, otherwise the one that was chosen. */
  port: number;
  tls: boolean;
  /** How neighbours reach it. */
  hosts: string[];
  /** SHA-256 of its certificate, base64url; null for plain HTTP and before its first start. */
  fingerprint: string | null;
  /** Why it does not run though it is to. */
  problem: string | null;
}

interface Running {
  server: HubServer;
  threads: HubThreads;
  growth: Growth;
  port: number;
  fingerprint: string | null;
}

/** The hub of a data folder: off until it is started, and again after a restart if it was on. */
export class HubService {
  private readonly records: HubRecords;
  private readonly refusals: RefusalLog;
  private readonly callbacks = new Set<() => void>();
  private running: Running | null = null;
  private problem: string | null = null;
  /** Where it was started for once, whatever the settings say. */
  private forOnce: HubPlace = {};
  /** Starting and stopping wait for each other. */
  private last: Promise<unknown> = Promise.resolve();

  /** @throws for a `hub.json` that is damaged. */
  constructor(private readonly options: HubServiceOptions) {
    const limits = this.limits;
    this.records = new HubRecords(options.dataFolder, limits.devices, () => this.now(), () => this.changed());
    this.refusals = new RefusalLog(options.log, () => performance.now(), options.onRefused);
  }

  status(): HubStatus {
    const { enabled, host, port, tls, name } = { ...this.records.settings, ...this.forOnce };
    const { running, problem } = this;
    return {
      running: running !== null,
      enabled,
      name: name ?? os.hostname(),
      host,
      port: running?.port ?? port,
      tls: tls || !isLoopback(host),
      hosts: reachableHosts(host, (this.options.interfaces ?? os.networkInterfaces)()),
      fingerprint: running?.fingerprint ?? null,
      problem,
    };
  }

  /** What it can be bound to. */
  interfaces(): HubInterface[] {
    return hubInterfaces((this.options.interfaces ?? os.networkInterfaces)());
  }

  /**
   * Starts serving, anew if it does already; from now on also whenever the application starts.
   *
   * @throws an Error whose sentence says what to do, such as for a port that is taken.
   */
  start(place: HubPlace = {}): Promise<HubStatus> {
    return this.inTurn(async () => {
      await this.end();
      this.forOnce = {};
      this.records.keep({ ...place, enabled: true });
      await this.begin();
      return this.status();
    });
  }

  /** Starts serving until it is stopped, and leaves the settings as they are. @throws like `start`. */
  startOnce(place: HubPlace = {}): Promise<HubStatus> {
    return this.inTurn(async () => {
      await this.end();
      this.forOnce = place;
      await this.begin();
      return this.status();
    });
  }

  /** Serves as it was left, if it was on. A problem is in the status, and in the log. */
  resume(): Promise<HubStatus> {
    return this.inTurn(async () => {
      if (this.records.settings.enabled && !this.running) await this.begin().catch((error: Error) => this.options.log(`The hub was not started: ${error.message}`));
      return this.status();
    });
  }

  /** Stops serving, for good. */
  stop(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      this.problem = null;
      this.records.keep({ enabled: false });
    });
  }

  /** Stops serving because the application ends. */
  close(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  devices(): HubDevice[] {
    return this.records.devices();
  }

  /** Makes a code with which devices enrol themselves, and the line that tells them how. @throws while the hub does not run. */
  newEnrolment(wish: CodeWish = {}): { line: string; code: string; expiresAt: string } {
    if (!this.running) throw new Error('The hub does not run. Start it first: the line for enrolling names its address and certificate.');
    const { code, expiresAt } = this.records.newCode(wish);
    const { hosts, port, fingerprint } = this.status();
    return { line: formatEnrolmentLine({ hosts, port, fingerprint, code }), code, expiresAt };
  }

  /** Lets a device in no more. False if it was not enrolled. */
  revoke(device: string): boolean {
    return this.records.revoke(device);
  }

  /** Calls back when the status or the devices have changed. Returns how to stop that. */
  onChange(callback: () => void): () => void {
    this.callbacks.add(callback);
    return () => void this.callbacks.delete(callback);
  }

  private get limits(): HubLimits {
    return { ...hubLimits, ...this.options.limits };
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }

  private changed(): void {
    for (const callback of this.callbacks) callback();
  }

  private async begin(): Promise<void> {
    const { dataFolder, source, key, version, log, onEnrolled, workerFile } = this.options;
    const { host, port, name, tls } = this.status();
    const threads = new HubThreads(workerFile ?? path.join(__dirname, 'hubWorker.js'), key);
    const growth = new Growth(source);
    try {
      const certificate = tls ? await hubCertificate(dataFolder) : null;
      const { records, limits } = this;
      const checkpoints = new Checkpoints(path.join(dataFolder, 'sync', 'checkpoints'), limits.checkpoints);
      const parts = { source, key, records, threads, checkpoints, growth, limits, version, name, now: () => this.now() };
      const server = new HubServer({ parts, certificate, refusals: this.refusals, log, onEnrolled: (device) => onEnrolled?.(device) });
      const got = await server.listen(host, port);
      this.running = { server, threads, growth, port: got, fingerprint: certificate?.fingerprint ?? null };
      this.problem = null;
    } catch (error) {
      growth.end();
      await threads.close();
      this.problem = sentenceOf(error as NodeJS.ErrnoException, host, port);
      throw new Error(this.problem, { cause: error });
    } finally {
      this.changed();
    }
  }

  private async end(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.running = null;
    running.growth.end();
    await running.server.close();
    await running.threads.close();
    this.records.flush();
    this.refusals.flush();
    this.changed();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}

function sentenceOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Another program uses port ${port} already. Choose another port for the hub.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host} just now. Choose one of those that it has, or join that network first.`;
    case 'EACCES':
      return `The system does not let this program use port ${port}. Choose one above 1024.`;
    default:
      return error.message;
  }
}
