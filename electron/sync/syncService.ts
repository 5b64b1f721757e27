import { parseEnrolmentLine } from '@shared/contract/hub';
import type { RefusedDocument, RemoteState, SyncMode, SyncProgress, SyncReach, SyncRemote, SyncResult, SyncRun, SyncState } from '@shared/contract/syncState';
import type { IsErased } from '../journal/erasedPeople';
import { AutomaticRuns } from './client/automaticRuns';
import { enrol, urlsOf } from './client/enrol';
import { joinedReach } from './client/reach';
import { RemoteLink } from './client/remoteLink';
import { AddressError, readAddress, remoteId, Remotes } from './client/remotes';
import { forgetRefusedPeople } from './client/refusedList';
import { RunLog } from './client/runLog';
import { Secrets } from './client/secrets';
import { SyncError } from './client/syncError';
import type { NewRemote, SyncSurroundings } from './syncSurroundings';

interface Running {
  controller: AbortController;
  progress: SyncProgress | null;
  done: Promise<SyncResult>;
}

/** A remote that is in use. */
interface Live {
  link: RemoteLink;
  log: RunLog;
  automatic: AutomaticRuns;
  running: Running | null;
  close(): void;
}

/** The exchange with headquarters and hubs, as windows and kiosks see it: what is set up, what runs, what waits. */
export class SyncService {
  private readonly remotes: Remotes;
  private readonly secrets: Secrets;
  private readonly live = new Map<string, Live>();
  private readonly callbacks = new Set<() => void>();
  private readonly stopGrowth: () => void;

  /** @throws for files that are damaged. */
  constructor(private readonly around: SyncSurroundings) {
    this.remotes = new Remotes(around.dataFolder);
    this.secrets = new Secrets(this.remotes, around.keychain);
    for (const remote of this.remotes.all) this.connect(remote);
    this.stopGrowth = around.source.onGrown(() => {
      for (const { automatic } of this.live.values()) automatic.grown();
    });
  }

  /** Calls back when the state may be another. Returns how to stop that. */
  onChange(callback: () => void): () => void {
    this.callbacks.add(callback);
    return () => this.callbacks.delete(callback);
  }

  async state(): Promise<SyncState> {
    return { metered: this.remotes.metered, unsynced: await this.unsynced(), remotes: this.remotes.all.map((remote) => this.stateOf(remote)) };
  }

  /** Events that the first remote does not have yet; all while there is none. */
  async unsynced(): Promise<number> {
    const [first] = this.remotes.all;
    // Without any, the journal alone says it: its index, which takes memory to make, is not asked for what nobody sends.
    return first ? this.of(first.id).link.pending() : this.around.source.lastLine;
  }

  /** Events that a remote does not have yet, by its id. */
  async pending(): Promise<Record<string, number>> {
    return Object.fromEntries(await Promise.all(this.remotes.all.map(async ({ id }) => [id, await this.of(id).link.pending()] as const)));
  }

  /** Whether everything here has reached all that are set up, and since when; null while none is. */
  async reach(): Promise<SyncReach | null> {
    return joinedReach(await Promise.all(this.remotes.all.map(({ id }) => this.of(id).link.reach(this.of(id).log.lastSuccessAt))));
  }

