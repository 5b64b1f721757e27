import type { ReadinessItem, ReadinessName } from '@shared/domain/readiness';
import type { SetupNotes } from '@shared/contract/setup';
import type { Done } from './setupMachine';

/** Which steps of the guide are done: told by the workshop and this computer themselves, not by where somebody has clicked. */
export function doneSteps(items: readonly ReadinessItem[] | null, notes: SetupNotes | null): Done {
  const is = (name: ReadinessName): boolean => items?.find((item) => item.name === name)?.state === 'good';
  const exists = items !== null && items.find(({ name }) => name === 'workshop')?.reason !== 'missing';
  return {
    programme: exists || (notes?.pack ?? null) !== null,
    workshop: is('workshop'),
    roster: is('roster'),
    agenda: is('agenda'),
    station: is('pin'),
    hardware: is('reader'),
    ready: items !== null && items.every(({ state }) => state !== 'open'),
  };
}
