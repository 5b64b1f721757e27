import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Role } from '@shared/contract/values';
import { KioskError } from '@shared/contract/errors';
import type { Host } from './appScheme';

/** A port's role, or that of a desk at which nobody has entered a PIN. */
export type WindowRole = Role | 'locked';

/** Which window each web contents is: written by the main process when it makes the window, and by nothing else. */
const known = new Map<number, { contents: WebContents; host: Host; role: WindowRole }>();

export function trust(contents: WebContents, host: Host): void {
  known.set(contents.id, { contents, host, role: host as WindowRole });
  contents.once('destroyed', () => known.delete(contents.id));
}

/**
 * The role of whoever sent an IPC message: every handler asks this first.
 *
 * @throws KioskError `forbidden` for a sender that is not the main frame of one of our windows on its own origin.
 */
export function roleOfSender(event: IpcMainEvent | IpcMainInvokeEvent): WindowRole {
  const window = known.get(event.sender.id);
  const frame = event.senderFrame;
  const ours =
    window !== undefined &&
    window.host !== 'store' &&
    frame !== null &&
    frame === event.sender.mainFrame &&
    frame.url.startsWith(`app://${window.host}/`);
  if (!ours) throw new KioskError('forbidden', 'This message did not come from a window of the application.');
  return window.role;
}

/** What a window of ours may do. */
export function roleOf(contents: WebContents): WindowRole {
  return known.get(contents.id)?.role ?? 'locked';
}

/** Whoever sits at the desk, or at headquarters, is another one from now on. */
export function setRole(contents: WebContents, role: WindowRole): void {
  const window = known.get(contents.id);
  if (window?.host === 'desk' || window?.host === 'hq') window.role = role;
}

/** All windows of one kind. */
export function contentsOf(host: Host): WebContents[] {
  return [...known.values()].filter((window) => window.host === host).map((window) => window.contents);
}
