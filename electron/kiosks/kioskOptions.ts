import type { SavedStation } from '@shared/contract/appChannels';

/** How a kiosk is opened. */
export interface KioskOptions {
  /** The page's address behind the `?`: station, target, direction. One window for each. */
  query: string;
  /** Its name, as records have it. */
  station: string | null;
  /** Electron's id of the display to cover. */
  display: number | null;
  locked: boolean;
}

/** Reads `--kiosk=locked=1&display=2&station=Entrance&target=auto`: the first two are the window's, the rest is the page's. */
export function kioskOptionsFrom(query: string): KioskOptions {
  const values = new URLSearchParams(query);
  const display = Number(values.get('display') ?? Number.NaN);
  const locked = ['1', 'true', 'yes'].includes(values.get('locked') ?? '');
  return {
    query: query.split('&').filter((part) => !/^(locked|display)=/.test(part)).join('&'),
    station: values.get('station')?.trim().slice(0, 100) || null,
    display: Number.isSafeInteger(display) ? display : null,
    locked,
  };
}

/** The same from what the desk asks for. */
export function kioskOptionsOf(asked: Omit<SavedStation, 'station'> & { station?: string | undefined }): KioskOptions {
  const values = new URLSearchParams();
  if (asked.station) values.set('station', asked.station);
  if (asked.target) values.set('target', asked.target);
  if (asked.camera) values.set('camera', asked.camera);
  if (asked.printer) values.set('printer', asked.printer);
  if (asked.languages?.length) values.set('languages', asked.languages.join(','));
  return { query: values.toString(), station: asked.station ?? null, display: asked.display ?? null, locked: asked.locked ?? false };
}
