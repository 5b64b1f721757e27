import { type EventOf, type JournalEvent, orderOf } from '@shared/contract/events';
import type { HelpSubject } from '@shared/contract/values';

/** Somebody at a kiosk who asked for a human. */
export interface HelpRequest {
  requestId: string;
  at: string;
  subject: HelpSubject;
  station: string | null;
  order: string;
}

/**
 * All calls for help: the requests by id, the earliest event of each standing, and the ids that were answered. Both
 * only grow, so an answer may arrive before its request, and either of them twice.
 */
export interface HelpDesk {
  requests: Map<string, HelpRequest>;
  answered: Set<string>;
  /** By the id of a call, the name that is wished on a certificate, by the earliest event. */
  wishes: Map<string, { registrationId: string; name: string; order: string }>;
}

type AboutHelp = EventOf<'help.requested' | 'help.answered' | 'certificate.nameWished'>;

export function emptyHelpDesk(): HelpDesk {
  return { requests: new Map(), answered: new Set(), wishes: new Map() };
}

export function isAboutHelp(event: JournalEvent): event is AboutHelp {
  return event.type === 'help.requested' || event.type === 'help.answered' || event.type === 'certificate.nameWished';
}

/** Takes one more event in, changing the given state. */
export function foldHelp(help: HelpDesk, event: AboutHelp): void {
  const { requestId } = event.data;
  if (event.type === 'help.answered') {
    help.answered.add(requestId);
    return;
  }
  const order = orderOf(event);
  if (event.type === 'certificate.nameWished') {
    const wish = help.wishes.get(requestId);
    if (wish && wish.order <= order) return;
    help.wishes.set(requestId, { registrationId: event.data.registrationId, name: event.person?.nameOnCertificate ?? '', order });
    return;
  }
  const known = help.requests.get(requestId);
  if (known && known.order <= order) return;
  const { subject, by } = event.data;
  help.requests.set(requestId, { requestId, at: event.at, subject, station: by.station ?? null, order });
}

/** The requests that nobody has answered, the earliest first. */
export function openRequests(help: HelpDesk): HelpRequest[] {
  return [...help.requests.values()]
    .filter(({ requestId }) => !help.answered.has(requestId))
    .sort((a, b) => (a.order < b.order ? -1 : 1));
}
