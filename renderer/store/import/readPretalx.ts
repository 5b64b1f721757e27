import { KioskError } from '../../../shared/contract/errors';
import { AgendaBuilder, type AgendaOptions, type AgendaReading, isSessionId, type SessionDraft } from '../../../shared/domain/import/agenda';
import { cleanBlock, cleanCode, cleanLine } from '../../../shared/domain/import/cellValues';
import { quote, remark } from '../../../shared/domain/import/remarks';
import { instantOf, isTimeZone, readWall, wallOf } from '../../../shared/domain/import/zonedTime';

/** Whether a text is JSON by its first sign. */
export function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

type Fields = Record<string, unknown>;

/** One talk at one time, in whichever of the forms it came. */
interface Talk {
  id: string;
  title: string;
  kind: string;
  room: string;
  speakers: string;
  language: string;
  /** With an offset, or of the venue's clocks. */
  start: string;
  /** One of both is known. */
  end: string;
  minutes: number | null;
  cancelled: boolean;
}

/**
 * Reads an agenda of pretalx: a schedule export (`schedule.json`, the format of frab) or the API's answer with talks or
 * slots. In remarks, `row` is the talk's place in the file. Throws KioskError `unreadable_file`.
 *
 * Formats: https://docs.pretalx.org/api/resources/ and https://c3voc.de/schedule/schema.json.
 */
export function readPretalx(text: string, fileName: string, options: AgendaOptions): AgendaReading {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (cause) {
    throw new KioskError('unreadable_file', `${quote(fileName)} is damaged JSON (${(cause as Error).message}). Export the schedule again and import that file.`);
  }
  const conference = fieldsOf(fieldsOf(fieldsOf(file).schedule).conference);
  const results = Array.isArray(file) ? file : fieldsOf(file).results;
  const isExport = Array.isArray(conference.days);
  if (!isExport && !Array.isArray(results)) {
    throw new KioskError(
      'unreadable_file',
      `${quote(fileName)} is JSON, but no schedule of pretalx. In pretalx, choose Schedule, Export, “JSON (frab compatible)”, and import that file.`,
    );
  }
  const named = textOf(conference.time_zone_name);
  const timeZone = isTimeZone(named) ? named : options.timeZone;
  const builder = new AgendaBuilder();
  if (named !== '' && !isTimeZone(named)) builder.warnings.push(remark('unknown_calendar_zone', 0, 'time_zone_name', named, options.timeZone));
  if (textOf(fieldsOf(file).next) !== '') builder.warnings.push(remark('more_pages', 0, 'next', listOf(results).length));
  const talks = isExport ? talksOfExport(conference) : listOf(results).flatMap(talksOfApi);
  if (talks.length === 0) {
    throw new KioskError('unreadable_file', `${quote(fileName)} is a schedule without talks. Release the schedule in pretalx, export it again and import that file.`);
  }
  const capacities = capacitiesOf(conference);
  const often = new Map<string, number>();
  for (const { id } of talks) often.set(id, (often.get(id) ?? 0) + 1);
  talks.forEach((talk, index) => {
    const row = index + 1;
    if (talk.cancelled) {
      builder.warnings.push(remark('cancelled_event', row, 'state', talk.title));
      return;
    }
    const times = timesOf(talk, timeZone);
    if (typeof times === 'string') {
      builder.rejected.push(talk[times] === '' ? remark('missing_time', row, times, times) : remark('invalid_time', row, times, talk[times]));
      return;
    }
    const draft: SessionDraft = {
      // A talk that is given more than once has one code: each time is a session.
      id: (often.get(talk.id) ?? 0) > 1 ? `${talk.id}-${times.start.replace(/[-:]/g, '')}` : talk.id,
      title: talk.title,
      kind: talk.kind,
      ...times,
      timeZone,
      room: talk.room,
      capacity: capacities.get(talk.room) ?? null,
      speakers: talk.speakers,
      language: talk.language,
      countsForCertificate: true,
      registrationRequired: false,
    };
    builder.add(draft, row, { session_id: 'code', start: 'start', end: 'duration' });
  });
  return builder.finish(talks.length);
}

