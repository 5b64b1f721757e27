import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { StoreClient } from '@shared/contract/storeClient';
import type { RosterFile } from './rosterFile';

/**
 * Saves a CSV file that says of every row what became of it. It comes from the store in parts: both stay usable.
 *
 * @returns where it is now; null if nobody wanted it after all
 */
export async function saveRowReport(client: Pick<StoreClient, 'query'>, bridge: Pick<ChampionsBridge, 'call'>, file: RosterFile): Promise<string | null> {
  const parts: string[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const page: { csv: string; next: number | null } = await client.query('import.rowReport', { importId: file.importId, from });
    parts.push(page.csv);
    from = page.next;
  }
  const saved = await bridge.call('rowReport.save', { fileName: `${file.name.replace(/\.[^.]*$/, '')} - report.csv`, parts });
  return saved?.file ?? null;
}
