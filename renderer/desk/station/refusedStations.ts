import { reasonOf } from '@ui/reasonOf';

/** Some stations could not be opened: their names, each with why. */
export class RefusedStations extends Error {
  constructor(readonly refused: readonly { station: string; message: string }[]) {
    super(refused.map(({ station, message }) => `${station}: ${message}`).join(' '));
  }
}

/** Why stations were not opened, for a sentence of the desk: their names are said in every language. */
export function reasonOfStations(fault: unknown): string {
  if (!(fault instanceof RefusedStations)) return reasonOf(fault);
  return fault.refused.map(({ station, message }) => `${station}: ${reasonOf(new Error(message))}`).join(' ');
}
