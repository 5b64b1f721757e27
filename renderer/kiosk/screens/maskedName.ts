import type { Match } from '../flow/nameMachine';

/** Given name and the first letter of the family name, in the order of the name's own language. */
export function maskedName({ given, familyInitial, familyFirst }: Match): string {
  if (familyInitial === '') return given;
  return familyFirst ? `${familyInitial}. ${given}` : `${given} ${familyInitial}.`;
}