function timesOf({ start, end, minutes }: Talk, timeZone: string): { start: string; end: string } | 'start' | 'end' {
  const from = readWall(start, timeZone);
  if (from === null) return 'start';
  if (end !== '') {
    const to = readWall(end, timeZone, from);
    return to === null ? 'end' : { start: from, end: to };
  }
  if (minutes === null) return 'end';
  // A length is true time, whatever the clocks do meanwhile.
  const begins = /(Z|[+-]\d{2}:?\d{2})$/.test(start) ? Date.parse(start) : Date.parse(instantOf(from, timeZone).instant);
  return { start: from, end: wallOf(begins + minutes * 60_000, timeZone) };
}

function talksOfExport(conference: Fields): Talk[] {
  return listOf(conference.days).flatMap((day) => {
    const { date, rooms } = fieldsOf(day);
    return Object.entries(fieldsOf(rooms)).flatMap(([room, talks]) =>
      listOf(talks).map((each): Talk => {
        const talk = fieldsOf(each);
        const [start, alone] = [textOf(talk.date), textOf(talk.start)];
        return {
          ...commonOf(talk),
          room: textOf(talk.room) || cleanLine(room),
          kind: textOf(talk.type).toLowerCase(),
          start: start.includes('T') ? start : `${textOf(date).slice(0, 10)}T${alone}`,
          end: '',
          minutes: minutesOf(talk.duration),
        };
      }),
    );
  });
}

/** A talk of the API with the slots it has, or a slot with its talk inside; with neither, it is not in the schedule. */
function talksOfApi(each: unknown): Talk[] {
  const entry = fieldsOf(each);
  const inside = fieldsOf(entry.submission);
  const talk = Object.keys(inside).length > 0 ? inside : entry;
  const slots = talk !== entry || typeof entry.start === 'string' ? [entry] : listOf(entry.slots).length > 0 ? listOf(entry.slots) : [entry.slot];
  return slots.map((each): Talk => {
    const slot = fieldsOf(each);
    return {
      ...commonOf(talk),
      room: textOf(fieldsOf(slot.room).name ?? slot.room),
      kind: textOf(fieldsOf(talk.submission_type).name ?? talk.submission_type).toLowerCase(),
      start: textOf(slot.start),
      end: textOf(slot.end),
      minutes: minutesOf(talk.duration),
    };
  });
}

function commonOf(talk: Fields): Pick<Talk, 'id' | 'title' | 'speakers' | 'language' | 'cancelled'> {
  const people = listOf(talk.persons ?? talk.speakers).map((person) => {
    const { public_name: publicName, name } = fieldsOf(person);
    return textOf(publicName ?? name).replaceAll(';', ',');
  });
  return {
    id: idOf(talk),
    title: textOf(talk.title),
    speakers: cleanBlock(people.filter((name) => name !== '').join('; ')),
    language: textOf(talk.language ?? talk.content_locale),
    cancelled: /^(cancell?ed|withdrawn|rejected)$/.test(textOf(talk.state)),
  };
}

/** The talk's code, which everybody knows it by; in older exports its number or its guid. */
function idOf(talk: Fields): string {
  const code = cleanCode(textOf(talk.code));
  if (isSessionId(code)) return code;
  const number = typeof talk.id === 'number' ? String(talk.id) : '';
  return number === '' ? cleanCode(textOf(talk.guid)) : `talk-${number}`;
}

function capacitiesOf(conference: Fields): Map<string, number> {
  const capacities = new Map<string, number>();
  for (const each of listOf(conference.rooms)) {
    const { name, capacity } = fieldsOf(each);
    if (typeof capacity === 'number' && Number.isInteger(capacity) && capacity > 0) capacities.set(textOf(name), capacity);
  }
  return capacities;
}

/** `00:45`, `1:02:30` (with days in front), or a number of minutes. */
function minutesOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value > 0 ? Math.round(value) : null;
  const match = /^(?:(\d{1,2}):)?(\d{1,3}):(\d{2})$/.exec(typeof value === 'string' ? value.trim() : '');
  return match ? Number(match[1] ?? 0) * 1440 + Number(match[2]) * 60 + Number(match[3]) : null;
}

/** A text, or of a text in several languages the English one, or else the first. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return cleanLine(value);
  const texts = Object.entries(fieldsOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return cleanLine((texts.find(([language]) => language === 'en') ?? texts[0])?.[1] ?? '');
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
