/**
 * Somebody of a workshop, as erasures name them: another workshop may know another person by the same registration id.
 * The id of a workshop has no slash in it.
 */
export function personKey(workshop: string, registrationId: string): string {
  return `${workshop}/${registrationId}`;
}

/** Whether somebody was erased. @param workshop null where that cannot be told: then of any one. */
export type IsErased = (workshop: string | null, registrationId: string) => boolean;

/** @param people as `personKey` names them. */
export function isAmong(people: ReadonlySet<string>, workshop: string | null, registrationId: string): boolean {
  if (workshop !== null) return people.has(personKey(workshop, registrationId));
  for (const key of people) if (key.slice(key.indexOf('/') + 1) === registrationId) return true;
  return false;
}

/** Texts by which the erased could be named in what others of their workshop wrote. */
export class NamingTexts {
  private readonly byWorkshop = new Map<string, Set<string>>();

  get isEmpty(): boolean {
    return this.byWorkshop.size === 0;
  }

  add(workshop: string, texts: Iterable<string>): void {
    for (const text of texts) {
      const known = this.byWorkshop.get(workshop);
      if (known) known.add(text);
      else this.byWorkshop.set(workshop, new Set([text]));
    }
  }

  /** @param workshop null where that cannot be told: then of all. */
  of(workshop: string | null): string[] {
    if (workshop !== null) return [...(this.byWorkshop.get(workshop) ?? [])];
    return [...this.byWorkshop.values()].flatMap((texts) => [...texts]);
  }
}
