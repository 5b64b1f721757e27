import type { Workshop } from '@shared/contract/values';
import type { ScanCase } from '@shared/domain/scan';
import { parseSignedTicket } from '@shared/domain/ticket';
import { verifies, workshopTag } from '@shared/signing/signedTickets';

export { workshopTag } from '@shared/signing/signedTickets';

/** What the signature of a self-proving ticket says of it here; `none` for codes that are no such ticket. */
export function checkSignature(code: string, workshop: Workshop): ScanCase['signature'] {
  const ticket = parseSignedTicket(code);
  if (!ticket) return 'none';
  const tag = workshopTag(workshop.id);
  if (ticket.tag.some((byte, index) => byte !== tag[index])) return 'other_workshop';
  const valid = workshop.ticketKeys.some((key) => verifies(ticket.signature, ticket.signed, key));
  return valid ? 'valid' : 'bad';
}
