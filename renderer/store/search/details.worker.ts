import type { Details } from '@shared/domain/details';
import { StoreDatabase } from '../database';
import { matchDetails, wordsToFind } from './detailMatch';
import type { Found } from './detailSearch';

/** Looks through everybody's details in a thread of its own, so that no scan waits for it, and tells what it finds as it goes. */

const rowsAtOnce = 1_000;

onmessage = ({ data }: MessageEvent<{ database: string; search: string; most: number }>) => {
  void look(data).then(
    (more) => postMessage({ found: [], done: true, more } satisfies Found),
    (error: unknown) => {
      setTimeout(() => {
        throw error; // heard as the worker's error
      });
    },
  );
};

async function look({ database: name, search, most }: { database: string; search: string; most: number }): Promise<boolean> {
  const words = wordsToFind(search);
  const database = new StoreDatabase(name);
  try {
    let left = most;
    for (let last = ''; ; ) {
      const rows = await database.details.where('id').above(last).limit(rowsAtOnce).toArray();
      const found: Found['found'] = [];
      for (const { id, json } of rows) {
        const match = matchDetails((JSON.parse(json) as Details).fields, words);
        if (!match) continue;
        if (left === 0) return true;
        left -= 1;
        found.push({ id, ...match });
      }
      if (found.length > 0) postMessage({ found, done: false, more: false } satisfies Found);
      if (rows.length < rowsAtOnce) return false;
      last = (rows.at(-1) as { id: string }).id;
    }
  } finally {
    database.close();
  }
}
