import Papa from 'papaparse';
import type { TicketHolder } from './issueTickets';

/** The table that a mail-merge reads: one row a person, with the file of their QR code. */
export function mailMerge(holders: readonly TicketHolder[], fileOf: (holder: TicketHolder) => string): string {
  const header = ['registration_id', 'full_name', 'email', 'ticket', 'file'];
  const rows = holders.map((holder) => [holder.registrationId, holder.fullName, holder.email, holder.ticketCode, fileOf(holder)]);
  // With a byte order mark Excel reads it as UTF-8; cells that would run as formulas are defused.
  return `\ufeff${Papa.unparse([header, ...rows], { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}