  /** How many events are here, of all computers and workshops. */
  async events(): Promise<number> {
    const { source } = this.around;
    const counts = await Promise.all((await source.workshops()).map((workshop) => source.count(workshop)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /**
   * Runs now; joins the run that is under way.
   *
   * @param onMetered somebody said to use a metered connection all the same.
   * @throws SyncError
   */
  async syncNow(id: string, options: { onMetered?: boolean } = {}): Promise<SyncResult> {
    return this.begin(id, options);
  }

  /** The same, with the run's outcome in its answer and in the state. @throws SyncError at once for a run that does not begin. */
  begin(id: string, { onMetered = false }: { onMetered?: boolean } = {}): Promise<SyncResult> {
    const live = this.of(id);
    if (live.running) return live.running.done;
    if (this.remotes.metered && !onMetered) throw new SyncError('metered', '');
    if (live.link.remote.mode === 'off') throw new SyncError('cancelled', 'it is switched off');
    return this.run(live, (options) => live.link.run(options));
  }

  /** Offers refused documents again; all of them where no keys are named. @returns what a run thereafter did. */
  async retryRefused(id: string, keys: readonly string[] | null = null): Promise<SyncResult> {
    const live = this.of(id);
    await live.running?.done.catch(() => undefined);
    return this.run(live, async (options) => {
      await live.link.retryRefused(keys, options);
      return live.link.run(options);
    });
  }

  /** Stops a run; the next one goes on at the same place. */
  async cancel(id: string): Promise<void> {
    const { running } = this.of(id);
    running?.controller.abort();
    await running?.done.catch(() => undefined);
  }

  setMode(id: string, mode: SyncMode): void {
    const live = this.of(id);
    this.replace({ ...live.link.remote, mode });
    if (mode === 'off') live.running?.controller.abort();
  }

  /** On a metered connection nothing is sent by itself. */
  setMetered(metered: boolean): void {
    this.remotes.setMetered(metered);
    for (const { link, automatic } of this.live.values()) automatic.setActive(this.isAutomatic(link.remote));
    this.changed();
  }

  /** Adds a CouchDB. @throws AddressError, PassphraseNeededError */
  async addRemote({ address, name, auth, user, secret, mode, all }: NewRemote): Promise<SyncRemote> {
    const read = readAddress(address);
    const remote: SyncRemote = { id: remoteId(read.url, null), name, kind: 'couchdb', urls: [read.url], fingerprint: null, auth, user: user || read.user, mode, all, relay: true };
    if (auth !== 'none') await this.secrets.keep(remote.id, secret || read.password);
    this.replace(remote);
    return remote;
  }

  /**
   * Enrols this laptop at a hub by the line that the hub shows.
   *
   * @param ownName what the hub is to call this laptop.
   * @throws AddressError, PassphraseNeededError, SyncError
   */
  async addHub(text: string, ownName: string, mode: SyncMode, all = false): Promise<SyncRemote> {
    const { line, problem } = parseEnrolmentLine(text);
    if (!line) throw new AddressError(`${problem}: this is not the whole line that a hub shows. Copy it again, from "champions-hub:" to its end.`);
    void this.secrets.box; // before the code, which works once, is used
    const { fingerprint } = line;
    const transport = this.around.transportTo({ fingerprint });
    try {
      const { token, name, relay, url } = await enrol(line, this.around.key, ownName, transport.fetch, this.around.limits);
      const urls = [url, ...urlsOf(line).filter((each) => each !== url)];
      const remote: SyncRemote = { id: remoteId(url, fingerprint), name, kind: 'hub', urls, fingerprint, auth: 'token', user: '', mode, all, relay };
      await this.secrets.keep(remote.id, token);
      this.replace(remote);
      return remote;
    } finally {
      transport.close();
    }
  }

  async removeRemote(id: string): Promise<void> {
    await this.cancel(id);
    this.disconnect(id);
    this.secrets.forget(id);
    this.remotes.remove(id);
    this.changed();
  }

  /** Takes the passphrase with which secrets are sealed where there is no keychain. @throws WrongPassphraseError */
  async unlock(passphrase: string): Promise<void> {
    await this.secrets.unlock(passphrase);
    for (const { automatic } of this.live.values()) automatic.networkChanged();
    this.changed();
  }

  refused(id: string): RefusedDocument[] {
    return this.of(id).link.refused.all().map(({ key, direction, workshop, id: document, code, reason, at }) => ({ key, direction, workshop, id: document, code, reason, at }));
  }

  /** Somebody has looked at refused documents, and they need not be shown any more. */
  answerRefused(id: string, keys: readonly string[]): void {
    this.of(id).link.refused.remove(keys);
    this.changed();
  }

  /** The last runs, the newest first. */
  runs(id: string): readonly SyncRun[] {
    return this.of(id).log.runs;
  }

  /** The network went, came or is another one. */
  networkChanged(): void {
    for (const { automatic } of this.live.values()) automatic.networkChanged();
  }

  /** Deletes what is kept of erased people. */
  forgetPeople(isErased: IsErased): void {
    for (const { link } of this.live.values()) link.refused.forgetPeople(isErased);
    forgetRefusedPeople(this.around.dataFolder, isErased, (id) => this.live.has(id));
  }

  /** Ends all runs. */
  async stop(): Promise<void> {
    this.stopGrowth();
    for (const id of this.live.keys()) await this.cancel(id);
    for (const id of this.live.keys()) this.disconnect(id);
    await this.around.work.close();
  }

  private run(live: Live, doing: (options: { signal: AbortSignal; onProgress(progress: SyncProgress): void }) => Promise<SyncResult>): Promise<SyncResult> {
    const { now, log } = this.around;
    const { link, automatic } = live;
    const controller = new AbortController();
    const startedAt = new Date(now()).toISOString();
    const end = (result: SyncResult | null, error: unknown): void => {
      const known = error === null || error instanceof SyncError ? error : new SyncError('local_fault', (error as Error).message);
      const problem = known?.problem ?? null;
      live.running = null;
      live.log.add({ startedAt, endedAt: new Date(now()).toISOString(), result, problem, detail: known?.detail ?? '' });
      if (known) log(`Sync with ${link.remote.name} (${link.remote.urls[0]}): ${known.message}`);
      automatic.ended(problem, known?.retryAfterMs ?? null);
      this.changed();
    };
    const onProgress = (progress: SyncProgress): void => {
      if (live.running) live.running.progress = progress;
      this.changed();
    };
    automatic.started();
    const done = doing({ signal: controller.signal, onProgress }).then(
      (result) => {
        end(result, null);
        return result;
      },
      (error: unknown) => {
        end(null, error);
        throw error;
      },
    );
    live.running = { controller, progress: null, done };
    done.catch(() => undefined);
    this.changed();
    return done;
  }

  private stateOf(remote: SyncRemote): RemoteState {
    const { running, automatic, log, link } = this.of(remote.id);
    return {
      remote,
      running: running !== null,
      progress: running?.progress ?? null,
      nextAt: automatic.dueAt === null ? null : new Date(automatic.dueAt).toISOString(),
      lastRun: log.runs[0] ?? null,
      lastSuccessAt: log.lastSuccessAt,
      driftMs: link.driftMs,
      refused: link.refused.size,
      locked: this.secrets.isLocked(remote),
      plain: remote.urls.some((url) => readAddress(url).isPlain),
    };
  }

  private replace(remote: SyncRemote): void {
    this.remotes.put(remote);
    const live = this.live.get(remote.id);
    if (live?.running) live.link.remote = remote;
    else {
      this.disconnect(remote.id);
      this.connect(remote);
    }
    this.of(remote.id).automatic.setActive(this.isAutomatic(remote));
    this.changed();
  }

  private connect(remote: SyncRemote): void {
    const { source, work, now, random, limits } = this.around;
    const folder = this.remotes.folderOf(remote.id);
    const { fetch, close } = this.around.transportTo(remote);
    const link = new RemoteLink(remote, { source, work, fetch, folder, now, credentials: () => this.secrets.of(link.remote), ...(limits ? { limits } : {}) });
    const automatic = new AutomaticRuns({ now, random, run: () => void this.syncNow(remote.id).catch(() => undefined) });
    this.live.set(remote.id, { link, log: new RunLog(folder), automatic, running: null, close });
    automatic.setActive(this.isAutomatic(remote));
  }

  private disconnect(id: string): void {
    const live = this.live.get(id);
    live?.automatic.setActive(false);
    live?.close();
    this.live.delete(id);
  }

  private isAutomatic({ mode }: SyncRemote): boolean {
    return mode === 'automatic' && !this.remotes.metered;
  }

  private of(id: string): Live {
    const live = this.live.get(id);
    if (!live) throw new Error(`There is no remote ${id}.`);
    return live;
  }

  private changed(): void {
    for (const callback of this.callbacks) callback();
  }
}
