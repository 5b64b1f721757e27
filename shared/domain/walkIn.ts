import type { WalkInRefusal } from '@shared/contract/commands';
import type { DraftEvent } from '@shared/contract/events';
import type { AgendaSession, Role, WalkInForm, WalkInRules, Workshop } from '@shared/contract/values';
import { workshopDays } from './calendar';

/** The rules of a workshop that has set none: anybody may register. */
export const defaultWalkInRules: WalkInRules = { open: true, capacity: null, minimumAge: null, certificateBelowAge: 35 };

/** What the registration id of somebody begins with who registered at a kiosk. */
export const walkInIdPrefix = 'W-';

export function walkInRulesOf(workshop: Workshop | null): WalkInRules {
  return workshop?.walkIns ?? defaultWalkInRules;
}

/** How many more people the workshop takes; null for no limit. `taken` counts who is registered and not cancelled. */
export function placesLeft({ capacity }: WalkInRules, taken: number): number | null {
  return capacity === null ? null : Math.max(0, capacity - taken);
}

/**
 * Whole years on a date, both `YYYY-MM-DD`; negative before the birth. Somebody born on 29 February is a year older
 * on 1 March of years without that day.
 */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether there is such a day in the calendar, of this or an earlier date: `2025-02-30` looks like one. */
export function isPastDate(text: string, today: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text && text <= today;
}

/** Everything one walk-in is judged by. */
export interface WalkInCase {
  rules: WalkInRules;
  sessions: readonly AgendaSession[];
  /** Today at the venue: the day that ages are told by while there is no agenda. */
  today: string;
  birthDate: string;
  /** Registered and not cancelled. */
  taken: number;
  /** The roster has somebody of that name. */
  namesake: boolean;
  /** They say that they are another person. */
  anotherPerson: boolean;
}

/** Why a walk-in is refused, with the number it was judged by; null if they may register. */
export function judgeWalkIn(walkIn: WalkInCase): { refusal: WalkInRefusal; limit: number | null } | null {
  const { rules } = walkIn;
  if (!rules.open) return { refusal: 'closed', limit: null };
  const firstDay = workshopDays(walkIn.sessions)[0] ?? walkIn.today;
  if (rules.minimumAge !== null && ageOn(walkIn.birthDate, firstDay) < rules.minimumAge) {
    return { refusal: 'too_young', limit: rules.minimumAge };
  }
  // Before the capacity: who is in the roster already has a place.
  if (walkIn.namesake && !walkIn.anotherPerson) return { refusal: 'maybe_registered', limit: null };
  if (placesLeft(rules, walkIn.taken) === 0) return { refusal: 'full', limit: rules.capacity };
  return null;
}

/** The registration of a walk-in. They have no ticket: they are found by name, or given one at the desk. */
export function walkInRegistration(
  form: WalkInForm,
  registrationId: string,
  at: string,
  by: { role: Role; station?: string },
): Extract<DraftEvent, { type: 'attendee.registered' }> {
  const { consents, ...person } = form;
  return {
    type: 'attendee.registered',
    at,
    data: { registrationId, ticketCode: null, sessions: [], consents, onlineParts: [null, null, null], source: 'walk-in', by },
    person: { ...person, dietary: '', other: {} },
  };
}
