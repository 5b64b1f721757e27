import * as v from 'valibot';
import programmeFile from '../../resources/programme/programme.json';
import { programme as programmeSchema } from '@shared/contract/programme';
import type { StoreContext } from './context';

/** The programme's pack that came with the application. */
export const programme = v.parse(programmeSchema, programmeFile);

/** By which keys certificates are genuine here, and which are not to be believed. No key is in both. */
export interface Keyring {
  trusted: Set<string>;
  distrusted: Set<string>;
}

/**
 * The keys of the workshop's pack and of the one that came with the application, and those of which an event says so.
 *
 * @param more to trust beside those. Whoever names a key that is distrusted here is told so all the same.
 */
export function keyringOf({ projection }: StoreContext, more: readonly string[] = []): Keyring {
  const { keys } = projection.state.certificates;
  const all = new Set([...(projection.workshop?.certificateKeys ?? []), ...(programme.certificateKeys ?? []), ...keys.keys(), ...more]);
  const isDistrusted = (key: string): boolean => keys.get(key)?.trusted === false;
  return { trusted: new Set([...all].filter((key) => !isDistrusted(key))), distrusted: new Set([...all].filter(isDistrusted)) };
}
