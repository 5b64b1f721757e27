import type { BadgeChoice } from '@shared/contract/exports';
import type { AttendeeView } from '@shared/contract/queries';
import type { AgendaSession } from '@shared/contract/values';
import { isExpectedAt } from './attendanceTables';

/** Whether somebody's badge is among those asked for. Who has cancelled gets one only when asked for by name. */
export function isChosen(one: AttendeeView, choice: BadgeChoice, printed: ReadonlySet<string>, agenda: readonly AgendaSession[]): boolean {
  switch (choice.who) {
    case 'one':
      return one.registrationId === choice.registrationId;
    case 'all':
      return one.cancelled === null;
    case 'unprinted':
      return one.cancelled === null && !printed.has(one.registrationId);
    case 'target':
      return isExpectedAt(one, choice.target, agenda);
  }
}

const roleColumns = ['role', 'badge_role', 'ticket_type', 'category'];

/** What somebody is at the workshop, out of whichever of the roster's own columns says so; empty where none does. */
export function roleOf({ person }: AttendeeView): string {
  for (const [column, value] of Object.entries(person?.other ?? {})) {
    if (roleColumns.includes(column.trim().toLowerCase().replace(/[\s-]+/g, '_')) && value.trim() !== '') return value.trim();
  }
  return '';
}

/** The ticket that a badge carries: the roster's own or one of ours, if it is still good. */
export function goodTicket({ ticketCode, issuedTickets, revokedTickets }: AttendeeView): string | null {
  const codes = [...(ticketCode === null ? [] : [ticketCode]), ...issuedTickets.map((ticket) => ticket.ticketCode).sort((a, b) => a.length - b.length)];
  return codes.find((code) => !revokedTickets.includes(code)) ?? null;
}
