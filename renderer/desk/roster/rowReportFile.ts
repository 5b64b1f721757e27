import type { StoreClient } from '@shared/contract/storeClient';
import type { RosterFile } from './rosterFile';

/** Saves a CSV file that says of every row what became of it. It comes from the store in parts: the window stays usable. */
export async function downloadRowReport(client: Pick<StoreClient, 'query'>, file: RosterFile): Promise<void> {
  const parts: string[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: { csv: string; next: number | null } = await client.query('import.rowReport', { importId: file.importId, from });
    parts.push(page.csv);
    from = page.next;
  }
  const address = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${file.name.replace(/\.[^.]*$/, '')} - report.csv`;
  link.click();
  // The download has its own hold on the data as soon as it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
