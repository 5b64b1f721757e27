import type { App, MediaAccessPermissionRequest, Session, WebContents } from 'electron';
import { deskHasCamera } from './deskCamera';

/** Whatever window is ever made: it goes nowhere else, opens nothing, embeds nothing. */
export function lockDownAllContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents));
}

function lockDown(contents: WebContents): void {
  contents.on('will-navigate', (event, url) => {
    if (url !== contents.getURL()) event.preventDefault(); // a reload of the same page is no navigation away
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** No permission but the camera, which is the kiosk's and, while it checks certificates, the organizer's desk's; no download, no request to anything but the application's own pages. */
export function lockDownSession(session: Session, devServer?: string): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const { mediaTypes = [], requestingUrl, isMainFrame } = details as MediaAccessPermissionRequest;
    const camera = permission === 'media' && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video');
    const ofKiosk = isKiosk(requestingUrl) && isKiosk(contents.getURL());
    answer(camera && isMainFrame && (ofKiosk || (deskHasCamera(contents) && requestingUrl.startsWith('app://desk/'))));
  });
  // Decides who learns which devices there are, as the choice between two cameras needs; what is given is decided
  // above. It cannot be narrower: Electron 25 asks for cameras under the name of microphones here.
  session.setPermissionCheckHandler((contents, permission, origin, { isMainFrame }) =>
    permission === 'media' && isMainFrame && ((isKiosk(origin) && isKiosk(contents?.getURL() ?? '')) || (deskHasCamera(contents) && /^app:\/\/desk\/?$/.test(origin))),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwn(details.url, devServer) }));
}

/** Whether an address is one of the kiosk window's own, which has the camera. */
export function isKiosk(url: string): boolean {
  return url === 'app://kiosk' || url.startsWith('app://kiosk/');
}

/** Whether a request stays inside the application. */
export function isOwn(url: string, devServer?: string): boolean {
  if (/^(app|blob|data|devtools|chrome-extension):/.test(url)) return !url.startsWith('chrome-extension:');
  return devServer !== undefined && (url.startsWith(devServer) || url.startsWith(devServer.replace(/^http/, 'ws')));
}
