import { KioskError } from '../../contract/errors';
import type { ImportRemark } from '../../contract/reports';
import type { AgendaSession } from '../../contract/values';
import { cleanBlock, cleanCode, cleanLine, readYesNo } from './cellValues';
import { quote, remark } from './remarks';
import { headerKey, type Table, type TableRow } from './table';
import { daysBetween, instantOf, isTimeZone, moveWall, readWall, wallOf, type ZonedTime } from './zonedTime';

/** The agenda's columns; the first four are required. */
const agendaColumns = [
  'session_id',
  'title',
  'start',
  'end',
  'kind',
  'timezone',
  'room',
  'capacity',
  'speakers',
  'language',
  'counts_for_certificate',
  'registration_required',
] as const;
export type AgendaColumn = (typeof agendaColumns)[number];
const requiredColumns = agendaColumns.slice(0, 4);

export interface AgendaReading {
  /** Rows that were not blank (or events of a calendar). */
  read: number;
  sessions: AgendaSession[];
  rejected: ImportRemark[];
  warnings: ImportRemark[];
}

export interface AgendaOptions {
  /** The venue's IANA time zone, for rows that name none. */
  timeZone: string;
}

/** A session before its times are instants. */
export type SessionDraft = Omit<AgendaSession, 'startsAt' | 'endsAt'>;

/** Whether a text can be a session id: one that a roster's `sessions` cell can list. */
export function isSessionId(id: string): boolean {
  return /^[^\s;,|][^;,|\n\r\t]{0,126}$/.test(id);
}

/**
 * Collects sessions, whatever file they come from: turns wall-clock times into instants and refuses what cannot stand.
 * `row` is where the file has the session.
 */
export class AgendaBuilder {
  readonly sessions: AgendaSession[] = [];
  readonly rejected: ImportRemark[] = [];
  readonly warnings: ImportRemark[] = [];
  private readonly rows = new Map<string, number>();

  /** Adds a session, or the remark that says why not. `headers` are the columns as the file names them. */
  add(draft: SessionDraft, row: number, headers: Partial<Record<AgendaColumn, string>> = {}): void {
    const header = (column: AgendaColumn): string => headers[column] ?? column;
    const refused = this.refusalOf(draft, row, header);
    if (refused !== null) {
      this.rejected.push(refused);
      return;
    }
    const start = this.timeOf(draft.start, draft.timeZone, row, header('start'));
    const end = this.timeOf(draft.end, draft.timeZone, row, header('end'));
    if (end.instant <= start.instant) {
      this.rejected.push(remark('end_not_after_start', row, header('end'), start.wall, end.wall));
      return;
    }
    this.rows.set(draft.id, row);
    // In the order of the contract, so that the same session is the same text however it came in.
    this.sessions.push({
      id: draft.id,
      title: draft.title,
      kind: draft.kind,
      start: start.wall,
      end: end.wall,
      timeZone: draft.timeZone,
      startsAt: start.instant,
      endsAt: end.instant,
      room: draft.room,
      capacity: draft.capacity,
      speakers: draft.speakers,
      language: draft.language,
      countsForCertificate: draft.countsForCertificate,
      registrationRequired: draft.registrationRequired,
    });
  }

  private refusalOf(draft: SessionDraft, row: number, header: (column: AgendaColumn) => string): ImportRemark | null {
    if (draft.id === '') return remark('missing_session_id', row, header('session_id'));
    if (!isSessionId(draft.id)) return remark('invalid_session_id', row, header('session_id'), draft.id);
    if (draft.title === '') return remark('missing_title', row, header('title'));
    if (draft.title.length > 500) return remark('too_long', row, header('title'), draft.title.length, 500, false);
    const first = this.rows.get(draft.id);
    if (first !== undefined) return remark('duplicate_session_id', row, header('session_id'), draft.id, first);
    if (!isTimeZone(draft.timeZone)) return remark('invalid_time_zone', row, header('timezone'), draft.timeZone);
    return null;
  }

  private timeOf(wall: string, timeZone: string, row: number, column: string): ZonedTime {
    const time = instantOf(wall, timeZone);
    if (time.clock === 'skipped') this.warnings.push(remark('clock_skipped', row, column, wall, time.wall));
    if (time.clock === 'repeated') this.warnings.push(remark('clock_repeated', row, column, wall));
    return time;
  }

  /** Everything collected, with the rooms checked. */
  finish(read: number): AgendaReading {
    this.checkRooms();
    this.rejected.sort((a, b) => a.row - b.row);
    this.warnings.sort((a, b) => a.row - b.row);
    return { read, sessions: this.sessions, rejected: this.rejected, warnings: this.warnings };
  }

  private checkRooms(): void {
    const inOrder = [...this.sessions].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
    const lastInRoom = new Map<string, AgendaSession>();
    for (const session of inOrder) {
      const room = session.room.toLowerCase();
      if (room === '') continue;
      const last = lastInRoom.get(room);
      if (last !== undefined && session.startsAt < last.endsAt) {
        this.warnings.push(
          remark('room_conflict', this.rows.get(session.id) ?? 0, 'room', session.room, last.title, this.rows.get(last.id) ?? 0),
        );
      }
      if (last === undefined || session.endsAt > last.endsAt) lastInRoom.set(room, session);
    }
  }
}

