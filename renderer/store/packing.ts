import type { Target, Workshop } from '@shared/contract/values';
import type { Agenda } from '@shared/domain/agenda/sessionEdits';
import type { CertificateRegister } from '@shared/domain/certificates/register';
import type { Exceptions } from '@shared/domain/exceptions';
import type { HelpDesk } from '@shared/domain/helpDesk';
import type { ImportHistory, Written } from '@shared/domain/import/importHistory';
import type { Retention } from '@shared/domain/retention';
import type { Tally } from '@shared/domain/tally';
import type { Admission } from './admission';
import { AttendeeRows } from './attendeeRows';
import { type HighWater, type PackedRow, projectionVersion, type StoreDatabase } from './database';
import { NonceIndex } from './nonceIndex';
import { type KeptScan, Projection, type StationSign } from './projection';
import { HashIndex } from './records/hashIndex';
import { LateRecords, type ReadChunks } from './records/lateRecords';
import { RecordArena } from './records/recordArena';
import { CountedRows } from './countedRows';
import { PrefixIndex, type PrefixIndexBuffers } from './search/prefixIndex';

/** All of the projection but the attendees' records, the indexes and the search. */
interface PackedSummary {
  generation: number;
  workshop: { value: Workshop; order: string } | null;
  agenda: Agenda;
  tally: Tally;
  help: HelpDesk;
  exceptions: Exceptions;
  retention: Retention | null;
  certificates: CertificateRegister;
  refused: number;
  written: Map<string, Written>;
  recent: KeptScan[];
  arrived: [Target, ReturnType<CountedRows['pack']>][];
  cancelled: ReturnType<CountedRows['pack']>;
  withdrawn: ReturnType<CountedRows['pack']>;
  imports: ImportHistory;
  merged: ReturnType<CountedRows['pack']>;
  duplicates: ReturnType<CountedRows['pack']>;
  stations: Map<string, StationSign>;
  erased: ReturnType<CountedRows['pack']>;
  choices: Admission['choices'];
}

/** What is always needed, each under its key, beside the blocks of records. */
const parted = ['summary', 'table', 'ids', 'tickets', 'nonces'];

/**
 * Keeps the projection in the database as it lies in memory, so that a start with 100,000 people reads a few
 * blocks instead of folding the journal. Only blocks of records that have changed since are written.
 */
export class Packing {
  private writtenLine = -1;
  private writtenRoster = -1;
  private writtenOf: Projection | null = null;
  private generation = 0;
  private running: Promise<void> | null = null;

  constructor(private readonly database: StoreDatabase) {}

  /** The projection as it was packed, or null if there is none of this version. */
  async load(): Promise<Projection | null> {
    const { meta, packed } = this.database;
    const mark = await meta.get('packed');
    if (!mark || mark.projectionVersion !== projectionVersion) return null;
    const parts = await packed.bulkGet(parted);
    const values = new Map(parts.map((row, index) => [parted[index], row?.value]));
    const summary = values.get('summary') as PackedSummary;
    const readChunks: ReadChunks = async (indexes) =>
      (await packed.bulkGet(indexes.map(chunkKey))).map((row) => row?.value as Uint8Array | undefined);
    const records = await restoreRecords(values.get('table') as ArrayBuffer, readChunks);
    const index = (key: string): HashIndex => HashIndex.fromBuffer(values.get(key) as ArrayBuffer);
    const projection = new Projection(
      new AttendeeRows(records, index('ids'), index('tickets')),
      new NonceIndex(index('nonces')),
    );
    projection.readRecordsLater(new LateRecords(records, readChunks));
    // Tickets are answered without it, and it is a third of all that is packed: it is read when somebody searches.
    projection.search.readLater(async () => PrefixIndex.fromBuffers((await packed.get('search'))?.value as PrefixIndexBuffers));
    projection.state.workshop = summary.workshop;
    projection.state.agenda = summary.agenda;
    projection.state.tally = summary.tally;
    projection.state.help = summary.help;
    projection.state.exceptions = summary.exceptions;
    projection.state.retention = summary.retention;
    projection.state.certificates = summary.certificates;
    projection.refused = summary.refused;
    projection.written = summary.written;
    projection.recent = summary.recent;
    projection.arrived = new Map(summary.arrived.map(([target, set]) => [target, CountedRows.unpack(set)]));
    projection.cancelled = CountedRows.unpack(summary.cancelled);
    projection.withdrawn = CountedRows.unpack(summary.withdrawn);
    projection.state.imports = summary.imports;
    projection.merged = CountedRows.unpack(summary.merged);
    projection.duplicates = CountedRows.unpack(summary.duplicates);
    projection.stations = summary.stations;
    projection.erased = CountedRows.unpack(summary.erased);
    projection.admission.choices = summary.choices;
    projection.folded.reach(mark.highWater.line, mark.highWater.anchor);
    this.writtenLine = projection.line;
    this.writtenRoster = projection.rosterVersion;
    this.writtenOf = projection;
    this.generation = summary.generation;
    return projection;
  }

