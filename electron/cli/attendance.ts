import fs from 'node:fs/promises';
import type { AttendeeView } from '@shared/contract/queries';
import { standingTargets, workshopTable } from '@shared/domain/export/attendanceTables';
import { byteOrderMark, csvHeader, csvLines } from '@shared/domain/export/csv';
import type { Cell, Column } from '@shared/domain/export/table';
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

async function tableOf(context: CommandContext): Promise<{ columns: readonly Column[]; rows: Cell[][] }> {
  const people: AttendeeView[] = [];
  for await (const attendee of everybody(context.client)) people.push(attendee);
  const { columns, rowsOf } = workshopTable(standingTargets(people));
  return { columns, rows: people.flatMap(rowsOf) };
}

async function writeCsv(context: CommandContext, out: string | null): Promise<void> {
  const { columns, rows } = await tableOf(context);
  const text = byteOrderMark + csvHeader(columns) + csvLines(rows);
  if (out === null) await context.print(text.slice(0, -2));
  else await fs.writeFile(out, text);
}

async function writeXlsx(context: CommandContext, out: string | null): Promise<void> {
  if (out === null) throw new UsageError('A spreadsheet needs a file: add --out FILE.xlsx.');
  const { workbookOf } = await import('../exports/workbook');
  const { columns, rows } = await tableOf(context);
  await fs.writeFile(out, await workbookOf(columns, rows, { sheet: 'Attendance', timeZone: null }));
}
