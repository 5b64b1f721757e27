import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DraftEvent } from '@shared/contract/events';
import { Journal, type JournalOptions } from '../../../electron/journal/journal';
import type { Notice } from '../../../electron/journal/notices';

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
});

/** A fresh folder under the system's temporary one, gone again with the process. */
export function freshFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'champions-journal-'));
  made.push(folder);
  return folder;
}

export const workshop = 'seoul-2025';

/** A scan's refusal: a small event without personal data. */
export function refusal(nonce: string): DraftEvent {
  return {
    type: 'scan.refused',
    at: '2025-09-24T00:00:00.000Z',
    data: {
      nonce, target: 'day:2025-09-24', direction: 'in', by: { role: 'kiosk' }, code: 'X', registrationId: null,
      answer: 'unknown_ticket', previous: null,
    },
  };
}

export function open(folder: string, options: Partial<JournalOptions> = {}): { journal: Journal; notices: Notice[] } {
  const journal = Journal.open({ folder, device: 'K2ABCDEF', index: path.join(folder, 'index'), ...options });
  return { journal, notices: journal.notices };
}

/** The nonces of all events in a journal, in order, read through its own pages. */
export function noncesOf(journal: Journal): string[] {
  const nonces: string[] = [];
  for (let after = 0, end = false; !end; ) {
    const page = journal.read(after, null);
    if (!page) throw new Error('no page');
    for (const { text } of page.lines) nonces.push((JSON.parse(text) as { data: { nonce: string } }).data.nonce);
    ({ through: after, end } = page);
  }
  return nonces;
}

/** The newest segment's file. */
export function lastSegment(folder: string): string {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.journal')).sort();
  return path.join(folder, names.at(-1) as string);
}
