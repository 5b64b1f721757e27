import fs from 'node:fs';
import path from 'node:path';
import type { JournalEvent } from '@shared/contract/events';

/** The journal's events, read as a person would: line by line. */
export function eventsOf(data: string): JournalEvent[] {
  const folder = path.join(data, 'journal');
  return fs.readdirSync(folder).filter((name) => name.endsWith('.journal')).sort().flatMap((name) =>
    fs.readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n')
      .map((line) => line.split('\t'))
      .filter(([, number]) => number !== '#')
      .map((fields) => JSON.parse(fields[3] as string) as JournalEvent),
  );
}
