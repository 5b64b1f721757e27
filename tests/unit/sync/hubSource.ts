import { setImmediate as turn } from 'node:timers/promises';
import type { HeldBlock, SyncDocument } from '@shared/contract/sync';
import type { DraftEvent } from '@shared/contract/events';
import type { DeviceKey } from '../../../electron/deviceKey';
import { JournalWriteError } from '../../../electron/journal/errors';
import { hashEvent, hashJson } from '../../../electron/journal/hashes';
import { eventOf, type HeldEvent } from '../../../electron/sync/documents';
import type { DeviceChain, EventSource, HeldChange, Taken } from '../../../electron/sync/eventSource';
import { blocksIn, linesIn } from './memoryBlocks';

/** A journal in memory: the events of a laptop in the order in which it got them. */
export class MemorySource implements EventSource {
  readonly lines: HeldChange[] = [];
  /** When set, the disk takes nothing more. */
  full = false;
  /** How many documents came in one call. */
  readonly received: number[] = [];
  private readonly byId = new Map<string, HeldChange>();
  private readonly grown = new Set<(workshop: string) => void>();

  constructor(readonly device: string) {}

  get lastLine(): number {
    return this.lines.length;
  }

  /** Writes own events, each behind the one before it. */
  append(key: DeviceKey, workshop: string, drafts: readonly DraftEvent[]): void {
    for (const event of eventsOf(key, workshop, drafts, this.byId)) this.keep(event);
    this.tell(workshop);
  }

  async workshops(): Promise<string[]> {
    return [...new Set(this.lines.map(({ event }) => event.workshop))];
  }

  async changes(workshop: string, after: number, limit: number, bytes = Number.POSITIVE_INFINITY): Promise<{ changes: HeldChange[]; through: number; pending: number }> {
    await turn();
    const all = this.lines.slice(after).filter(({ event }) => event.workshop === workshop);
    const changes: HeldChange[] = [];
    let size = 0;
    for (const each of all) {
      size += JSON.stringify(each.event).length;
      if (changes.length >= limit || (changes.length > 0 && size > bytes)) break;
      changes.push(each);
    }
    const pending = all.length - changes.length;
    return { changes, through: pending > 0 ? (changes.at(-1) as HeldChange).line : Math.max(after, this.lastLine), pending };
  }

  async count(workshop: string): Promise<number> {
    return this.lines.filter(({ event }) => event.workshop === workshop).length;
  }

  async lastOf(workshop: string): Promise<{ line: number; hash: string } | null> {
    const last = this.lines.filter(({ event }) => event.workshop === workshop).at(-1);
    return last ? { line: last.line, hash: last.hash } : null;
  }

  async hashesOf(_workshop: string, ids: readonly string[]): Promise<(string | null)[]> {
    return ids.map((id) => this.byId.get(id)?.hash ?? null);
  }

  async linesOf(_workshop: string, ids: readonly string[]): Promise<(number | null)[]> {
    return ids.map((id) => this.byId.get(id)?.line ?? null);
  }

  async eventsOf(_workshop: string, ids: readonly string[]): Promise<(HeldEvent | null)[]> {
    return ids.map((id) => this.byId.get(id)?.event ?? null);
  }

  async receive(workshop: string, documents: readonly SyncDocument[]): Promise<Taken[]> {
    await turn();
    if (this.full) throw new JournalWriteError('disk_full', 'The disk is full. Free some space and scan again.');
    this.received.push(documents.length);
    const taken = documents.map((document): Taken => {
      const known = this.byId.get(document.id);
      if (known) return `${document.id}:${known.hash}` === document._id ? 'known' : 'other_event_with_this_id';
      this.keep(eventOf(document));
      return 'written';
    });
    if (taken.includes('written')) this.tell(workshop);
    return taken;
  }

  async chains(): Promise<DeviceChain[]> {
    throw new Error('A hub asks for no chains.');
  }

  async blocks(workshop: string): Promise<HeldBlock[]> {
    return blocksIn(this.lines, workshop);
  }

  async linesOfBlocks(workshop: string, blocks: readonly HeldBlock[]): Promise<([number, number][] | null)[]> {
    return linesIn(this.lines, workshop, blocks);
  }

  onGrown(callback: (workshop: string) => void): () => void {
    this.grown.add(callback);
    return () => void this.grown.delete(callback);
  }

  private keep(event: HeldEvent): void {
    const change = { line: this.lines.length + 1, event, hash: hashEvent(event), json: Buffer.from(JSON.stringify(event)) };
    this.lines.push(change);
    this.byId.set(event.id, change);
  }

  private tell(workshop: string): void {
    for (const callback of this.grown) callback(workshop);
  }
}

/** Events of a device, as its journal would have them. */
export function eventsOf(key: DeviceKey, workshop: string, drafts: readonly DraftEvent[], known: ReadonlyMap<string, HeldChange> = new Map()): HeldEvent[] {
  const idOf = (seq: number): string => `${workshop}/${key.device}/${String(seq).padStart(10, '0')}`;
  let seq = 1;
  while (known.has(idOf(seq))) seq += 1;
  let prev = known.get(idOf(seq - 1))?.hash ?? '';
  return drafts.map((draft) => {
    const { person, ...rest } = draft as DraftEvent & { person?: object };
    const salted = person ? { ...person, salt: `${key.device}${seq}` } : undefined;
    const event = {
      id: idOf(seq), workshop, device: key.device, seq, hlc: `${1_758_672_000_000 + seq}-0000`, v: 1, ...rest,
      ...(salted ? { person: salted, personHash: hashJson(salted) } : {}), prev,
    } as unknown as HeldEvent;
    prev = hashEvent(event);
    seq += 1;
    return event;
  });
}
