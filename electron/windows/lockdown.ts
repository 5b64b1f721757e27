import type { App, Session, WebContents } from 'electron';

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

/** No permission, no download, no request to anything but the application's own pages. */
export function lockDownSession(session: Session, devServer?: string): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwn(details.url, devServer) }));
}

/** Whether a request stays inside the application. */
export function isOwn(url: string, devServer?: string): boolean {
  if (/^(app|blob|data|devtools|chrome-extension):/.test(url)) return !url.startsWith('chrome-extension:');
  return devServer !== undefined && (url.startsWith(devServer) || url.startsWith(devServer.replace(/^http/, 'ws')));
}
