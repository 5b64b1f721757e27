import * as v from 'valibot';
import { type JournalPage, type JournalReply, journalRequest, type JournalRequest } from '@shared/contract/wire';
import { JournalWriteError } from '../journal/errors';
import type { Appended } from '../journal/journal';
import type { DraftEvent } from '@shared/contract/events';

/** The part of the journal that the store may use. */
export interface JournalAccess {
  append(workshop: string, drafts: readonly DraftEvent[]): Promise<Appended>;
  read(after: number, anchor: string | null): JournalPage | null;
  /** Carries out erasures; how many there were to carry out. */
  blank(): Promise<number>;
}

/** A message of the store, if it fits the contract. */
export function readRequest(data: unknown): JournalRequest | null {
  const parsed = v.safeParse(journalRequest, data);
  return parsed.success ? parsed.output : null;
}

export async function answerJournalRequest(
  journal: JournalAccess,
  request: Extract<JournalRequest, { kind: 'append' | 'read' }>,
): Promise<JournalReply> {
  const { id } = request;
  try {
    if (request.kind === 'append') return { kind: 'appended', id, ...(await journal.append(request.workshop, request.drafts)) };
    const page = journal.read(request.after, request.anchor);
    return page ? { kind: 'page', id, page } : { kind: 'foreign', id };
  } catch (error) {
    if (error instanceof JournalWriteError) return { kind: 'refused', id, code: error.code, message: error.message };
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', id, code: 'failed', message: `The journal cannot be read (${reason}). Check the drive.` };
  }
}
