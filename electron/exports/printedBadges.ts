import fs from 'node:fs/promises';
import path from 'node:path';

const version = 1;

/**
 * Whose badge this computer has made a sheet with: registration ids and nothing else, in a file of the data folder.
 * It is a help for those who print and no part of the truth, so no event: another laptop has its own printer.
 */
export class PrintedBadges {
  private readonly file: string;

  constructor(dataFolder: string) {
    this.file = path.join(dataFolder, 'printed-badges.json');
  }

  /** A file that is not there, or cannot be read, means that nothing was printed. */
  async of(workshop: string): Promise<Set<string>> {
    return new Set((await this.read())[workshop]);
  }

  async add(workshop: string, ids: Iterable<string>): Promise<void> {
    const workshops = await this.read();
    workshops[workshop] = [...new Set([...(workshops[workshop] ?? []), ...ids])].sort();
    const part = `${this.file}.part`;
    await fs.writeFile(part, `${JSON.stringify({ version, workshops })}\n`);
    await fs.rename(part, this.file);
  }

  private async read(): Promise<Record<string, string[]>> {
    try {
      const stored = JSON.parse(await fs.readFile(this.file, 'utf8')) as { version: number; workshops: Record<string, string[]> };
      return stored.version === version ? stored.workshops : {};
    } catch {
      return {};
    }
  }
}
