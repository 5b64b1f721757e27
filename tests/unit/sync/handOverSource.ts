import { generateKeyPairSync } from 'node:crypto';
import type { HeldBlock, SyncDocument } from '@shared/contract/sync';
import { type DeviceKey, deviceOfKey, publicKeyOf } from '../../../electron/deviceKey';
import { hashEvent, hashJson } from '../../../electron/journal/hashes';
import { eventOf, type HeldEvent } from '../../../electron/sync/documents';
import type { DeviceChain, EventSource, HeldChange, Taken } from '../../../electron/sync/eventSource';
import { blocksIn, linesIn } from './memoryBlocks';

export function freshKey(): DeviceKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = publicKeyOf(privateKey);
  return { device: deviceOfKey(publicKey), publicKey, privateKey };
}

/** Parts of an event that somebody writes here. */
export interface Written {
  type: string;
  at?: string;
  data: Record<string, unknown>;
  person?: Record<string, unknown>;
}

/** A journal in memory as sync sees it: lines of events of all workshops, in the order in which they came. */
export class MemorySource implements EventSource {
  readonly key: DeviceKey;
  private readonly lines: HeldChange[] = [];
  private readonly byId = new Map<string, HeldChange>();
  private readonly callbacks = new Set<(workshop: string) => void>();

  constructor(key = freshKey()) {
    this.key = key;
  }

  get device(): string {
    return this.key.device;
  }

  get lastLine(): number {
    return this.lines.length;
  }

  get events(): HeldEvent[] {
    return this.lines.map(({ event }) => event);
  }

  /** Writes an event of this laptop's own. */
  write(workshop: string, { type, at = '2025-09-24T00:00:00.000Z', data, person }: Written): HeldEvent {
    const before = this.lines.filter(({ event }) => event.workshop === workshop && event.device === this.device).at(-1);
    const seq = (before?.event.seq ?? 0) + 1;
    const event = {
      id: `${workshop}/${this.device}/${String(seq).padStart(10, '0')}`, workshop, device: this.device, seq, at,
      hlc: `${String(1_758_672_000_000 + this.lines.length).padStart(13, '0')}-0000`, type, v: 1, data,
      ...(person ? { person, personHash: hashJson(person) } : {}), prev: before?.hash ?? '',
    } as unknown as HeldEvent;
    this.add(event);
    return event;
  }

  /** Check-ins by number, one event each. */
  checkIns(workshop: string, from: number, to: number): void {
    for (let i = from; i <= to; i++) {
      this.write(workshop, { type: 'checkIn.recorded', data: { nonce: `n${i}`, target: 'day:2025-09-24', direction: 'in', by: { role: 'kiosk' }, registrationId: `R${i}` } });
    }
  }

  async workshops(): Promise<string[]> {
    return [...new Set(this.lines.map(({ event }) => event.workshop))];
  }

  async changes(workshop: string, after: number, limit: number, bytes = Number.POSITIVE_INFINITY): ReturnType<EventSource['changes']> {
    const behind = this.lines.slice(after).filter(({ event }) => event.workshop === workshop);
    const changes: HeldChange[] = [];
    let size = 0;
    for (const change of behind) {
      if (changes.length >= limit || (changes.length > 0 && size >= bytes)) break;
      changes.push(change);
      size += JSON.stringify(change.event).length;
    }
    return { changes, through: changes.at(-1)?.line ?? this.lastLine, pending: behind.length - changes.length };
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
    const taken = documents.map((document): Taken => {
      const event = eventOf(document);
      const known = this.byId.get(event.id);
      if (known) return known.hash === hashEvent(event) ? 'known' : 'other_event_with_this_id';
      this.add(event);
      return 'written';
    });
    for (const callback of this.callbacks) callback(workshop);
    return taken;
  }

  async chains(workshop: string): Promise<DeviceChain[]> {
    const devices = new Map<string, HeldEvent[]>();
    for (const { event } of this.lines) if (event.workshop === workshop) devices.set(event.device, [...(devices.get(event.device) ?? []), event]);
    return [...devices].map(([device, events]) => {
      const ranges: [number, number][] = [];
      for (const seq of events.map((event) => event.seq).sort((a, b) => a - b)) {
        const last = ranges.at(-1);
        if (last && last[1] === seq - 1) last[1] = seq;
        else ranges.push([seq, seq]);
      }
      const latest = events.reduce((a, b) => (a.hlc > b.hlc ? a : b));
      return { device, ranges, lastAt: latest.at, lastHlc: latest.hlc };
    });
  }

  async blocks(workshop: string): Promise<HeldBlock[]> {
    return blocksIn(this.lines, workshop);
  }

  async linesOfBlocks(workshop: string, blocks: readonly HeldBlock[]): Promise<([number, number][] | null)[]> {
    return linesIn(this.lines, workshop, blocks);
  }

  onGrown(callback: (workshop: string) => void): () => void {
    this.callbacks.add(callback);
    return () => this.callbacks.delete(callback);
  }

  /** As a journal that was put back from an older copy. */
  forgetAfter(line: number): void {
    for (const { event } of this.lines.splice(line)) this.byId.delete(event.id);
  }

  private add(event: HeldEvent): void {
    const change = { line: this.lines.length + 1, event, hash: hashEvent(event) };
    this.lines.push(change);
    this.byId.set(event.id, change);
  }
}
