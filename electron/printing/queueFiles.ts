import fs from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { certificateNumber } from '@shared/contract/certificates';
import { printJob } from '@shared/contract/printing';
import type { IsErased } from '../journal/erasedPeople';
import { createFolder, replaceFile } from '../journal/segments';

/** The certificate that a job is of. */
const certificate = v.object({
  number: certificateNumber,
  station: v.nullable(v.string()),
  /** How often it has come out. */
  prints: v.number(),
  /** Prints that the journal does not have yet, by the nonce that makes each an event only once. */
  toNote: v.array(v.string()),
});

/** A job as it is kept: what is shown of it, of which workshop it is, what the printer knows it by, and whose certificate it is, if it is one. */
const keptJob = v.object({ ...printJob.entries, version: v.literal(1), workshop: v.optional(v.nullable(v.string()), null), printerJob: v.nullable(v.number()), certificate: v.optional(certificate) });
export type KeptJob = v.InferOutput<typeof keptJob>;

/** The folder of a print queue: for every job what is known of it, and its document until it is settled. */
export class QueueFiles {
  constructor(private readonly folder: string) {
    createFolder(folder);
  }

  /** All that are kept, by when they were made, and the files that are none. */
  load(): { jobs: KeptJob[]; damaged: string[] } {
    const jobs: KeptJob[] = [];
    const damaged: string[] = [];
    for (const name of fs.readdirSync(this.folder).filter((each) => each.endsWith('.json'))) {
      try {
        jobs.push(v.parse(keptJob, JSON.parse(fs.readFileSync(path.join(this.folder, name), 'utf8'))));
      } catch {
        damaged.push(path.join(this.folder, name));
      }
    }
    return { jobs: jobs.sort((a, b) => a.createdAt.localeCompare(b.createdAt)), damaged };
  }

  /** Is on the disk when this returns. */
  keep(job: KeptJob): void {
    replaceFile(this.fileOf(job.id, 'json'), `${JSON.stringify(job)}\n`, 0o600);
  }

  keepDocument(id: string, document: Buffer): void {
    replaceFile(this.fileOf(id, 'pdf'), document, 0o600);
  }

  document(id: string): Buffer | null {
    try {
      return fs.readFileSync(this.fileOf(id, 'pdf'));
    } catch {
      return null;
    }
  }

  forget(id: string): void {
    for (const kind of ['pdf', 'json'] as const) fs.rmSync(this.fileOf(id, kind), { force: true });
  }

  /**
   * Deletes what is of erased people, and whatever nobody can say whose it is: jobs that cannot be read, documents without a
   * job, what a crash left half written. @returns the ids of the jobs that are gone.
   */
  forgetPeople(isErased: IsErased): string[] {
    const kept = new Set<string>();
    const gone: string[] = [];
    const { jobs } = this.load();
    for (const { id, workshop, registrationId } of jobs) {
      if (registrationId !== null && isErased(workshop, registrationId)) gone.push(id);
      else kept.add(id);
    }
    for (const name of fs.readdirSync(this.folder)) {
      const [id = ''] = name.split('.');
      if (!kept.has(id) || name.endsWith('.new')) fs.rmSync(path.join(this.folder, name), { force: true });
    }
    return gone;
  }

  private fileOf(id: string, kind: 'json' | 'pdf'): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`"${id}" is no job's id.`);
    return path.join(this.folder, `${id}.${kind}`);
  }
}
