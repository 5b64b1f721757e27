import fs from 'node:fs/promises';
import path from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import type { CertificateRun, certificateRunChannels, RunRequest } from '@shared/contract/certificateRuns';
import { KioskError } from '@shared/contract/errors';
import type { StoreClient } from '@shared/contract/storeClient';
import type { Handlers } from '../windows/appChannelService';
import { openPress } from './press';
import { type KeptRun, loadRun, saveRun } from './runFile';
import { fileNameOf, sortedByName, writeWhole } from './runFiles';
import { issueSealed, type SealedCertificate } from './sealedCertificates';
import type { SteadyPress } from './steadyPress';

interface Surroundings {
  dataFolder: string;
  client(): StoreClient | null;
  desk(): BrowserWindow | null;
  onProblem(sentence: string): void;
}

/** After so many files, what is on the disk is noted; a crash makes no more than these again. */
const notedEvery = 20;

/** Makes the certificates of everybody who is entitled to one, in the background; one run at a time. */
export class CertificateRuns {
  private state: CertificateRun | null;
  private kept: KeptRun | null;
  private running: Promise<void> | null = null;
  private cancelled = false;

  constructor(private readonly around: Surroundings) {
    this.kept = loadRun(around.dataFolder);
    this.state = this.kept && stateOf(this.kept);
  }

  get handlers(): Pick<Handlers, keyof typeof certificateRunChannels> {
    return {
      'certificates.run': async (request) => {
        this.expectIdle();
        const place = await this.askPlace(request);
        if (place === null) return null;
        this.expectIdle();
        return this.begin({ version: 1, ...request, place, ended: null, done: [], total: null });
      },
      'certificates.runState': () => this.state,
      'certificates.runCancel': async () => {
        this.cancelled = true;
        await this.running;
        return this.state;
      },
      'certificates.runResume': () => {
        this.expectIdle();
        if (!this.kept || this.kept.ended === 'done') throw new KioskError('invalid_request', 'There is no run to go on with. Begin a new one.');
        return this.begin({ ...this.kept, ended: null });
      },
      'certificates.runShow': () => {
        if (this.state) shell.showItemInFolder(this.state.place);
        return null;
      },
    };
  }

  /** Ends the work; what is on the disk stays noted, and the rest can be gone on with. */
  async close(): Promise<void> {
    if (!this.running) return;
    this.cancelled = true;
    await this.running;
  }

  private expectIdle(): void {
    if (this.running) throw new KioskError('invalid_request', 'Certificates are being made already. Wait for them, or cancel.');
  }

  private async askPlace({ form }: RunRequest): Promise<string | null> {
    const desk = this.around.desk();
    if (!desk) throw new KioskError('store_unavailable', 'The desk is being started.');
    if (form === 'files') {
      const { canceled, filePaths } = await dialog.showOpenDialog(desk, { properties: ['openDirectory', 'createDirectory'] });
      return canceled ? null : (filePaths[0] ?? null);
    }
    const { canceled, filePath } = await dialog.showSaveDialog(desk, { defaultPath: 'certificates.pdf', filters: [{ name: 'PDF', extensions: ['pdf'] }] });
    return canceled || !filePath ? null : filePath;
  }

  private begin(kept: KeptRun): CertificateRun {
    this.note(kept);
    this.cancelled = false;
    this.state = { ...stateOf(kept), phase: 'issuing' };
    this.running = this.work(kept).finally(() => {
      this.running = null;
    });
    return this.state;
  }

  private note(kept: KeptRun): void {
    this.kept = kept;
    saveRun(this.around.dataFolder, kept);
  }

  /** Never rejects: what goes wrong is told by the state. */
  private async work(kept: KeptRun): Promise<void> {
    let press: SteadyPress | null = null;
    try {
      const client = this.around.client();
      if (!client) throw new KioskError('store_unavailable', 'The check-in store is being started. Go on in a moment.');
      const { sealed, issued, already, refused } = await issueSealed(client, this.around.dataFolder, null, kept.kind ?? undefined);
      this.change({ phase: 'setting', total: sealed.length, issued, already, refused: refused.length });
      press = openPress(app.getAppPath(), this.around.dataFolder, this.around.onProblem, { paper: kept.paper });
      const sorted = sortedByName(sealed, kept.language);
      const whole = kept.form === 'files' ? await this.writeFiles(press, sorted, { ...kept, total: sealed.length }) : await this.writeMerged(press, sorted, kept);
      this.change({ phase: whole ? 'done' : 'cancelled' });
      this.note({ ...(this.kept as KeptRun), total: sealed.length, ended: whole ? 'done' : 'cancelled' });
    } catch (error) {
      this.change({ phase: 'failed', problem: (error as Error).message });
    } finally {
      await press?.close();
    }
  }

  /** @returns whether all of them are there now, and not cancelled before. */
  private async writeFiles(press: SteadyPress, sealed: readonly SealedCertificate[], kept: KeptRun): Promise<boolean> {
    await fs.mkdir(kept.place, { recursive: true });
    const there = new Set(kept.done);
    this.change({ done: sealed.filter(({ number }) => there.has(number)).length });
    for (const each of sealed) {
      if (there.has(each.number)) continue;
      if (this.cancelled) break;
      const file = path.join(kept.place, fileNameOf(each));
      const { pdf, missing } = await press.file(each);
      await writeWhole(`${file}.json`, each.credential);
      await writeWhole(`${file}.pdf`, pdf);
      there.add(each.number);
      this.tell(each, missing);
      if (there.size % notedEvery === 0) this.note({ ...kept, done: [...there] });
    }
    this.note({ ...kept, done: [...there] });
    return sealed.every(({ number }) => there.has(number));
  }

  private async writeMerged(press: SteadyPress, sealed: readonly SealedCertificate[], kept: KeptRun): Promise<boolean> {
    if (sealed.length === 0) return true;
    for (const each of sealed) {
      if (this.cancelled) return false;
      const { missing } = await press.page(each);
      this.tell(each, missing);
    }
    await writeWhole(kept.place, await press.finish());
    return true;
  }

  private tell({ certificate: { registrationId, name } }: SealedCertificate, characters: string[]): void {
    const { done, missing } = this.state as CertificateRun;
    this.change({ done: done + 1, missing: characters.length === 0 ? missing : [...missing, { registrationId, name, characters }] });
  }

  private change(parts: Partial<CertificateRun>): void {
    this.state = { ...(this.state as CertificateRun), ...parts };
  }
}

/** A run as it was left. */
function stateOf({ form, kind, place, ended, done, total }: KeptRun): CertificateRun {
  return {
    form, kind, place, phase: ended ?? 'interrupted', done: form === 'files' ? done.length : ended === 'done' ? (total ?? 0) : 0, total,
    issued: 0, already: 0, refused: 0, missing: [], problem: null,
  };
}
