import fs from 'node:fs';
import type { HeldBlock, SyncDocument } from '@shared/contract/sync';
import { generateKeyPairSync } from 'node:crypto';
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

/** A journal in memory; with a file, one that a killed process finds again: a line an event, flushed before it is told. */
export class MemorySource implements EventSource {
  private held: HeldChange[] = [];
  private byId = new Map<string, HeldChange>();
  private readonly callbacks = new Set<(workshop: string) => void>();
  /** What goes wrong with the next write. */
  failure: Error | null = null;

  constructor(readonly device: string, private readonly file: string | null = null) {
    if (file === null || !fs.existsSync(file)) return;
    const text = fs.readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) fs.writeFileSync(file, whole);
    for (const line of whole.split('\n').filter((each) => each !== '')) this.hold(JSON.parse(line) as HeldEvent);
  }

  get lastLine(): number {
    return this.held.length;
  }

  /** Everything it holds, as one text for each event: what two devices must agree upon. */
  contents(): string[] {
    return this.held.map(({ event, hash }) => `${event.id}:${hash}`).sort();
  }

  events(): HeldEvent[] {
    return this.held.map(({ event }) => event);
  }

  /** This device writes events of its own. */
  write(workshop: string, count: number, data: (seq: number) => Record<string, unknown> = (n) => ({ n }), type = 'checkIn.recorded', withPerson = false): HeldEvent[] {
    const written: HeldEvent[] = [];
    for (let i = 0; i < count; i++) {
      const own = [...written, ...this.held.map(({ event }) => event)].filter((each) => each.workshop === workshop && each.device === this.device);
      const last = own.reduce<HeldEvent | null>((latest, each) => (latest === null || each.seq > latest.seq ? each : latest), null);
      const seq = (last?.seq ?? 0) + 1;
      const person = { fullName: `Person ${seq}`, salt: `salt-${seq}-${this.device}` };
      written.push({
        id: `${workshop}/${this.device}/${String(seq).padStart(10, '0')}`, workshop, device: this.device, seq,
        at: '2026-03-01T09:00:00.000Z', hlc: `${String(1_772_355_600_000 + this.held.length + i).padStart(13, '0')}-0000`,
        type, v: 1, data: data(seq),
        ...(withPerson ? { person, personHash: hashJson(person) } : {}),
        prev: last ? hashEvent(last) : '',
      } as unknown as HeldEvent);
    }
    this.persist(written);
    return written;
  }

  workshops(): Promise<string[]> {
    return Promise.resolve([...new Set(this.held.map(({ event }) => event.workshop))]);
  }

  changes(workshop: string, after: number, limit: number, bytes = Number.POSITIVE_INFINITY): Promise<{ changes: HeldChange[]; through: number; pending: number }> {
    const changes: HeldChange[] = [];
    let size = 0;
    let through = after;
    for (let index = after; index < this.held.length && changes.length < limit && (changes.length === 0 || size < bytes); index++) {
      const change = this.held[index] as HeldChange;
      through = change.line;
      if (change.event.workshop !== workshop) continue;
      changes.push(change);
      size += JSON.stringify(change.event).length;
    }
    const pending = this.held.slice(through).filter(({ event }) => event.workshop === workshop).length;
    return Promise.resolve({ changes, through: pending === 0 ? Math.max(after, this.lastLine) : through, pending });
  }

  async count(workshop: string): Promise<number> {
    return this.held.filter(({ event }) => event.workshop === workshop).length;
  }

  async lastOf(workshop: string): Promise<{ line: number; hash: string } | null> {
    const last = this.held.filter(({ event }) => event.workshop === workshop).at(-1);
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

  async receive(_workshop: string, documents: readonly SyncDocument[]): Promise<Taken[]> {
    if (this.failure) throw this.failure;
    const fresh: HeldEvent[] = [];
    const taken = documents.map((document): Taken => {
      const known = this.byId.get(document.id)?.hash ?? fresh.map((each) => (each.id === document.id ? hashEvent(each) : null)).find((each) => each !== null);
      if (known !== undefined && known !== null) return `${document.id}:${known}` === document._id ? 'known' : 'other_event_with_this_id';
      fresh.push(eventOf(document));
      return 'written';
    });
    this.persist(fresh);
    return taken;
  }

  /** Blanks what is personal of somebody, as the journal does once it has read that they are erased. */
  blank(registrationId: string): void {
    for (const held of this.held) {
      const { event } = held;
      if ((event.data as { registrationId?: string }).registrationId === registrationId && event.person) held.event = { ...event, person: null } as unknown as HeldEvent;
    }
  }

  /** The journal as it was after its first lines: a copy of old. */
  cutTo(lines: number): void {
    for (const { event } of this.held.slice(lines)) this.byId.delete(event.id);
    this.held = this.held.slice(0, lines);
  }

  chains(): Promise<DeviceChain[]> {
    return Promise.resolve([]);
  }

  async blocks(workshop: string): Promise<HeldBlock[]> {
    return blocksIn(this.held, workshop);
  }

  async linesOfBlocks(workshop: string, blocks: readonly HeldBlock[]): Promise<([number, number][] | null)[]> {
    return linesIn(this.held, workshop, blocks);
  }

  onGrown(callback: (workshop: string) => void): () => void {
    this.callbacks.add(callback);
    return () => this.callbacks.delete(callback);
  }

  private persist(events: readonly HeldEvent[]): void {
    if (events.length === 0) return;
    if (this.file !== null) {
      const handle = fs.openSync(this.file, 'a');
      fs.writeSync(handle, events.map((each) => `${JSON.stringify(each)}\n`).join(''));
      fs.fsyncSync(handle);
      fs.closeSync(handle);
    }
    for (const event of events) this.hold(event);
    for (const callback of this.callbacks) callback((events[0] as HeldEvent).workshop);
  }

  private hold(event: HeldEvent): void {
    const change = { line: this.held.length + 1, event, hash: hashEvent(event) };
    this.held.push(change);
    this.byId.set(event.id, change);
  }
}
