import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { type SyncRun, syncRun } from '@shared/contract/syncState';
import { createFolder, replaceFile } from '../../journal/segments';

const most = 100;
const file = v.object({ version: v.literal(1), runs: v.array(syncRun), lastSuccessAt: v.nullable(v.string()) });

/** The last runs with a remote, `runs.json` in its folder, the newest first. A run of a minute ago that did as much as the next one is kept once. */
export class RunLog {
  private kept: v.InferOutput<typeof file> = { version: 1, runs: [], lastSuccessAt: null };
  private readonly file: string;

  constructor(folder: string) {
    createFolder(folder);
    this.file = path.join(folder, 'runs.json');
    try {
      this.kept = v.parse(file, JSON.parse(fs.readFileSync(this.file, 'utf8')));
    } catch {
      // The first run, or a file that tells nothing any more: the runs it told of are over.
    }
  }

  get runs(): readonly SyncRun[] {
    return this.kept.runs;
  }

  get lastSuccessAt(): string | null {
    return this.kept.lastSuccessAt;
  }

  add(run: SyncRun): void {
    const [last, ...others] = this.kept.runs;
    const isSame = last !== undefined && last.problem === run.problem && last.detail === run.detail && moved(last) === 0 && moved(run) === 0;
    const runs = [run, ...(isSame ? others : this.kept.runs)].slice(0, most);
    this.kept = { version: 1, runs, lastSuccessAt: run.problem === null ? run.endedAt : this.kept.lastSuccessAt };
    replaceFile(this.file, `${JSON.stringify(this.kept)}\n`);
  }
}

function moved({ result }: SyncRun): number {
  return result === null ? 0 : result.pushed + result.pulled;
}
