import fs from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';

/** The last event of a workshop when a checkpoint was put here. */
const mark = v.object({ line: v.number(), hash: v.string() });
export type JournalMark = v.InferOutput<typeof mark>;

const file = v.object({
  version: v.literal(1),
  checkpoints: v.array(v.object({ key: v.string(), rev: v.number(), document: v.record(v.string(), v.unknown()), mark: v.optional(v.nullable(mark), null) })),
});
type CheckpointFile = v.InferOutput<typeof file>;

/**
 * How far a device's own replication has come (`_local` documents): a file for each device in `sync/checkpoints`, so
 * that none can push out another's. They are not flushed to the disk: one that is lost costs a look at what is known.
 */
export class Checkpoints {
  private last: Promise<unknown> = Promise.resolve();

  /** @param most of one device; the oldest go. */
  constructor(
    private readonly folder: string,
    private readonly most: number,
  ) {}

  /** The document, with its revision, and how far the journal went then; null if there is none. */
  async get(device: string, database: string, id: string): Promise<{ document: Record<string, unknown>; mark: JournalMark | null } | null> {
    const { checkpoints } = await this.inTurn(() => this.read(device));
    const found = checkpoints.find(({ key }) => key === `${database}/${id}`);
    return found ? { document: { ...found.document, _id: `_local/${id}`, _rev: `0-${found.rev}` }, mark: found.mark } : null;
  }

  /** Keeps a document; its new revision. */
  async put(device: string, database: string, id: string, document: Record<string, unknown>, mark: JournalMark | null): Promise<string> {
    const key = `${database}/${id}`;
    return this.inTurn(async () => {
      const { checkpoints } = await this.read(device);
      const rev = (checkpoints.find((each) => each.key === key)?.rev ?? 0) + 1;
      const { _id, _rev, ...rest } = document;
      const others = checkpoints.filter((each) => each.key !== key).slice(-(this.most - 1));
      await this.write(device, { version: 1, checkpoints: [...others, { key, rev, document: rest, mark }] });
      return `0-${rev}`;
    });
  }

  private async read(device: string): Promise<CheckpointFile> {
    try {
      return v.parse(file, JSON.parse(await fs.readFile(this.fileOf(device), 'utf8')));
    } catch {
      return { version: 1, checkpoints: [] }; // none yet, or torn by a crash
    }
  }

  private async write(device: string, content: CheckpointFile): Promise<void> {
    await fs.mkdir(this.folder, { recursive: true });
    const target = this.fileOf(device);
    await fs.writeFile(`${target}.new`, JSON.stringify(content), { mode: 0o600 });
    await fs.rename(`${target}.new`, target);
  }

  private fileOf(device: string): string {
    return path.join(this.folder, `${device}.json`);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }
}
