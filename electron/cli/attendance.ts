import fs from 'node:fs/promises';
import Papa from 'papaparse';
import type { AttendeeView } from '@shared/contract/queries';
import { everybody } from '../everybody';
import { type Command, type CommandContext, UsageError } from './command';

export const attendance: Command = {
  valued: ['--format', '--out'],
  flags: [],
  operands: 0,
  usage: 'attendance [--format json|csv|xlsx] [--out FILE]',
  async run(context, { options }) {
    const format = options.get('--format') ?? 'json';
    const out = options.has('--out') ? context.resolve(options.get('--out') as string) : null;
    if (format === 'json') await writeJson(context, out);
    else if (format === 'csv') await writeCsv(context, out);
    else if (format === 'xlsx') await writeXlsx(context, out);
    else throw new UsageError(`There is no format "${format}". Use json, csv or xlsx.`);
    return 0;
  },
};

async function writeJson(context: CommandContext, out: string | null): Promise<void> {
  const file = out === null ? null : await fs.open(out, 'w');
  try {
    for await (const attendee of everybody(context.client)) {
      const line = JSON.stringify(lineOf(attendee));
      if (file) await file.write(`${line}\n`);
      else await context.print(line);
    }
    await file?.sync();
  } finally {
    await file?.close();
  }
}

function lineOf({ registrationId, ticketCode, person, visits, sessions, consents, cancelled, revokedTickets, onlineParts }: AttendeeView): object {
  const checkIns = visits.map(({ target, at, device, voided, eventId, station, outAt, duplicate, override }) => ({
    target, at, device, voided, eventId, station, checkedOutAt: outAt, duplicate, override,
  }));
  return {
    registrationId, ticketCode, fullName: person?.fullName ?? '', checkIns, sessions, cancelled, revokedTickets, consents, onlineParts,
    nameOnCertificate: person?.nameOnCertificate ?? '', email: person?.email ?? '', birthDate: person?.birthDate ?? null,
    country: person?.country ?? '', organisation: person?.organisation ?? '', language: person?.language ?? null,
    dietary: person?.dietary ?? '', other: person?.other ?? {},
  };
}

/** One row a person; behind who they are, a column for every day and session with the first standing check-in. */
async function tableOf(context: CommandContext): Promise<{ header: string[]; rows: string[][] }> {
  const people: AttendeeView[] = [];
  const targets = new Set<string>();
  for await (const attendee of everybody(context.client)) {
    people.push(attendee);
    for (const visit of attendee.visits) if (!visit.voided) targets.add(visit.target);
  }
  const columns = [...targets].sort();
  const header = ['registration_id', 'ticket_code', 'full_name', 'name_on_certificate', 'email', 'organisation', 'country', 'cancelled', ...columns];
  const rows = people.map((one) => [
    one.registrationId, one.ticketCode ?? '', one.person?.fullName ?? '', one.person?.nameOnCertificate ?? '', one.person?.email ?? '',
    one.person?.organisation ?? '', one.person?.country ?? '', one.cancelled ? one.cancelled.reason : '',
    ...columns.map((target) => one.visits.find((visit) => visit.target === target && !visit.voided)?.at ?? ''),
  ]);
  return { header, rows };
}

async function writeCsv(context: CommandContext, out: string | null): Promise<void> {
  const { header, rows } = await tableOf(context);
  // With a byte order mark Excel reads it as UTF-8; cells that would run as formulas are defused.
  const text = `\ufeff${Papa.unparse([header, ...rows], { escapeFormulae: true, newline: '\r\n' })}\r\n`;
  if (out === null) await context.print(text.slice(0, -2));
  else await fs.writeFile(out, text);
}

async function writeXlsx(context: CommandContext, out: string | null): Promise<void> {
  if (out === null) throw new UsageError('A spreadsheet needs a file: add --out FILE.xlsx.');
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const { header, rows } = await tableOf(context);
  const cell = (value: string, bold = false): { value: string; type: StringConstructor; fontWeight?: 'bold' } => ({
    value, type: String, ...(bold ? { fontWeight: 'bold' as const } : {}),
  });
  const data = [header.map((name) => cell(name, true)), ...rows.map((row) => row.map((value) => cell(value)))];
  const file = await writeExcelFile(data, { sheet: 'Attendance', stickyRowsCount: 1 });
  await fs.writeFile(out, await file.toBuffer());
}
