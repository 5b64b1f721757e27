import { KioskError } from '../../contract/errors';
import type { Programme, ProgrammeWorkshop } from '../../contract/programme';
import type { Workshop } from '../../contract/values';

/** The workshop of a programme, set up with defaults. Throws KioskError `not_configured` for an unknown id. */
export function workshopFromProgramme(programme: Programme, workshopId: string): Workshop {
  const found = programme.workshops.find((one) => one.id === workshopId);
  if (found === undefined) {
    throw new KioskError(
      'not_configured',
      `The programme has no workshop “${workshopId}”. Choose one of: ${programme.workshops.map((one) => one.id).join(', ')}.`,
    );
  }
  return {
    id: found.id,
    programme: programme.name,
    name: programme.workshopName,
    city: found.city,
    timeZone: found.timeZone,
    ticketPrefix: found.ticketPrefix,
    foreignPrefixes: programme.workshops.filter((one) => one.id !== found.id).map((one) => one.ticketPrefix),
    ticketKeys: [],
    doorsOpenMinutes: 30,
    ...(found.place ? { place: found.place } : {}),
    ...certificatesOf(programme, found),
  };
}

/** What a programme says of a workshop's certificates and awards; a workshop of its own may have other signers. */
export function certificatesOf(programme: Programme, own?: ProgrammeWorkshop): Pick<Workshop, 'certificates' | 'certificateKeys' | 'awards'> {
  const { certificates, certificateKeys, awards } = programme;
  return {
    ...(certificates ? { certificates: { ...certificates, ...(own?.signers ? { signers: own.signers } : {}) } } : {}),
    ...(certificateKeys ? { certificateKeys } : {}),
    ...(awards ? { awards } : {}),
  };
}

/** The workshop that an id or code such as `SEL25-00001` belongs to, if its prefix is known. */
export function workshopForPrefix(programme: Programme, code: string): ProgrammeWorkshop | undefined {
  const upper = code.trim().toUpperCase();
  return programme.workshops.find((one) => upper === one.ticketPrefix || upper.startsWith(`${one.ticketPrefix}-`));
}

/** The workshop that more than half of a roster's ids belong to, if there is one. */
export function workshopForRoster(
  programme: Programme,
  people: Iterable<{ registrationId: string }>,
): ProgrammeWorkshop | undefined {
  const counts = new Map<ProgrammeWorkshop | undefined, number>();
  let total = 0;
  for (const { registrationId } of people) {
    const found = workshopForPrefix(programme, registrationId);
    counts.set(found, (counts.get(found) ?? 0) + 1);
    total += 1;
  }
  return programme.workshops.find((one) => (counts.get(one) ?? 0) * 2 > total);
}
