import { type BrowserWindow, type Display, screen } from 'electron';

/** Every display, as the desk offers them. A system that has no name for one leaves its label empty. */
export function listDisplays(): { id: number; label: string; width: number; height: number; primary: boolean }[] {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map(({ id, label, size }) => ({ id, label: label ?? '', ...size, primary: id === primary }));
}

/** The display with this id or, without one, the first on which the desk is not; the only one there is, if need be. */
export function displayFor(id: number | null, desk: BrowserWindow | null): Display {
  const all = screen.getAllDisplays();
  const chosen = id === null ? undefined : all.find((display) => display.id === id);
  if (chosen) return chosen;
  const ofDesk = desk ? screen.getDisplayMatching(desk.getBounds()).id : null;
  return all.find((display) => display.id !== ofDesk) ?? screen.getPrimaryDisplay();
}