  /** Writes what has changed since the last time, in one transaction with the high-water mark; nothing while lines are folded in behind that. */
  save(projection: Projection): Promise<void> {
    this.running = (this.running ?? Promise.resolve()).catch(() => undefined).then(() => this.write(projection));
    return this.running;
  }

  private async write(projection: Projection): Promise<void> {
    await projection.whole();
    const { meta, packed } = this.database;
    // The browser may have deleted a damaged database: then a part of it would be no use.
    const again = projection === this.writtenOf && (await meta.get('packed'))?.highWater.line === this.writtenLine;
    if (again && projection.line === this.writtenLine) return;
    await projection.search.ready();
    // From here to the copies nothing may be awaited: all must be of the same line, and of no line behind it.
    if (!projection.folded.isWhole) return;
    const highWater: HighWater = { line: projection.line, anchor: projection.anchor };
    const { rosterVersion } = projection;
    const { records } = projection.rows;
    if (records.garbageBytes > 2 * records.liveBytes + smallGarbage) records.compact();
    const { generation, chunks, chunkCount, table } = records.snapshot(again ? this.generation : 0);
    const summary = structuredClone<PackedSummary>({
      generation,
      workshop: projection.state.workshop,
      agenda: projection.state.agenda,
      tally: projection.tally,
      help: projection.help,
      exceptions: projection.exceptions,
      retention: projection.state.retention,
      certificates: projection.state.certificates,
      refused: projection.refused,
      written: projection.written,
      recent: projection.recent,
      arrived: [...projection.arrived].map(([target, set]) => [target, set.pack()]),
      cancelled: projection.cancelled.pack(),
      withdrawn: projection.withdrawn.pack(),
      imports: projection.state.imports,
      merged: projection.merged.pack(),
      duplicates: projection.duplicates.pack(),
      stations: projection.stations,
      erased: projection.erased.pack(),
      choices: projection.admission.choices,
    });
    const pieces: PackedRow[] = [
      { key: 'summary', value: summary },
      { key: 'table', value: table },
      { key: 'nonces', value: projection.nonces.lines.toBuffer() },
      ...chunks.map(({ index, bytes }) => ({ key: chunkKey(index), value: bytes })),
    ];
    if (!again || rosterVersion !== this.writtenRoster) {
      pieces.push(
        { key: 'ids', value: projection.rows.ids.toBuffer() },
        { key: 'tickets', value: projection.rows.tickets.toBuffer() },
        { key: 'search', value: projection.search.toBuffers() },
      );
    }
    await this.database.transaction('rw', [meta, packed], async () => {
      await packed.where('key').between(chunkKey(chunkCount), 'chunk/~').delete();
      await packed.bulkPut(pieces);
      await meta.put({ key: 'packed', highWater, projectionVersion });
    });
    this.generation = generation;
    this.writtenLine = highWater.line;
    this.writtenRoster = rosterVersion;
    this.writtenOf = projection;
  }
}

/** The attendees' records, at first with the one chunk that is being filled. */
async function restoreRecords(table: ArrayBuffer, readChunks: ReadChunks): Promise<RecordArena> {
  const open = RecordArena.openChunkOf(table);
  const indexes = open === null ? [] : [open];
  const chunks = (await readChunks(indexes)).flatMap((bytes, at) => (bytes ? [{ index: indexes[at] as number, bytes }] : []));
  return RecordArena.restore({ table, chunks });
}

/** Replaced records are left in place until they are most of what is stored, and more than this many bytes. */
const smallGarbage = 4 * 1024 * 1024;

function chunkKey(index: number): string {
  return `chunk/${String(index).padStart(6, '0')}`;
}
