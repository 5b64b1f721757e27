import type { ImportReport } from '@shared/contract/reports';
import type { StoreClient } from '@shared/contract/storeClient';

export type ImportKind = 'roster' | 'agenda';

/** A file that was chosen, read once: the dry run and the import must see the same bytes. */
export interface ChosenFile {
  kind: ImportKind;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** For an agenda: the day to move its first day to, `YYYY-MM-DD`; empty leaves it. */
  firstDay: string;
}

/** A hundred thousand rows take a while on a slow laptop, in ms. */
const patience = 300_000;

export function runImport(client: Pick<StoreClient, 'command'>, file: ChosenFile, dryRun: boolean): Promise<ImportReport> {
  const params = { fileName: file.name, bytes: file.bytes, dryRun };
  return file.kind === 'roster'
    ? client.command('roster.import', params, patience)
    : client.command('agenda.import', { ...params, ...(file.firstDay === '' ? {} : { firstDay: file.firstDay }) }, patience);
}

export function changesAnything(report: ImportReport): boolean {
  return report.added + report.updated + (report.removed ?? 0) > 0;
}
