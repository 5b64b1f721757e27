import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { runRequest } from '@shared/contract/certificateRuns';
import { createFolder, replaceFile } from '../journal/segments';

/** What is kept of a run, so that it can be gone on with. It names nobody: certificates are known by their numbers. */
const keptRun = v.object({
  version: v.literal(1),
  ...runRequest.entries,
  place: v.string(),
  /** It came to its end, or a person cancelled it. */
  ended: v.nullable(v.picklist(['done', 'cancelled'])),
  /** Numbers of the files that are on the disk. */
  done: v.array(v.string()),
  total: v.nullable(v.number()),
});
export type KeptRun = v.InferOutput<typeof keptRun>;

/** The last run of a data folder. @returns null where there was none, or its file is damaged: then there is nothing to go on with. */
export function loadRun(dataFolder: string): KeptRun | null {
  try {
    return v.parse(keptRun, JSON.parse(fs.readFileSync(runFile(dataFolder), 'utf8')));
  } catch {
    return null;
  }
}

export function saveRun(dataFolder: string, run: KeptRun): void {
  createFolder(path.dirname(runFile(dataFolder)));
  replaceFile(runFile(dataFolder), JSON.stringify(run));
}

function runFile(dataFolder: string): string {
  return path.join(dataFolder, 'certificates', 'run.json');
}
