import { hashEvent, hashJson } from '../../../electron/journal/hashes';
import type { HeldEvent } from '../../../electron/sync/documents';

/** What an event is about, to be written by some device. */
export interface Draft {
  type: string;
  at?: string;
  data: object;
  person?: object | undefined;
}

/** A device's events as its journal would have them: each behind the one before it. @param last the latest it has already. */
export function eventsOf({ device }: { device: string }, workshop: string, drafts: readonly Draft[], last: HeldEvent | null = null): HeldEvent[] {
  let before = last;
  return drafts.map(({ type, at = '2025-09-24T00:00:00.000Z', data, person }) => {
    const seq = (before?.seq ?? 0) + 1;
    const salted = person && { salt: `${device}${seq}`, ...person };
    before = {
      id: `${workshop}/${device}/${String(seq).padStart(10, '0')}`, workshop, device, seq, at, hlc: `${1_758_672_000_000 + seq}-0000`, type, v: 1, data,
      ...(salted && { person: salted, personHash: hashJson(salted) }), prev: before ? hashEvent(before) : '',
    } as unknown as HeldEvent;
    return before;
  });
}
