import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { emptySetupNotes, type SetupNotes, setupNotes } from '@shared/contract/setup';
import { createFolder, replaceFile } from '../journal/segments';

/** What setting up keeps, in `setup.json` of the data folder. A file that cannot be read is as good as none: only hints are lost. */
export class SetupNotesFile {
  private notes: SetupNotes;

  constructor(
    private readonly dataFolder: string,
    log: (message: string) => void,
  ) {
    this.notes = this.read(log);
  }

  get current(): SetupNotes {
    return this.notes;
  }

  /** @throws when the disk cannot take it. */
  change(changes: Partial<Omit<SetupNotes, 'version'>>): SetupNotes {
    const next = { ...this.notes, ...changes };
    createFolder(this.dataFolder);
    replaceFile(this.file, `${JSON.stringify(next, null, 2)}\n`);
    this.notes = next;
    return next;
  }

  private get file(): string {
    return path.join(this.dataFolder, 'setup.json');
  }

  private read(log: (message: string) => void): SetupNotes {
    try {
      return v.parse(setupNotes, JSON.parse(fs.readFileSync(this.file, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log(`${this.file} cannot be read; setting up begins anew: ${(error as Error).message}`);
      return emptySetupNotes;
    }
  }
}
