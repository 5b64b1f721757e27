import type { ImportReport } from '@shared/contract/reports';
import type { StoreClient } from '@shared/contract/storeClient';

export type ImportKind = 'roster' | 'agenda';

/** An agenda file that was chosen, read once: the dry run and the import must see the same bytes. */
export interface ChosenFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The day to move its first day to, `YYYY-MM-DD`; empty leaves it. */
  firstDay: string;
}

/** A long agenda takes a while on a slow laptop, in ms. */
const patience = 300_000;

export function importAgenda(client: Pick<StoreClient, 'command'>, { name, bytes, firstDay }: ChosenFile, dryRun: boolean): Promise<ImportReport> {
  return client.command('agenda.import', { fileName: name, bytes, dryRun, ...(firstDay === '' ? {} : { firstDay }) }, patience);
}

/** Also where all it does is take sessions out. */
export function changesAnything({ added, updated, removed = 0 }: ImportReport): boolean {
  return added + updated + removed > 0;
}
