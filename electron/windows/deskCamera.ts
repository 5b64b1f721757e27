import type { WebContents } from 'electron';
import { roleOf } from './trustedSender';

/** The desk that is asking for its camera, by the screen that checks certificates; nobody's otherwise. */
let asking: WebContents | null = null;

const forget = (): void => {
  asking?.off('did-start-loading', forget);
  asking?.off('destroyed', forget);
  asking = null;
};

/**
 * Gives the desk the camera, or takes it away again. Whoever sits there after somebody else has to ask anew, and so does
 * a page that is loaded anew.
 */
export function letDeskHaveCamera(desk: WebContents, wanted: boolean): void {
  if (asking !== null && (asking === desk) !== wanted) forget();
  if (!wanted || asking === desk) return;
  asking = desk;
  desk.once('did-start-loading', forget);
  desk.once('destroyed', forget);
}

/** Whether a desk may see through its camera now: an organizer's that has asked. */
export function deskHasCamera(contents: WebContents | null): boolean {
  return contents !== null && contents === asking && roleOf(contents) === 'desk' && contents.getURL().startsWith('app://desk/');
}
