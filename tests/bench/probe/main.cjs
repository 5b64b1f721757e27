/**
 * Starts the built application as it is, and lets the bench speak to its pages over Node's channel between parent and
 * child. No debugger is attached, so that what is measured runs as it does for people.
 *
 * Every page gets `bench` (preload.cjs) before its own scripts run. The parent sends `{ id, host, script }` and gets
 * `{ id, value }`, once a page of that host is there; it is told of the moments of the start as `{ marks }`.
 */
const { app, dialog, session } = require('electron');
const path = require('node:path');

const preload = path.join(__dirname, 'preload.cjs');
const pages = new Map();

function mark(name, at = Date.now()) {
  process.send({ marks: { [name]: at } });
}

mark('main script');
void app.whenReady().then(() => {
  mark('application ready');
  const { defaultSession } = session;
  if (defaultSession.registerPreloadScript) defaultSession.registerPreloadScript({ type: 'frame', filePath: preload });
  else defaultSession.setPreloads([preload]); // before Electron 35
});

app.on('web-contents-created', (_event, contents) => {
  contents.once('did-navigate', (_navigation, url) => {
    const { host } = new URL(url);
    mark(`${host} page committed`);
    contents.once('dom-ready', () => mark(`${host} page parsed`));
    pageOf(host).resolve(contents);
  });
});

function pageOf(host) {
  let page = pages.get(host);
  if (!page) {
    page = {};
    page.there = new Promise((resolve) => {
      page.resolve = resolve;
    });
    pages.set(host, page);
  }
  return page;
}

process.on('message', async ({ id, host, script }) => {
  try {
    if (host === 'main') return app.quit();
    const contents = await pageOf(host).there;
    process.send({ id, value: (await contents.mainFrame.executeJavaScript(script, true)) ?? null });
  } catch (error) {
    process.send({ id, error: error.stack ?? String(error) });
  }
});
// Nobody is there to answer a dialog for saving.
if (process.env.BENCH_SAVE_AS) dialog.showSaveDialog = async () => ({ canceled: false, filePath: process.env.BENCH_SAVE_AS });

process.on('disconnect', () => app.quit());

// Its own folder is the application's: designs and fonts are looked for there.
app.getAppPath = () => path.join(__dirname, '../../..');
require(path.join(__dirname, '../../../out/main/main.js'));
mark('main script done');
