import type { QueryResult } from '@shared/contract/queries';
import type { Language } from '@shared/contract/values';
import { createContext, useContext } from 'react';
import type { KioskActor, KioskState } from '../flow/startKiosk';
import type { Station } from '../station';

/** What every screen of the kiosk may look at. */
export interface KioskView {
  state: KioskState;
  send: KioskActor['send'];
  station: Station;
  status: QueryResult<'kiosk.status'> | undefined;
  language: Language;
  timeZone: string | undefined;
}

export const KioskContext = createContext<KioskView | null>(null);

export function useKiosk(): KioskView {
  const view = useContext(KioskContext);
  if (!view) throw new Error('There is no KioskContext above this component.');
  return view;
}
