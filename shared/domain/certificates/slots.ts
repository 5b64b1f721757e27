import type { AgendaSession } from '@shared/contract/values';

/** Sessions of one time: whoever attended one of them attended the slot. */
export interface Slot {
  startsAt: string;
  endsAt: string;
  sessions: AgendaSession[];
}

/**
 * The slots of the sessions that count, by their beginning. Two sessions are of one slot when they share more than
 * half of the shorter one's time, as parallel ones do whose rooms run a little late; two that merely overlap by some
 * minutes can both be attended, and are two slots. What is parallel to the same session is of one slot with it.
 */
export function slotsOf(sessions: readonly AgendaSession[]): Slot[] {
  const counting = sessions.filter(({ countsForCertificate }) => countsForCertificate).sort(byBeginning);
  const slots: AgendaSession[][] = [];
  for (const session of counting) {
    const together = slots.filter((slot) => slot.some((each) => areParallel(each, session)));
    for (const each of together) slots.splice(slots.indexOf(each), 1);
    slots.push([...together.flat(), session].sort(byBeginning));
  }
  return slots.map(slotOf).sort((a, b) => compare(a.startsAt, b.startsAt) || compare(idOf(a), idOf(b)));
}

function slotOf(sessions: AgendaSession[]): Slot {
  const startsAt = sessions.map((each) => each.startsAt).reduce((a, b) => (a < b ? a : b));
  const endsAt = sessions.map((each) => each.endsAt).reduce((a, b) => (a > b ? a : b));
  return { startsAt, endsAt, sessions };
}

function areParallel(a: AgendaSession, b: AgendaSession): boolean {
  if (a.startsAt === b.startsAt) return true;
  const shared = Math.min(endOf(a), endOf(b)) - Math.max(beginningOf(a), beginningOf(b));
  return shared > 0 && shared * 2 > Math.min(endOf(a) - beginningOf(a), endOf(b) - beginningOf(b));
}

const beginningOf = ({ startsAt }: AgendaSession): number => Date.parse(startsAt);
const endOf = ({ endsAt }: AgendaSession): number => Date.parse(endsAt);
const idOf = ({ sessions }: Slot): string => sessions[0]?.id ?? '';

function byBeginning(a: AgendaSession, b: AgendaSession): number {
  return compare(a.startsAt, b.startsAt) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
