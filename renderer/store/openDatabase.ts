import { type HighWater, projectionVersion, StoreDatabase } from './database';

const nothing: HighWater = { line: 0, anchor: '' };

/** The database and how far its tables follow the journal; one that is damaged or of another version is begun anew. */
export async function openDatabase(onFault: (error: unknown, during: string) => void): Promise<{ database: StoreDatabase; applied: HighWater }> {
  for (const attempt of [1, 2]) {
    const database = new StoreDatabase();
    try {
      await database.open();
      const mark = await database.meta.get('tables');
      if (mark && mark.projectionVersion === projectionVersion) return { database, applied: mark.highWater };
      await database.transaction('rw', [database.meta, database.events, database.details], async () => {
        await Promise.all([database.meta.delete('tables'), database.events.clear(), database.details.clear()]);
      });
      return { database, applied: nothing };
    } catch (error) {
      onFault(error, 'opening the database');
      database.close();
      if (attempt === 1) await StoreDatabase.delete('champions-store').catch((reason: unknown) => onFault(reason, 'deleting the database'));
    }
  }
  // Unusable even when new (no disk space, say): answers come from memory and the journal, the tables wait.
  return { database: new StoreDatabase(), applied: nothing };
}
