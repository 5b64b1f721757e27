import type { OpenKiosk } from '@shared/contract/appChannels';
import type { QueryResult } from '@shared/contract/queries';

export interface StationSign {
  key: string;
  station: string | null;
  device: string;
  /** The latest of what it recorded and of when its page said that it is there. */
  at: string | null;
  scans: number;
  /** `quiet`: open, and nobody has used it. `closed`: no window of this computer; it may be open on another. */
  state: 'open' | 'quiet' | 'silent' | 'closed';
}

/** A page says that it is there every 15 seconds; three times missed is silence. In milliseconds. */
const silentAfter = 50_000;

/** The stations that have recorded something and the windows that are open, each station once; the open ones first. */
export function stationSigns(
  recorded: QueryResult<'stations.list'>['stations'],
  open: readonly OpenKiosk[],
  device: string,
  now: string,
): StationSign[] {
  const signs = new Map<string, StationSign>();
  for (const { station, device: where, at, scans } of recorded) {
    const key = `${where}/${station ?? ''}`;
    signs.set(key, { key, station, device: where, at, scans, state: 'closed' });
  }
  for (const kiosk of open) {
    const key = `${device}/${kiosk.station ?? ''}`;
    const known = signs.get(key);
    const heard = kiosk.aliveAt ?? kiosk.openedAt;
    const silent = !kiosk.responding || Date.parse(now) - Date.parse(heard) > silentAfter;
    const at = [known?.at, kiosk.aliveAt].filter((each) => typeof each === 'string').sort().at(-1) ?? null;
    signs.set(key, { key, station: kiosk.station, device, at, scans: known?.scans ?? 0, state: silent ? 'silent' : known ? 'open' : 'quiet' });
  }
  const rank = { silent: 0, open: 1, quiet: 1, closed: 2 } as const;
  return [...signs.values()].sort((a, b) => rank[a.state] - rank[b.state] || ((a.at ?? '') > (b.at ?? '') ? -1 : 1));
}
