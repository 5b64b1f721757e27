import type { JournalEvent } from '@shared/contract/events';
import { type Details, foldDetails, setsDetails } from '@shared/domain/details';
import type { Journal } from '../journal/journal';

/**
 * The details of everybody of some workshops, folded from the journal: headquarters keeps no addresses in memory, and
 * takes them out seldom. The journal is read a segment at a time, with a pause for everything else in between.
 */
export async function detailsFromJournal(journal: Pick<Journal, 'read'>, workshops: ReadonlySet<string>): Promise<(workshop: string, registrationId: string) => Details | undefined> {
  const details = new Map<string, Details>();
  for (let line = 0, end = false; !end; ) {
    const page = journal.read(line, null);
    if (!page) break;
    for (const { text } of page.lines) {
      const event = JSON.parse(text) as JournalEvent;
      if (!workshops.has(event.workshop) || event.v !== 1 || !setsDetails(event)) continue;
      const key = keyOf(event.workshop, event.data.registrationId);
      details.set(key, foldDetails(details.get(key), event));
    }
    ({ through: line, end } = page);
    await new Promise(setImmediate);
  }
  return (workshop, registrationId) => details.get(keyOf(workshop, registrationId));
}

function keyOf(workshop: string, registrationId: string): string {
  return `${workshop}\n${registrationId}`;
}
