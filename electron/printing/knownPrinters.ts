import type { Printer } from '@shared/contract/printing';
import type { PrinterPort } from './printerPort';

/** So long somebody who wants to print waits for a printer that does not tell of itself, in milliseconds. */
const patience = 1_000;

/** The printers of this computer, and as they were when they were last asked: one that is off must not keep people waiting. */
export class KnownPrinters {
  private last: Printer[] | null = null;

  constructor(private readonly printers: PrinterPort) {}

  async list(): Promise<Printer[]> {
    this.last = await this.printers.list();
    return this.last;
  }

  /** As they are, or as they last were if they take their time. */
  async soon(): Promise<Printer[]> {
    const fresh = this.list();
    if (this.last === null) return fresh;
    const { last } = this;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Printer[]>((resolve) => (timer = setTimeout(() => resolve(last), patience)));
    return Promise.race([fresh.catch(() => last), late]).finally(() => clearTimeout(timer));
  }

  /** The one at an address, or of a name; without either the first. Undefined where there is none such. */
  async choose({ uri, name }: { uri: string | null; name: string | null }): Promise<Printer | undefined> {
    const all = await this.soon();
    if (uri !== null) return all.find((each) => each.uri === uri);
    return name === null ? all[0] : all.find((each) => each.name === name || queueNameOf(each.uri) === name);
  }
}

/** What the system calls a queue, out of its address. */
function queueNameOf(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
