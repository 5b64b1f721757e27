import { type EventOf, type JournalEvent, orderOf } from '../../contract/events';
import type { PastImport } from '../../contract/rosterImports';

/** The columns that were chosen for files with certain headers. */
export interface RosterProfile {
  at: string;
  fileName: string;
  columns: EventOf<'roster.profileSaved'>['data']['columns'];
  dateOrder: EventOf<'roster.profileSaved'>['data']['dateOrder'];
  order: string;
}

/**
 * Imports by id, what was taken back, and profiles by header signature. An import's first record stands, a stop's and
 * an undo's first too, and of profiles the last: so the order of arrival does not count.
 */
export interface ImportHistory {
  imports: Map<string, Omit<PastImport, 'undoneAt' | 'stopped'> & { order: string }>;
  stopped: Map<string, { added: number; updated: number; order: string }>;
  undone: Map<string, { at: string; order: string }>;
  profiles: Map<string, RosterProfile>;
}

type AboutImports = EventOf<'roster.imported' | 'roster.importStopped' | 'import.undone' | 'roster.profileSaved'>;

export function emptyImportHistory(): ImportHistory {
  return { imports: new Map(), stopped: new Map(), undone: new Map(), profiles: new Map() };
}

export function isAboutImports(event: JournalEvent): event is AboutImports {
  return event.type === 'roster.imported' || event.type === 'roster.importStopped' || event.type === 'import.undone' || event.type === 'roster.profileSaved';
}

/** Takes one more event in, changing the given state. */
export function foldImports(history: ImportHistory, event: AboutImports): void {
  const order = orderOf(event);
  switch (event.type) {
    case 'roster.imported': {
      const { importId, fileName, added, updated } = event.data;
      if (isEarlier(order, history.imports.get(importId))) history.imports.set(importId, { importId, at: event.at, fileName, added, updated, order });
      return;
    }
    case 'roster.importStopped': {
      const { importId, added, updated } = event.data;
      if (isEarlier(order, history.stopped.get(importId))) history.stopped.set(importId, { added, updated, order });
      return;
    }
    case 'import.undone': {
      const { importId } = event.data;
      if (isEarlier(order, history.undone.get(importId))) history.undone.set(importId, { at: event.at, order });
      return;
    }
    case 'roster.profileSaved': {
      const { signature, fileName, columns, dateOrder } = event.data;
      if (order > (history.profiles.get(signature)?.order ?? '')) history.profiles.set(signature, { at: event.at, fileName, columns, dateOrder, order });
    }
  }
}

function isEarlier(order: string, known: { order: string } | undefined): boolean {
  return known === undefined || order < known.order;
}

/** How many people an import has written so far. */
export interface Written {
  added: number;
  updated: number;
}

/**
 * All imports, the latest first. One that neither wrote all of what it was to nor is under way was stopped, by somebody
 * or by a power cut.
 *
 * @param writtenBy what each has written; where nobody has counted that, what it was to write, less what it says of its stop
 */
export function pastImports(
  { imports, stopped, undone }: ImportHistory,
  writtenBy: ((importId: string) => Written) | null = null,
  isUnderWay: (importId: string) => boolean = () => false,
): PastImport[] {
  return [...imports.values()]
    .sort((a, b) => (a.order < b.order ? 1 : -1))
    .map(({ importId, at, fileName, ...planned }) => {
      const saidToBe = stopped.get(importId);
      const { added, updated } = writtenBy?.(importId) ?? saidToBe ?? planned;
      const isPart = added + updated < planned.added + planned.updated && !isUnderWay(importId);
      return { importId, at, fileName, added, updated, stopped: saidToBe !== undefined || isPart, undoneAt: undone.get(importId)?.at ?? null };
    });
}
