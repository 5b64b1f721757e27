import fs from 'node:fs';
import path from 'node:path';
import { session } from 'electron';
import { replaceFile } from '../journal/segments';

/**
 * What the browser keeps on the disk for the store. A database that somebody was deleted from still has their bytes in
 * its log and its tables until it happens to tidy up, so after an erasure all of it is taken away: the journal makes
 * another one. `store.json` says how many erasures the files that are there have never known.
 */
export class StoreFiles {
  private readonly mark: string;
  private readonly databases: string;

  constructor(dataFolder: string) {
    this.mark = path.join(dataFolder, 'store.json');
    this.databases = path.join(dataFolder, 'profile', 'IndexedDB');
  }

  get erasures(): number {
    try {
      const { version, erasures } = JSON.parse(fs.readFileSync(this.mark, 'utf8')) as { version: number; erasures: number };
      return version === 1 && Number.isInteger(erasures) ? erasures : 0;
    } catch {
      return 0;
    }
  }

  /** Before the browser has opened them: at a start, when an erasure was cut short. */
  remove(erasures: number): void {
    let names: string[] = [];
    try {
      names = fs.readdirSync(this.databases);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    for (const name of names) {
      if (name.startsWith('app_store_')) fs.rmSync(path.join(this.databases, name), { recursive: true, force: true, maxRetries: 5 });
    }
    replaceFile(this.mark, `${JSON.stringify({ version: 1, erasures })}\n`);
  }

  /** While the application runs, and no window of the store does. */
  async wipe(erasures: number): Promise<void> {
    await session.defaultSession.clearStorageData({ origin: 'app://store', storages: ['indexdb'] });
    if (erasures > 0) this.remove(erasures);
  }
}