function positionsOf(table: Table): Map<AgendaColumn, number> {
  const position = new Map<AgendaColumn, number>();
  const known = new Map<string, AgendaColumn>(agendaColumns.map((name) => [headerKey(name), name]));
  table.header.forEach((name, index) => {
    const column = known.get(headerKey(name));
    if (column !== undefined && !position.has(column)) position.set(column, index);
  });
  const missing = requiredColumns.filter((column) => !position.has(column));
  if (missing.length > 0) {
    const found = table.header.map(cleanLine).filter((name) => name !== '').slice(0, 30).map(quote).join(', ');
    throw new KioskError(
      'unreadable_file',
      `${quote(table.fileName)} has no column ${missing.join(', ')}, which an agenda needs. ` +
        `Its columns are: ${found || 'none'}. Name them ${requiredColumns.join(', ')} and import the file again.`,
    );
  }
  return position;
}

/** Reads one row into a draft, or into the remark that refuses it. */
function readRow(
  line: TableRow,
  cell: (column: AgendaColumn) => string,
  header: (column: AgendaColumn) => string,
  options: AgendaOptions,
  warnings: ImportRemark[],
): SessionDraft | ImportRemark {
  const yesNo = (column: AgendaColumn, absent: boolean): boolean => {
    const value = cell(column);
    if (value === '') return absent;
    const answer = readYesNo(value);
    if (answer === null) warnings.push(remark('invalid_yes_no', line.row, header(column), value));
    return answer ?? absent;
  };
  const capacity = (): number | null => {
    const value = cell('capacity').normalize('NFKC');
    if (value === '') return null;
    if (/^\d{1,7}$/.test(value)) return Number(value);
    warnings.push(remark('invalid_capacity', line.row, header('capacity'), value));
    return null;
  };
  const timeZone = cell('timezone') || options.timeZone;
  if (!isTimeZone(timeZone)) return remark('invalid_time_zone', line.row, header('timezone'), timeZone);
  for (const column of ['start', 'end'] as const) {
    if (cell(column) === '') return remark('missing_time', line.row, header(column), column);
  }
  const start = readWall(cell('start'), timeZone);
  if (start === null) return remark('invalid_time', line.row, header('start'), cell('start'));
  const end = readWall(cell('end'), timeZone, start);
  if (end === null) return remark('invalid_time', line.row, header('end'), cell('end'));
  return {
    id: cleanCode(cell('session_id')),
    title: cell('title'),
    kind: cell('kind'),
    start,
    end,
    timeZone,
    room: cell('room'),
    capacity: capacity(),
    speakers: cell('speakers'),
    language: cell('language'),
    countsForCertificate: yesNo('counts_for_certificate', true),
    registrationRequired: yesNo('registration_required', false),
  };
}

/**
 * Reads an agenda table. A session without `counts_for_certificate` counts; one without `registration_required` is
 * open to all. Throws KioskError `unreadable_file` where a required column is missing.
 */
export function readAgendaTable(table: Table, options: AgendaOptions): AgendaReading {
  const position = positionsOf(table);
  const builder = new AgendaBuilder();
  builder.rejected.push(...table.rejected);
  builder.warnings.push(...table.warnings);
  const headers = Object.fromEntries(
    [...position].map(([column, index]) => [column, cleanLine(table.header[index] ?? column)]),
  ) as Partial<Record<AgendaColumn, string>>;
  for (const line of table.rows) {
    const cell = (column: AgendaColumn): string => {
      const raw = line.cells[position.get(column) ?? -1] ?? '';
      return column === 'speakers' ? cleanBlock(raw) : column === 'session_id' ? cleanCode(raw) : cleanLine(raw);
    };
    const draft = readRow(line, cell, (column) => headers[column] ?? column, options, builder.warnings);
    if ('code' in draft) builder.rejected.push(draft);
    else builder.add(draft, line.row, headers);
  }
  return builder.finish(table.rows.length + table.rejected.length);
}

/**
 * Moves an agenda by whole days so that its first day is `firstDay` (`YYYY-MM-DD`). Wall-clock times stay; the
 * instants are reckoned anew, for the new days may be on the other side of a clock change.
 */
export function shiftAgenda(sessions: readonly AgendaSession[], firstDay: string): AgendaSession[] {
  const first = sessions.map((session) => session.start.slice(0, 10)).sort()[0];
  if (first === undefined) return [];
  const days = daysBetween(first, firstDay);
  return sessions.map((session) => {
    const start = instantOf(moveWall(session.start, days), session.timeZone);
    let end = instantOf(moveWall(session.end, days), session.timeZone);
    if (end.instant <= start.instant) {
      // The start fell into the hour that the clocks skip, the end just after it: the session keeps its length.
      const length = Date.parse(session.endsAt) - Date.parse(session.startsAt);
      end = instantOf(wallOf(Date.parse(start.instant) + length, session.timeZone), session.timeZone);
    }
    return { ...session, start: start.wall, end: end.wall, startsAt: start.instant, endsAt: end.instant };
  });
}
