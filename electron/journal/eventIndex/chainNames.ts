import fs from 'node:fs';
import { crc32 } from '../../crc32';

/** The events of one device in one workshop. */
export interface ChainName {
  /** From 1. */
  number: number;
  /** The workshop's number, from 1. */
  workshopNumber: number;
  workshop: string;
  device: string;
  seed: number;
}

/** The numbers by which the index names workshops and devices: a text file, one line a chain, each with its checksum. */
export class ChainNames {
  private readonly handle: number;
  private readonly numbered: ChainName[] = [];
  private readonly byName = new Map<string, ChainName>();
  private readonly workshops = new Map<string, number>();
  private bytes = 0;
  private last: ChainName | undefined;

  constructor(file: string) {
    this.handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT);
    const text = fs.readFileSync(this.handle, 'utf8');
    for (const line of text.split('\n').slice(0, -1)) {
      const [, sum, name = ''] = /^([0-9a-f]{8}) (.+)$/.exec(line) ?? [];
      if (sum === undefined || sum !== sumOf(name)) break;
      this.take(name);
      this.bytes += Buffer.byteLength(line) + 1;
    }
    // What is behind a damaged line is numbered anew, when the lines of the journal that it is of are read again.
    fs.ftruncateSync(this.handle, this.bytes);
  }

  of(workshop: string, device: string): ChainName | undefined {
    // Events of one device come in a row.
    if (this.last?.device === device && this.last.workshop === workshop) return this.last;
    return (this.last = this.byName.get(`${workshop}/${device}`));
  }

  at(number: number): ChainName | undefined {
    return this.numbered[number - 1];
  }

  workshopNumber(workshop: string): number | undefined {
    return this.workshops.get(workshop);
  }

  chainsOf(workshop: string): ChainName[] {
    return this.numbered.filter((each) => each.workshop === workshop);
  }

  workshopNames(): string[] {
    return [...this.workshops.keys()];
  }

  /** The chain of a name, added if it is new. */
  obtain(workshop: string, device: string): ChainName {
    const known = this.of(workshop, device);
    if (known) return known;
    const name = `${workshop}/${device}`;
    const line = Buffer.from(`${sumOf(name)} ${name}\n`);
    for (let done = 0; done < line.length; ) done += fs.writeSync(this.handle, line, done, line.length - done, this.bytes + done);
    this.bytes += line.length;
    return this.take(name);
  }

  private take(name: string): ChainName {
    const slash = name.lastIndexOf('/');
    const workshop = name.slice(0, slash);
    if (!this.workshops.has(workshop)) this.workshops.set(workshop, this.workshops.size + 1);
    const chain = {
      number: this.numbered.length + 1, workshopNumber: this.workshops.get(workshop) as number, workshop, device: name.slice(slash + 1), seed: crc32(Buffer.from(name)),
    };
    this.numbered.push(chain);
    this.byName.set(name, chain);
    return chain;
  }

  close(): void {
    fs.closeSync(this.handle);
  }
}

function sumOf(name: string): string {
  return crc32(Buffer.from(name)).toString(16).padStart(8, '0');
}
