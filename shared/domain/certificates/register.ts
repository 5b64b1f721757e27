import { type EventOf, type JournalEvent, orderOf } from '@shared/contract/events';

interface Mark {
  at: string;
  order: string;
}

/** What was said of a key last. */
export interface KeyStanding extends Mark {
  trusted: boolean;
  /** Why it is distrusted; null while it is trusted. */
  reason: string | null;
}

/**
 * What every device needs to know to judge a code that it is shown, without a look at anybody's record: whose a number
 * is, which have been taken back, and the keys that may have signed. Grows only; of a key, what was said last counts.
 */
export interface CertificateRegister {
  /** By number, whose it is. */
  owners: Map<string, string>;
  /** By number, when it was taken back first. */
  revoked: Map<string, Mark>;
  /** Numbers that were ever asked for at a kiosk. */
  wanted: Set<string>;
  /** By public key. */
  keys: Map<string, KeyStanding>;
}

const types = [
  'certificate.issued', 'certificate.revoked', 'certificate.revocationsReceived', 'certificate.wanted', 'certificate.keyTrusted', 'certificate.keyDistrusted',
] as const;
type AboutRegister = EventOf<(typeof types)[number]>;

export function emptyCertificateRegister(): CertificateRegister {
  return { owners: new Map(), revoked: new Map(), wanted: new Set(), keys: new Map() };
}

export function isAboutRegister(event: JournalEvent): event is AboutRegister {
  return (types as readonly string[]).includes(event.type);
}

/** Takes an event in. What it says is the same in whatever order events arrive. */
export function foldRegister({ owners, revoked, wanted, keys }: CertificateRegister, event: AboutRegister): void {
  const mark = { at: event.at, order: orderOf(event) };
  switch (event.type) {
    case 'certificate.issued': {
      const { number, registrationId } = event.data;
      const known = owners.get(number);
      if (known === undefined || registrationId < known) owners.set(number, registrationId);
      return;
    }
    case 'certificate.revoked':
      return keepEarlier(revoked, event.data.number, mark);
    case 'certificate.revocationsReceived':
      for (const { number, at } of event.data.revoked) keepEarlier(revoked, number, { ...mark, at });
      return;
    case 'certificate.wanted':
      wanted.add(event.data.number);
      return;
    case 'certificate.keyTrusted':
      return keepLater(keys, event.data.publicKey, { ...mark, trusted: true, reason: null });
    case 'certificate.keyDistrusted':
      return keepLater(keys, event.data.publicKey, { ...mark, trusted: false, reason: event.data.reason });
  }
}

/** A list may name a number twice: of one order, the earlier day counts. */
function keepEarlier(marks: Map<string, Mark>, key: string, mark: Mark): void {
  const known = marks.get(key);
  if (!known || mark.order < known.order || (mark.order === known.order && mark.at < known.at)) marks.set(key, mark);
}

function keepLater(marks: Map<string, KeyStanding>, key: string, mark: KeyStanding): void {
  const known = marks.get(key);
  if (!known || mark.order > known.order) marks.set(key, mark);
}
