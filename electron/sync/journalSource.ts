import type { HeldBlock, SyncDocument } from '@shared/contract/sync';
import type { EventIndex } from '../journal/eventIndex/eventIndex';
import type { Journal } from '../journal/journal';
import type { HeldEvent } from './documents';
import type { DeviceChain, EventSource, HeldChange, Taken } from './eventSource';

/** About so many bytes of JSON a page has, where nothing is said. */
const pageBytes = 4 * 1024 * 1024;
/** After so many looks into segments a page that has anything is full: events of a workshop may lie far apart among others. */
const pageLooks = 32;

/** A line of the journal: who only passes it on does not read its JSON. */
class LineChange implements HeldChange {
  private read: HeldEvent | null = null;

  constructor(readonly line: number, readonly hash: string, readonly json: Buffer) {}

  get event(): HeldEvent {
    return (this.read ??= JSON.parse(this.json.toString('utf8')) as HeldEvent);
  }
}

/** The journal of this laptop and its index, as sync sees them. */
export class JournalSource implements EventSource {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly journal: Journal) {}

  /** Steps of reading are taken one at a time, and between two of them all else has its turn, however many laptops read at once. */
  private turn(): Promise<unknown> {
    this.last = this.last.then(() => new Promise(setImmediate));
    return this.last;
  }

  get device(): string {
    return this.journal.device;
  }

  get lastLine(): number {
    return this.journal.lines;
  }

  async workshops(): Promise<string[]> {
    return (await this.journal.indexed()).workshops();
  }

  async changes(workshop: string, after: number, limit: number, bytes = pageBytes): Promise<{ changes: HeldChange[]; through: number; pending: number }> {
    const index = await this.journal.indexed();
    const { lines, behind } = index.linesAfter(workshop, after, Math.max(1, limit));
    // Before anything is awaited: the index may be let go of meanwhile.
    const hashes = new Map(lines.map((line) => [line, index.hashOf(line) ?? '']));
    const end = this.journal.lines;
    const changes: HeldChange[] = [];
    let [size, looks, seen, through] = [0, 0, 0, after];
    const isFull = (next: number): boolean => changes.length > 0 && (size + next > bytes || looks > pageLooks);
    await this.turn();
    reading: for (const { asked, found } of this.journal.linesOf(lines)) {
      looks += 1;
      for (const line of asked) {
        const text = found.get(line);
        if (isFull(text?.bytes ?? 0)) break reading;
        seen += 1;
        through = line;
        if (!text) continue; // a damaged line, which is reported elsewhere
        size += text.bytes;
        changes.push(new LineChange(line, hashes.get(line) as string, text.json));
      }
      await this.turn();
    }
    const pending = behind + lines.length - seen;
    // Whoever has everything need not look at lines of other workshops again.
    return { changes, through: pending === 0 ? Math.max(through, end) : through, pending };
  }

  async count(workshop: string): Promise<number> {
    return (await this.journal.indexed()).count(workshop);
  }

  async lastOf(workshop: string): Promise<{ line: number; hash: string } | null> {
    return (await this.journal.indexed()).last(workshop);
  }

  async hashesOf(workshop: string, ids: readonly string[]): Promise<(string | null)[]> {
    const index = await this.journal.indexed();
    return ids.map((id) => find(index, workshop, id)?.hash ?? null);
  }

  async linesOf(workshop: string, ids: readonly string[]): Promise<(number | null)[]> {
    const index = await this.journal.indexed();
    return ids.map((id) => find(index, workshop, id)?.line ?? null);
  }

  async eventsOf(workshop: string, ids: readonly string[]): Promise<(HeldEvent | null)[]> {
    const index = await this.journal.indexed();
    const lines = ids.map((id) => find(index, workshop, id)?.line ?? 0);
    const events = await this.eventsAt(lines.filter((line) => line > 0));
    return lines.map((line) => events.get(line) ?? null);
  }

  receive(workshop: string, documents: readonly SyncDocument[]): Promise<Taken[]> {
    return this.journal.receive(workshop, documents);
  }

  async chains(workshop: string): Promise<DeviceChain[]> {
    const chains = (await this.journal.indexed()).chains(workshop);
    const events = await this.eventsAt(chains.map(({ lastLine }) => lastLine));
    return chains.map(({ device, ranges, lastLine }) => {
      const last = events.get(lastLine);
      return { device, ranges, lastAt: last?.at ?? '', lastHlc: last?.hlc ?? '' };
    });
  }

  async blocks(workshop: string): Promise<HeldBlock[]> {
    const blocks: HeldBlock[] = [];
    const steps = (await this.journal.indexed()).blocks(workshop);
    for (const block of steps) {
      if (block) blocks.push(block);
      await this.turn();
    }
    return blocks;
  }

  async linesOfBlocks(workshop: string, blocks: readonly HeldBlock[]): Promise<([number, number][] | null)[]> {
    const lines: ([number, number][] | null)[] = [];
    for (const block of blocks) {
      lines.push((await this.journal.indexed()).linesOfBlock(workshop, block));
      await this.turn();
    }
    return lines;
  }

  onGrown(callback: (workshop: string) => void): () => void {
    return this.journal.onGrown(({ workshops }) => {
      for (const workshop of workshops) callback(workshop);
    });
  }

  private async eventsAt(lines: readonly number[]): Promise<Map<number, HeldEvent>> {
    const events = new Map<number, HeldEvent>();
    for (const { found } of this.journal.linesOf([...new Set(lines)].sort((a, b) => a - b))) {
      for (const [line, { json }] of found) events.set(line, JSON.parse(json.toString('utf8')) as HeldEvent);
      await this.turn();
    }
    return events;
  }
}

/** The place of an event by its id; null for one of another workshop, and for a text that is no id. */
function find(index: EventIndex, workshop: string, id: string): { line: number; hash: string } | null {
  const [, device, seq] = /\/([0-9A-Z]{8})\/(\d{10})$/.exec(id) ?? [];
  if (device === undefined || id !== `${workshop}/${device}/${seq}`) return null;
  return index.find(workshop, device, Number(seq));
}
