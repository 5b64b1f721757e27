import { randomBytes } from 'node:crypto';
import type { DraftEvent, JournalEvent } from '@shared/contract/events';
import { type HybridTime, nextHybridTime } from '@shared/domain/hybridClock';
import { hashEvent, hashJson } from './hashes';

/** How far the events of this device go in one workshop. */
export interface Chain {
  seq: number;
  hash: string;
}

/** What sealing goes on from; a failed write goes back to the copy taken before it. */
export interface SealState {
  chains: Record<string, Chain>;
  hlc: HybridTime | null;
  /** How many erasures the journal holds. */
  erasures: number;
  /** The latest that the clock here was when an event was written here, in milliseconds since 1970 UTC: others' events move `hlc` on, and say nothing of it. */
  clock: number | null;
}

/** Gives a draft its envelope: id, sequence, hybrid time, salt, and the hash of the event before it. */
export function seal(
  state: SealState,
  workshop: string,
  device: string,
  draft: DraftEvent,
  now: number,
): { event: JournalEvent; hash: string; state: SealState } {
  const key = `${workshop}/${device}`;
  const chain = state.chains[key] ?? { seq: 0, hash: '' };
  const seq = chain.seq + 1;
  const hlc = nextHybridTime(state.hlc, now);
  const { person, ...rest } = draft;
  const salted = person && { salt: randomBytes(16).toString('hex'), ...person };
  const event = {
    id: `${key}/${String(seq).padStart(10, '0')}`,
    workshop,
    device,
    seq,
    at: rest.at,
    hlc,
    type: rest.type,
    v: 1,
    data: rest.data,
    ...(salted && { person: salted, personHash: hashJson(salted) }),
    prev: chain.hash,
  } as JournalEvent;
  const hash = hashEvent(event);
  const erasures = state.erasures + (rest.type === 'attendee.erased' ? 1 : 0);
  return { event, hash, state: { chains: { ...state.chains, [key]: { seq, hash } }, hlc, erasures, clock: Math.max(state.clock ?? 0, Math.floor(now)) } };
}
