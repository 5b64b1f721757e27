import fs from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type { HeldBlock, SyncDocument } from '@shared/contract/sync';
import { withNumbers } from '@shared/domain/ranges';
import { hashEvent } from '../../../electron/journal/hashes';
import { eventOf, type HeldEvent } from '../../../electron/sync/documents';
import type { DeviceChain, EventSource, HeldChange, Taken } from '../../../electron/sync/eventSource';
import { freshKey } from './freshKey';
import { blocksIn, linesIn } from './memoryBlocks';
import { type Draft, eventsOf } from './ownEvents';

interface Options {
  /** A file that a killed process finds again: a line an event, flushed before it is told. */
  file?: string;
  /** Whether the JSON of its events is at hand to whoever reads them. */
  hasTexts?: boolean;
}

/** A journal in memory as sync sees it: events of all workshops and devices, in the order in which they came. */
export class MemorySource implements EventSource {
  readonly lines: HeldChange[] = [];
  /** How many documents came in one call. */
  readonly received: number[] = [];
  /** What goes wrong with the next write. */
  failure: Error | null = null;
  private readonly byId = new Map<string, HeldChange>();
  private readonly callbacks = new Set<(workshop: string) => void>();

  constructor(readonly key = freshKey(), private readonly options: Options = {}) {
    const { file } = options;
    if (file === undefined || !fs.existsSync(file)) return;
    const text = fs.readFileSync(file, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) fs.writeFileSync(file, whole);
    for (const line of whole.split('\n').filter((each) => each !== '')) this.hold(JSON.parse(line) as HeldEvent);
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

  /** Everything it holds, as one text for each event: what two devices must agree upon. */
  contents(): string[] {
    return this.lines.map(({ event, hash }) => `${event.id}:${hash}`).sort();
  }

  /** This laptop writes events of its own. */
  append(workshop: string, drafts: readonly Draft[]): HeldEvent[] {
    const written = eventsOf(this.key, workshop, drafts, this.lastOwn(workshop));
    this.persist(written);
    return written;
  }

  write(workshop: string, draft: Draft): HeldEvent {
    return this.append(workshop, [draft])[0] as HeldEvent;
  }

  /** So many events of one kind, with what they are about by their number in their device's chain. */
  writeSome(workshop: string, count: number, data: (seq: number) => object = (n) => ({ n }), type = 'checkIn.recorded', withPerson = false): HeldEvent[] {
    const before = this.lastOwn(workshop)?.seq ?? 0;
    return this.append(workshop, Array.from({ length: count }, (_, index) => {
      const seq = before + index + 1;
      return { type, data: data(seq), person: withPerson ? { fullName: `Person ${seq}` } : undefined };
    }));
  }

  /** Check-ins by number, one event each. */
  checkIns(workshop: string, from: number, to: number): HeldEvent[] {
    return this.append(workshop, Array.from({ length: to - from + 1 }, (_, index) => ({
      type: 'checkIn.recorded', data: { nonce: `n${from + index}`, target: 'day:2025-09-24', direction: 'in', by: { role: 'kiosk' }, registrationId: `R${from + index}` },
    })));
  }

  async workshops(): Promise<string[]> {
    return [...new Set(this.lines.map(({ event }) => event.workshop))];
  }

  async changes(workshop: string, after: number, limit: number, bytes = Number.POSITIVE_INFINITY): ReturnType<EventSource['changes']> {
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

  async receive(_workshop: string, documents: readonly SyncDocument[]): Promise<Taken[]> {
    await turn();
    if (this.failure) throw this.failure;
    this.received.push(documents.length);
    const fresh = new Map<string, HeldEvent>();
    const taken = documents.map((document): Taken => {
      const same = fresh.get(document.id);
      const known = this.byId.get(document.id)?.hash ?? (same && hashEvent(same));
      if (known !== undefined) return `${document.id}:${known}` === document._id ? 'known' : 'other_event_with_this_id';
      fresh.set(document.id, eventOf(document));
      return 'written';
    });
    this.persist([...fresh.values()]);
    return taken;
  }

  async chains(workshop: string): Promise<DeviceChain[]> {
    const devices = new Map<string, HeldEvent[]>();
    for (const event of this.events) if (event.workshop === workshop) devices.set(event.device, [...(devices.get(event.device) ?? []), event]);
    return [...devices].map(([device, events]) => {
      const latest = events.reduce((a, b) => (a.hlc > b.hlc ? a : b));
      return { device, ranges: withNumbers([], events.map(({ seq }) => seq)), lastAt: latest.at, lastHlc: latest.hlc };
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
    return () => void this.callbacks.delete(callback);
  }

  /** Blanks what is personal of somebody, as the journal does once it has read that they are erased. */
  blank(registrationId: string): void {
    for (const held of this.lines) {
      const { event } = held;
      if ((event.data as { registrationId?: string }).registrationId === registrationId && event.person) held.event = { ...event, person: null } as unknown as HeldEvent;
    }
  }

  /** The journal as it was after its first lines, as one that was put back from an older copy. */
  cutTo(lines: number): void {
    for (const { event } of this.lines.splice(lines)) this.byId.delete(event.id);
  }

  private lastOwn(workshop: string): HeldEvent | null {
    const own = this.events.filter((event) => event.workshop === workshop && event.device === this.device);
    return own.reduce<HeldEvent | null>((latest, each) => (latest === null || each.seq > latest.seq ? each : latest), null);
  }

  private persist(events: readonly HeldEvent[]): void {
    const { file } = this.options;
    const [first] = events;
    if (!first) return;
    if (file !== undefined) {
      const handle = fs.openSync(file, 'a');
      fs.writeSync(handle, events.map((each) => `${JSON.stringify(each)}\n`).join(''));
      fs.fsyncSync(handle);
      fs.closeSync(handle);
    }
    for (const event of events) this.hold(event);
    for (const callback of this.callbacks) callback(first.workshop);
  }

  private hold(event: HeldEvent): void {
    const change = { line: this.lines.length + 1, event, hash: hashEvent(event), ...(this.options.hasTexts ? { json: Buffer.from(JSON.stringify(event)) } : {}) };
    this.lines.push(change);
    this.byId.set(event.id, change);
  }
}
