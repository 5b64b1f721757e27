import path from 'node:path';
import type { DeviceKey } from '../../deviceKey';
import type { EventSource } from '../eventSource';
import type { Lock } from './ageFile';
import { hqKeyOf, type HqKey, ownIdentities, readIdentities, rememberedRecipient, rememberRecipient } from './hqKey';
import { HandOverProblem } from './problems';
import { olderReceipt, saveReceipt } from './receipts';
import { takeOver, type TakenOver, type TakeOverProgress } from './takeOver';
import { type HandOverWritten, writeHandOver } from './writeHandOver';

/** How a hand-over is to be locked; without either, for the recipient that was set for this data folder. */
export interface HandOverOptions {
  recipient?: string;
  passphrase?: string;
  /** An older hand-over, or its receipt: only what is new since then is written. */
  since?: string;
  /** What people call this laptop. */
  name?: string;
  onProgress?: (written: number, all: number) => void;
  signal?: AbortSignal;
}

export interface HandedOver extends HandOverWritten {
  file: string;
  /** Where its receipt lies, from which a later hand-over goes on. */
  receipt: string;
}

export interface TakeOverOptions {
  /** A file with the key; without it, this data folder's own. */
  identity?: string;
  passphrase?: string;
  onProgress?: (progress: TakeOverProgress) => void;
  signal?: AbortSignal;
}

/** Hand-overs of a data folder, out and in: what the headless commands do, and what a window can show the progress of. One at a time. */
export class HandOverService {
  private busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly source: EventSource,
    private readonly dataFolder: string,
    private readonly key: DeviceKey,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @throws HandOverProblem; what the file system says. No file is left then. */
  handOver(file: string, options: HandOverOptions = {}): Promise<HandedOver> {
    return this.inTurn(async () => {
      const { since, name, onProgress, signal } = options;
      const lock = this.lockOf(options);
      const older = since === undefined ? null : await olderReceipt(this.dataFolder, since);
      const written = await writeHandOver({
        source: this.source, key: this.key, lock, file, since: older, madeAt: this.now().toISOString(),
        ...(name === undefined ? {} : { name }), ...(onProgress ? { onProgress } : {}), ...(signal ? { signal } : {}),
      });
      const { sha256, manifest, ends } = written;
      return { ...written, file, receipt: saveReceipt(this.dataFolder, { file: path.basename(file), sha256, manifest, ends }) };
    });
  }

  /** @throws HandOverProblem; JournalWriteError; what the file system says. */
  takeOver(file: string, { identity, passphrase, onProgress, signal }: TakeOverOptions = {}): Promise<TakenOver> {
    return this.inTurn(async () => {
      const identities = identity === undefined ? await ownIdentities(this.dataFolder) : await readIdentities(identity);
      return takeOver({
        source: this.source, file, keys: { identities, ...(passphrase === undefined ? {} : { passphrase }) },
        ...(onProgress ? { onProgress } : {}), ...(signal ? { signal } : {}),
      });
    });
  }

  hqKey(): Promise<HqKey> {
    return hqKeyOf(this.dataFolder, this.now().toISOString());
  }

  get recipient(): string | null {
    return rememberedRecipient(this.dataFolder);
  }

  /** @throws HandOverProblem `not_a_key` */
  setRecipient(recipient: string): void {
    rememberRecipient(this.dataFolder, recipient);
  }

  private lockOf({ recipient, passphrase }: HandOverOptions): Lock {
    if (passphrase !== undefined) return { passphrase };
    const known = recipient ?? this.recipient;
    if (known === null) {
      throw new HandOverProblem('no_recipient', 'Nobody is named who can open the hand-over. Name headquarters with --to age1… (hq-key prints that there), keep it with hq-key --remember age1…, or lock the file with --passphrase-env NAME.');
    }
    return { recipient: known };
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.busy.then(run, run);
    this.busy = result.catch(() => undefined);
    return result;
  }
}
