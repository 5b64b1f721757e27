import { cleanLine } from './cellValues';
import { guessHeader } from './rosterHeaders';
import { headerKey } from './table';

/** What a ticket shop calls the state of an order, in the kiosk's languages. */
const orderStates = new Set('status|order status|stato|stato dell’ordine|bestellstatus|statut|état|الحالة|حالة الطلب|상태|주문 상태|状态|订单状态'.split('|').map(headerKey));
/** Indico's, which stands for the person and needs no order beside it. */
const registrationState = headerKey('Registration state');

/** pretix writes it in the language of whoever exports, at times with a fee in brackets behind it; Indico's are the last two. */
const saysCancelled = /^(?:cancell?ed|storniert|annullat|cancellat|annulé|ملغ|تم الإلغاء|취소|已取消|取消|withdrawn|rejected)/iu;

/** The place of the column that says whether a row's registration still stands; -1 where a file has none that is known. */
export function statusPlace(header: readonly string[]): number {
  const ofPerson = header.findIndex((text) => headerKey(text) === registrationState);
  if (ofPerson >= 0) return ofPerson;
  // “Status” may mean anything in a list of people: only beside an order is it the order's.
  if (!header.some((text) => guessHeader(text)?.meaning === 'order_code')) return -1;
  return header.findIndex((text) => orderStates.has(headerKey(text)));
}

/** Whether a registration with this status is one of somebody who does not come. */
export function isCancelledStatus(status: string): boolean {
  return saysCancelled.test(cleanLine(status).normalize('NFC'));
}
