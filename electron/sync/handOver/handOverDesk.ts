import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { KioskError } from '@shared/contract/errors';
import type { HandOverRefusal, HandOverView } from '@shared/contract/syncChannels';
import type { DeviceKey } from '../../deviceKey';
import type { Handlers } from '../../windows/appChannelService';
import type { EventSource } from '../eventSource';
import { HandOverService } from './handOverService';
import { HandOverProblem } from './problems';
import { latestReceipt } from './receipts';

interface Surroundings {
  dataFolder: string;
  source: EventSource;
  key: DeviceKey;
  desk(): BrowserWindow | null;
}

const filters = [{ name: 'Champions hand-over', extensions: ['champions-handover', 'age'] }];

/** Hand-overs as a window asks for them: the dialogs, the progress, and what became of it. */
export class HandOverDesk {
  private readonly service: HandOverService;
  private running: HandOverView['running'] = null;
  private controller = new AbortController();

  constructor(private readonly around: Surroundings) {
    this.service = new HandOverService(around.source, around.dataFolder, around.key);
  }

  view(): HandOverView {
    return { recipient: this.service.recipient, running: this.running };
  }

  get handlers() {
    return {
      'handOver.write': async ({ passphrase, sinceLast }) => {
        const day = new Date().toISOString().slice(0, 10);
        const { filePath, canceled } = await dialog.showSaveDialog(this.window(), { defaultPath: `hand-over-${this.around.source.device}-${day}.champions-handover`, filters });
        if (canceled || !filePath) return null;
        const done = await this.during('writing', async (signal, onProgress) => {
          const since = sinceLast ? await latestReceipt(this.around.dataFolder) : null;
          if (sinceLast && since === null) throw new HandOverProblem('unknown_receipt', 'There is no earlier hand-over.');
          const { file, documents } = await this.service.handOver(filePath, { ...(passphrase === null ? {} : { passphrase }), ...(since === null ? {} : { since }), signal, onProgress });
          return { file, events: documents };
        });
        return { written: done.value, refused: done.refused };
      },
      'handOver.take': async ({ passphrase }) => {
        const { filePaths, canceled } = await dialog.showOpenDialog(this.window(), { properties: ['openFile'], filters: [...filters, { name: '*', extensions: ['*'] }] });
        const [file] = filePaths;
        if (canceled || file === undefined) return null;
        const done = await this.during('reading', async (signal, onProgress) => {
          const taken = await this.service.takeOver(file, { ...(passphrase === null ? {} : { passphrase }), signal, onProgress: ({ step, read, size }) => onProgress(step === 'taking' ? size + read : read, 2 * size) });
          const { read, added, known, refused, missing, cutAfter } = taken;
          return { file: path.basename(file), read, added, known, refused: refused.length, missing, cut: cutAfter !== null };
        });
        return { taken: done.value, refused: done.refused };
      },
      'handOver.cancel': () => {
        this.controller.abort();
        return null;
      },
      'handOver.setRecipient': ({ recipient }) => {
        try {
          this.service.setRecipient(recipient);
          return { set: true };
        } catch (error) {
          if (error instanceof HandOverProblem) return { set: false };
          throw error;
        }
      },
      'handOver.ownKey': async () => ({ recipient: (await this.service.hqKey()).recipient }),
    } satisfies Partial<Handlers>;
  }

  close(): void {
    this.controller.abort();
  }

  private async during<T>(what: 'writing' | 'reading', deed: (signal: AbortSignal, onProgress: (done: number, all: number) => void) => Promise<T>): Promise<{ value: T | null; refused: HandOverRefusal | null }> {
    this.controller = new AbortController();
    const { signal } = this.controller;
    this.running = { what, done: 0, all: null };
    try {
      const value = await deed(signal, (done, all) => {
        this.running = { what, done, all };
      });
      return { value, refused: null };
    } catch (error) {
      const problem = signal.aborted ? 'cancelled' : error instanceof HandOverProblem ? error.code : 'failed';
      return { value: null, refused: { problem, detail: (error as Error).message } };
    } finally {
      this.running = null;
    }
  }

  private window(): BrowserWindow {
    const desk = this.around.desk();
    if (!desk) throw new KioskError('internal', 'There is no window to ask from.');
    return desk;
  }
}
