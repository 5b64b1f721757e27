import fs from 'node:fs';
import type { HeldBlock } from '@shared/contract/sync';
import { hashEvent, hashLine } from '../hashes';
import type { JournalFiles } from '../journalFiles';
import { type FoundLine, hashAt, type JournalEnd, linesOf } from '../journalPages';
import { blocksOf, type Lines, linesOfBlock } from './blocks';
import { type IndexedLine, IndexFiles, listOfWorkshop } from './indexFiles';
import { lineHashDigits, noEvent } from './lineRecords';

/** How far a device's events go in a workshop. */
export interface IndexedChain {
  device: string;
  /** First and last sequence number of each run without a gap, in order. */
  ranges: [number, number][];
  /** Where the event with the highest number is. */
  lastLine: number;
}

/** Milliseconds of work between two rests, while the index is opened or brought up to date. */
const workMilliseconds = 5;
const linesAtOnce = 200;

/**
 * Finds the journal's events by workshop, by line, and by device and sequence number, without holding them in memory.
 * It lies in files beside the journal that may be deleted at any time: opening it checks all of it, and reads from the
 * journal what it lacks. It is opened when it is first asked for; from then on the journal tells it of every line.
 * Byte offsets are not kept, for erasing somebody moves them.
 */
export class EventIndex {
  private files: IndexFiles | null = null;
  private opening: Promise<void> | null = null;
  private readonly wholeBlocks = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly journal: { files: JournalFiles; end(): JournalEnd },
  ) {}

  /** Whether it has every line of the journal and can be asked. */
  get isReady(): boolean {
    return this.files !== null && this.files.records.count === this.journal.end().line;
  }

  /** Resolves once it has every line of the journal. @throws what the disk says. */
  async ready(): Promise<void> {
    while (!this.isReady) {
      this.opening ??= this.bringUp().finally(() => {
        this.opening = null;
      });
      await this.opening;
    }
  }

  /** Lets go of the files. It is opened again, and checked, when it is asked for next. */
  close(): void {
    this.files?.close();
    this.files = null;
    this.wholeBlocks.clear();
  }

  /** Takes in lines that the journal has just written, if they are the next ones and it is not reading there; otherwise it reads them later. */
  note(lines: readonly IndexedLine[]): void {
    if (!this.files || this.opening || this.files.records.count + 1 !== lines[0]?.line) return;
    try {
      this.files.take(lines);
    } catch {
      // A disk that does not take them costs no more than opening the index anew.
      this.close();
    }
  }

  workshops(): string[] {
    return this.open.names.workshopNames().filter((workshop) => this.count(workshop) > 0);
  }

  count(workshop: string): number {
    const { names, counts } = this.open;
    return counts.get(names.workshopNumber(workshop) ?? 0) ?? 0;
  }

  /** The line and the hash of a workshop's last event; null without events. */
  last(workshop: string): { line: number; hash: string } | null {
    const { names, places } = this.open;
    const count = this.count(workshop);
    const line = count === 0 ? 0 : places.get(listOfWorkshop(names.workshopNumber(workshop) ?? 0), count - 1);
    const hash = line === 0 ? null : this.hashOf(line);
    return hash === null ? null : { line, hash };
  }

  /** The line and the hash of an event; null if it is not here. */
  find(workshop: string, device: string, seq: number): { line: number; hash: string } | null {
    const { names, records } = this.open;
    const chain = names.of(workshop, device)?.number;
    const line = chain === undefined ? 0 : this.open.lineOf(chain, seq);
    const hash = line === 0 ? undefined : records.get(line)?.hash;
    return hash === undefined ? null : { line, hash };
  }

  /** The hash of the event in a line. */
  hashOf(line: number): string | null {
    return this.open.records.get(line)?.hash ?? null;
  }

  /** The lines of a workshop's events after a line, at most `limit`, and how many there are behind them. */
  linesAfter(workshop: string, after: number, limit: number): { lines: number[]; behind: number } {
    const { names, places } = this.open;
    const list = listOfWorkshop(names.workshopNumber(workshop) ?? 0);
    const count = this.count(workshop);
    let [from, to] = [0, count];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (places.get(list, middle) > after) to = middle;
      else from = middle + 1;
    }
    const end = Math.min(count, from + limit);
    return { lines: Array.from({ length: end - from }, (_, index) => places.get(list, from + index)), behind: count - end };
  }

  chains(workshop: string): IndexedChain[] {
    const { names, chains } = this.open;
    return names.chainsOf(workshop).flatMap(({ number, device }): IndexedChain[] => {
      const { count, last } = chains.get(number) ?? { count: 0, last: 0 };
      if (count === 0) return [];
      return [{ device, ranges: count === last ? [[1, last]] : rangesOf(this.open.numbersOf(number)), lastLine: this.open.lineOf(number, last) }];
    });
  }

  /** Which events of a workshop are here, a thousand at a step. */
  blocks(workshop: string): Generator<HeldBlock | null> {
    return blocksOf(this.open, workshop, this.wholeBlocks);
  }

  /** The lines of the events of a block, if those are here, and no others with their numbers. */
  linesOfBlock(workshop: string, block: HeldBlock): Lines[] | null {
    return linesOfBlock(this.open, workshop, block);
  }

  private get open(): IndexFiles {
    if (!this.files) throw new Error('the index is not open');
    return this.files;
  }

  private async bringUp(): Promise<void> {
    this.files ??= await this.openFiles();
    try {
      await this.catchUp(this.files);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  private async openFiles(): Promise<IndexFiles> {
    const files = new IndexFiles(this.folder);
    try {
      if (await this.check(files)) return files;
    } catch (error) {
      files.close();
      throw error;
    }
    files.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
    return new IndexFiles(this.folder);
  }

  /**
   * Looks at every record, keeps those up to the first that is damaged, and puts right what is made from them.
   *
   * @returns false if they are of another journal, or of this one before lines of it were healed.
   */
  private async check(files: IndexFiles): Promise<boolean> {
    const { records, places } = files;
    const rest = sparingly();
    for (const _block of places.open()) {
      const pause = rest();
      if (pause) await pause;
    }
    const wanted = Math.min(records.count, this.journal.end().line);
    const unread: number[] = [];
    let last: { line: number; lineHash: string } | null = null;
    let line = 1;
    for (; line <= wanted; line++) {
      const record = records.get(line);
      if (!record || !files.recount(line, record)) break;
      if (record.chain === noEvent) unread.push(line);
      else last = { line, lineHash: record.lineHash };
      const pause = rest();
      if (pause) await pause;
    }
    if (records.count >= line) records.cut(line - 1);
    places.flush();
    if (last && hashAt(this.journal.files, last.line)?.slice(0, lineHashDigits) !== last.lineHash) return false;
    for (const { found } of linesOf(this.journal.files, unread)) if (found.size > 0) return false;
    return true;
  }

  /** Reads from the journal what the index lacks, until it has its last line. */
  private async catchUp(index: IndexFiles): Promise<void> {
    const { files } = this.journal;
    const rest = sparingly();
    for (;;) {
      const from = index.records.count + 1;
      const end = this.journal.end().line;
      if (from > end) return;
      const count = Math.min(end - from + 1, linesAtOnce);
      for (const { asked, found } of linesOf(files, Array.from({ length: count }, (_, index) => from + index))) {
        index.take(asked.map((number) => lineOf(number, found.get(number))));
        const pause = rest();
        if (pause) await pause;
      }
    }
  }
}

function lineOf(line: number, found: FoundLine | undefined): IndexedLine | number {
  if (!found) return line;
  const event = JSON.parse(found.json.toString('utf8')) as { workshop: string; device: string; seq: number };
  const hash = hashEvent(event);
  return { line, lineHash: hashLine(line, found.previous, hash), workshop: event.workshop, device: event.device, seq: event.seq, hash };
}

function rangesOf(numbers: Iterable<number>): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}

/** Called often; every few milliseconds everything else has its turn. */
function sparingly(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < workMilliseconds) return undefined;
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      since = performance.now();
    });
  };
}
