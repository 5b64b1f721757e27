import type { ImportRemark } from '../../contract/reports';

/** A value as it is shown inside a message: in quotation marks, and short. */
export function quote(value: string): string {
  return `“${shortened(value)}”`;
}

function shortened(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/**
 * The words of every remark on an imported file, by code: what is wrong, and what to do about it. Windows say the same
 * in other languages by `renderer/i18n/<language>/remarks.json`, which a test holds to these.
 */
export const remarkTexts = {
  // The file
  encoding_guessed: (encoding: string) =>
    `The file does not say how its letters are encoded; ${encoding} was guessed. Look at some names with accents or ` +
    'in other scripts before the event; if they are wrong, save the file again as “CSV UTF-8” and import that.',
  undecodable_bytes: (encoding: string, count: number) =>
    `${count} character(s) of the file are not valid ${encoding} and show as “�”. ` +
    'Correct the values named below in the source, save it as “CSV UTF-8” and import it again.',
  undecodable_characters: (value: string) =>
    `${quote(value)} has characters that could not be read and show as “�”. Correct the value in the source and import the file again.`,
  other_sheets_ignored: (read: string, ignored: string) =>
    `Only the sheet ${read} was read; ${ignored} was ignored. If the people are on another sheet, move it to the front and import the file again.`,
  formula_error: (value: string) =>
    `The cell holds the error ${quote(value)} of a formula and was taken as empty. Correct the formula in the spreadsheet and import the file again.`,
  broken_quotes: () =>
    'A quotation mark in this line is opened but not closed properly, so its cells cannot be told apart. ' +
    'The line was left out; correct the quotation marks and import the file again.',
  too_many_cells: (cells: number, columns: number) =>
    `The line has ${cells} cells, but the header has only ${columns}: probably a comma or semicolon without quotation marks ` +
    'moved the cells to wrong columns. The line was left out; put the value in quotation marks and import the file again.',
  // Columns
  duplicate_column: (name: string) =>
    `The column ${quote(name)} occurs more than once. The first one was used, the others were kept as further columns; rename or delete them if that is wrong.`,
  unnamed_column: (letter: string) =>
    `Column ${letter} has values but no name in the header. It was kept as “Column ${letter}”; give it a name if it matters.`,
  id_from_columns: (names: string) =>
    `The file has no registration id. People are known by ${names} instead: keep that column as it is in every later file, ` +
    'or the same person comes in twice. A column with ids of their own is better.',
  // People
  missing_registration_id: () =>
    'The row has no registration_id, so nobody could find this person again. Fill it in and import the file again.',
  missing_full_name: () => 'The row has no full_name. Fill it in and import the file again.',
  duplicate_registration_id: (id: string, first: number) =>
    `The registration_id ${quote(id)} was already used in row ${first}, which was kept. Give this person another one, or delete this row if it is the same person.`,
  duplicate_ticket_code: (code: string, first: number) =>
    `The ticket_code ${quote(code)} was already used in row ${first}, which was kept. Give this person another ticket and import the file again.`,
  duplicate_skipped: (what: string, other: string) =>
    `${quote(what)} is the same as that of ${other}. The row was left out, as was decided; if this is another person, import the file again and keep both.`,
  cancelled_registration: (name: string, status: string) =>
    `${quote(name)} is marked as ${quote(status)} in the file and was left out. Whoever is in the roster already stays: cancel them on their card. ` +
    'Correct the status in the source if they do come.',
  ticket_code_taken: (code: string, owner: string) =>
    `The ticket_code ${quote(code)} already belongs to ${owner}, who keeps it. Give this person another ticket and import the file again.`,
  too_long: (length: number, limit: number, personLeftOut: boolean) =>
    `The value is ${length} characters long; ${limit} are allowed. ${personLeftOut ? 'The person' : 'The value'} was left out. ` +
    'Shorten it (or look for a missing quotation mark) and import the file again.',
  rounded_number: (value: string, kept: boolean) =>
    `${quote(value)} looks like a long number that a spreadsheet has rounded: its last digits are lost. ` +
    `${kept ? 'It was kept as it is' : 'It was left out'}; format the column as text in the source, paste the codes again and import the file again.`,
  invalid_date: (value: string) =>
    `${quote(value)} is not a date that can be read for certain. The date was left out; write it as year-month-day, such as 2001-03-28.`,
  ambiguous_date: (value: string) =>
    `${quote(value)} can be read as two different days. The date was left out; write it as year-month-day, such as 2001-03-28.`,
  impossible_date: (value: string) =>
    `${quote(value)} is not a day of the calendar. The date was left out; correct it, as year-month-day.`,
  future_date: (value: string) => `The birth date ${quote(value)} is in the future. It was left out; correct the year.`,
  old_date: (value: string) => `The birth date ${quote(value)} is before 1900. It was left out; correct the year.`,
  invalid_email: (value: string) =>
    `${quote(value)} is not an e-mail address. It was left out; write one address, such as name@example.org.`,
  unknown_language: (value: string) =>
    `${quote(value)} is not one of the languages en, it, de, ar, fr, ko, zh. It was left out, and the kiosk will greet this person in its own language.`,
  invalid_yes_no: (value: string) =>
    `${quote(value)} is neither yes nor no. It was taken as not known; write yes or no.`,
  unknown_session: (id: string) => `The agenda has no session "${id}". Import the agenda that has it, or correct the roster.`,
  erased: (id: string) => `${id} was erased on request and stays so. If they want to come after all, register them under a new id.`,
  // Agenda
  session_removed: (id: string) => `Session ${id} is no longer in the agenda. Its check-ins are kept.`,
  missing_session_id: () => 'The row has no session_id. Give the session one, such as S01, and import the file again.',
  missing_title: () => 'The session has no title. Fill it in and import the file again.',
  missing_time: (which: string) =>
    `The session has no ${which}. Fill it in as year-month-dayThour:minute, such as 2025-09-24T09:15, and import the file again.`,
  invalid_session_id: (id: string) =>
    `${quote(id)} cannot be a session id: it may have up to 127 characters and no comma, semicolon, bar or line break. Shorten or correct it.`,
  duplicate_session_id: (id: string, first: number) =>
    `The session id ${quote(id)} was already used in row ${first}, which was kept. Give this session another one.`,
  invalid_time: (value: string) =>
    `${quote(value)} is not a day and time that can be read for certain. Write it as 2025-09-24T09:15 and import the file again.`,
  end_not_after_start: (start: string, end: string) =>
    `The session ends (${end}) when it starts (${start}) or earlier. Correct the times and import the file again.`,
  invalid_time_zone: (value: string) =>
    `${quote(value)} is not a time zone. Write its IANA name, such as Asia/Seoul or Europe/Rome.`,
  unknown_calendar_zone: (value: string, used: string) =>
    `The calendar names the time zone ${quote(value)} without saying what it is. ${used} was used; check the times.`,
  clock_skipped: (value: string, used: string) =>
    `The time ${value} does not exist that day, because the clocks go forward. ${used} was used; correct the time if that is wrong.`,
  clock_repeated: (value: string) =>
    `The time ${value} occurs twice that day, because the clocks go back. The first one was used; choose another time if that is wrong.`,
  room_conflict: (room: string, other: string, row: number) =>
    `The session overlaps with ${quote(other)} (row ${row}) in the same room, ${quote(room)}. Both were taken; change the room or the time of one.`,
  invalid_capacity: (value: string) =>
    `${quote(value)} is not a number of places. The session was taken without a limit; write a whole number.`,
  cancelled_event: (title: string) =>
    `${quote(title)} is marked as cancelled in the calendar and was left out. Remove the mark if it does take place.`,
  too_many_occurrences: (title: string, limit: number) =>
    `${quote(title)} repeats more than ${limit} times; only the first ${limit} were taken. Give the repetition an end in the calendar.`,
  more_pages: (talks: number) =>
    `The file is one page of several: it has ${talks} talk(s), and there are more. Import the schedule’s export (schedule.json), which has all of them.`,
  unreadable_event: (title: string, why: string) =>
    `${quote(title)} could not be read (${why}). Correct the event in the calendar, export it again and import the file.`,
} as const;

export type RemarkText = keyof typeof remarkTexts;

/** Several texts share a code, where scripts and people need the same answer and only the words differ. */
const codeOf: Partial<Record<RemarkText, string>> = {
  ticket_code_taken: 'duplicate_ticket_code',
  ambiguous_date: 'invalid_date',
  impossible_date: 'invalid_date',
  future_date: 'invalid_date',
  old_date: 'invalid_date',
  unknown_calendar_zone: 'invalid_time_zone',
  clock_skipped: 'clock_change',
  clock_repeated: 'clock_change',
};

/** A remark with its words. `row` is the line in the spreadsheet, 0 the whole file; `column` may be empty. */
export function remark<T extends RemarkText>(
  text: T,
  row: number,
  column: string,
  ...values: Parameters<(typeof remarkTexts)[T]>
): ImportRemark {
  const words = remarkTexts[text] as (...values: Parameters<(typeof remarkTexts)[T]>) => string;
  const said = values.map((value: string | number | boolean) => (typeof value === 'string' ? shortened(value) : value));
  return { row, column, code: codeOf[text] ?? text, message: words(...values), text, values: said };
}

/** The code of every remark that an import can make. */
export const remarkCodes: readonly string[] = [
  ...new Set([...(Object.keys(remarkTexts) as RemarkText[]).map((text) => codeOf[text] ?? text), 'session_removed', 'unknown_session']),
];
