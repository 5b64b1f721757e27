/**
 * The smallest Electron app that the application is compared with. Started with a mode:
 *
 *   paint PROFILE          one empty window; tells when it painted first, and ms between its frames
 *   three PROFILE          three empty windows, one of them hidden
 *   peers PROFILE FOLDER   a visible and a hidden window for round trips, and a hidden one with the bundled peers of FOLDER
 *
 * Flags, scheme and windows are those of the application; there is nothing else in it. The bench speaks to it over
 * Node's channel between parent and child.
 */
const { app, BrowserWindow, MessageChannelMain, ipcMain, protocol } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const [mode, profile, pages] = process.argv.slice(process.argv.indexOf('--') + 1);
app.setPath('userData', profile);
app.setPath('sessionData', profile);
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.wasm': 'application/wasm' };
/** Cross-origin isolated pages get a clock with steps of 5 µs instead of 100, and a process more at their start. */
const isolation = mode !== 'peers' ? {} : { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => {
  protocol.handle('app', (request) => {
    const { host, pathname } = new URL(request.url);
    const name = pathname === '/' ? '/index.html' : pathname;
    const file = path.join(host === 'peers' ? pages : __dirname, name);
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    return new Response(fs.readFileSync(file), { headers: { 'Content-Type': type, ...isolation } });
  });
  return modes[mode]();
});

function open(url, shown, preload) {
  const window = new BrowserWindow({
    width: shown ? 1280 : 200,
    height: shown ? 800 : 100,
    show: false,
    autoHideMenuBar: true,
    webPreferences: { contextIsolation: true, sandbox: true, backgroundThrottling: false, spellcheck: false, ...(preload ? { preload } : {}) },
  });
  if (shown) window.once('ready-to-show', () => window.show());
  const loaded = window.loadURL(url);
  return { window, loaded };
}

/** What each mode can be asked for, by name. */
const modes = {
  paint() {
    const { window } = open('app://empty/', true);
    const painted = new Promise((resolve) => {
      window.webContents.once('did-navigate', () =>
        resolve(
          window.webContents.mainFrame.executeJavaScript(`new Promise((resolve) => {
            new PerformanceObserver((list) => resolve(performance.timeOrigin + list.getEntries()[0].startTime))
              .observe({ type: 'paint', buffered: true });
          })`),
        ),
      );
    });
    const frames = (milliseconds) =>
      window.webContents.mainFrame.executeJavaScript(`new Promise((resolve) => {
        const gaps = [];
        let begun, last;
        requestAnimationFrame(function frame(now) {
          begun ??= now;
          if (last !== undefined) gaps.push(now - last);
          last = now;
          if (now - begun < ${Number(milliseconds)}) requestAnimationFrame(frame);
          else resolve(gaps);
        });
      })`);
    answer({ painted: () => painted, frames });
  },

  async three() {
    const windows = [true, true, false].map((shown) => open('app://empty/', shown).loaded);
    answer({ loaded: () => Promise.all(windows).then(() => true) });
  },

  async peers() {
    const preload = path.join(__dirname, 'preload.cjs');
    const near = open('app://empty/', true, preload);
    const far = open('app://empty/', false, preload);
    const work = open('app://peers/', false, preload);
    ipcMain.handle('bench:echo', (_event, message) => message);
    const loaded = Promise.all([near.loaded, far.loaded, work.loaded]).then(() => {
      connect(near, 'near', far, 'far');
      connect(near, 'ask', work, 'answer');
      return true;
    });
    const inPage = ({ window }, call) => window.webContents.mainFrame.executeJavaScript(call, true);
    answer({
      loaded: () => loaded,
      roundTrips: (message, count, pause = 0) => inPage(near, `roundTrips(${JSON.stringify(message)}, ${count}, ${pause})`),
      ipc: (message, count, pause = 0) => inPage(far, `peer.ipc(${JSON.stringify(message)}, ${count}, ${pause})`),
      scans: (codes, target) => inPage(near, `askScans(${JSON.stringify(codes)}, ${JSON.stringify(target)})`),
      appends: appendAndSync,
      page: (name, ...args) => inPage(work, `peers.${name}(...${JSON.stringify(args)})`),
      versions: () => ({ electron: process.versions.electron, chrome: process.versions.chrome, node: process.versions.node }),
    });
  },
};

/** Gives two windows the ends of a port. */
function connect(one, roleOfOne, other, roleOfOther) {
  const { port1, port2 } = new MessageChannelMain();
  one.window.webContents.postMessage('bench:port', roleOfOne, [port1]);
  other.window.webContents.postMessage('bench:port', roleOfOther, [port2]);
}

/** Answers the parent's calls from here on; those that came before wait in the channel. */
function answer(calls) {
  process.on('message', async ({ id, name, args = [] }) => {
    try {
      if (name === 'quit') return app.quit();
      process.send({ id, value: (await calls[name](...args)) ?? null });
    } catch (error) {
      process.send({ id, error: error.stack ?? String(error) });
    }
  });
  process.on('disconnect', () => app.quit());
}

/**
 * Appends the same bytes again and again, each time with its own fdatasync, as the journal does at one scan at a time.
 *
 * @returns {Promise<number[]>} ms of each
 */
async function appendAndSync(file, bytes, count, pause = 0) {
  const buffer = Buffer.alloc(bytes, 'x');
  const handle = fs.openSync(file, 'a+');
  let position = fs.fstatSync(handle).size;
  const times = [];
  for (let i = 0; i < count; i++) {
    const start = process.hrtime.bigint();
    await new Promise((resolve, reject) => {
      fs.write(handle, buffer, 0, buffer.length, position, (error) =>
        error ? reject(error) : fs.fdatasync(handle, (failed) => (failed ? reject(failed) : resolve())),
      );
    });
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
    position += buffer.length;
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  fs.closeSync(handle);
  return times;
}
