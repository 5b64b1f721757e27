import { type EventOf, type JournalEvent, orderOf } from '@shared/contract/events';

/**
 * What every device needs to know to judge a code that it is shown, without a look at anybody's record: whose a number
 * is, which have been taken back, and the keys that may have signed. Grows only.
 */
export interface CertificateRegister {
  /** By number, whose it is. */
  owners: Map<string, string>;
  /** By number, when it was taken back first. */
  revoked: Map<string, { at: string; order: string }>;
  /** Numbers that were ever asked for at a kiosk. */
  wanted: Set<string>;
  /** By public key, when it was trusted first. */
  keys: Map<string, { at: string; order: string }>;
}

type AboutRegister = EventOf<'certificate.issued' | 'certificate.revoked' | 'certificate.keyTrusted' | 'certificate.wanted'>;

export function emptyCertificateRegister(): CertificateRegister {
  return { owners: new Map(), revoked: new Map(), wanted: new Set(), keys: new Map() };
}

export function isAboutRegister(event: JournalEvent): event is AboutRegister {
  return event.type === 'certificate.issued' || event.type === 'certificate.revoked' || event.type === 'certificate.keyTrusted' || event.type === 'certificate.wanted';
}

/** Takes an event in. Of two that say the same, the earlier counts, so that the order of arrival does not. */
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
    case 'certificate.wanted':
      wanted.add(event.data.number);
      return;
    case 'certificate.keyTrusted':
      return keepEarlier(keys, event.data.publicKey, mark);
  }
}

function keepEarlier(marks: Map<string, { at: string; order: string }>, key: string, mark: { at: string; order: string }): void {
  const known = marks.get(key);
  if (!known || mark.order < known.order) marks.set(key, mark);
}
