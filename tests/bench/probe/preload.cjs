const { webFrame } = require('electron');

// Before the page's own scripts, in the page's own world.
void webFrame.executeJavaScript(`(${inPage})()`);

/** Gives a page of the application `bench`: raw ports to the store, beside the one that the page itself has. */
function inPage() {
  const wanted = [];
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.data?.kind !== 'champions:port' || wanted.length === 0) return;
    event.stopImmediatePropagation(); // the page would take it for its own
    const [port] = event.ports;
    port.start();
    wanted.shift()(port);
  });
  let nextId = 1;
  const listeners = countListeners();

  const bench = {
    ports: [],

    /** Opens ports until there are so many. */
    async openPorts(count) {
      while (bench.ports.length < count) {
        const port = new Promise((resolve) => wanted.push(resolve));
        window.champions.requestPort();
        bench.ports.push(await port);
      }
    },

    /** Resolves when the page says that a scan would be answered; the moment in ms since 1970. */
    ready() {
      return new Promise((resolve) => {
        const look = () => {
          if (document.documentElement?.dataset.ready !== 'true') return;
          observer.disconnect();
          resolve(performance.timeOrigin + performance.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { attributes: true, childList: true, subtree: true });
        look();
      });
    },

    /** One call over the first port. */
    call(kind, name, params) {
      const [port] = bench.ports;
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const listener = ({ data }) => {
          if (data.id !== id) return;
          port.removeEventListener('message', listener);
          if (data.kind === 'value') resolve(data.value);
          else reject(new Error(data.error.message));
        };
        port.addEventListener('message', listener);
        port.postMessage({ kind, id, name, params });
      });
    },

    /** One call of the main process, as the page makes it. */
    ask(name, params) {
      return window.champions.call(name, params);
    },

    /** Checks somebody in, issues their certificate, and prints it; ms from the touch of "Print" to its answer. */
    async printOwn(code, target) {
      await bench.openPorts(1);
      const nonce = crypto.randomUUID();
      await bench.call('command', 'scan.submit', { code, nonce, target, direction: 'in' });
      const { outcome, certificate } = await bench.call('command', 'certificate.issue', { holder: { nonce } });
      if (outcome !== 'issued') throw new Error(`Nothing was issued for ${code}.`);
      const begun = performance.now();
      const printed = await window.champions.call('certificate.print', { numbers: [certificate.number], printer: null, paper: null });
      if (printed.outcome !== 'queued') throw new Error(`It was not queued: ${printed.outcome}.`);
      return performance.now() - begun;
    },

    /** A scan as soon as the page is ready; the moments on the way to its answer. */
    async firstScan(code) {
      const opened = bench.openPorts(1);
      const ready = await bench.ready();
      await opened;
      const { answer } = await bench.call('command', 'scan.submit', { code, nonce: crypto.randomUUID(), target: 'auto', direction: 'in' });
      const answered = performance.timeOrigin + performance.now();
      const paint = performance.getEntriesByName('first-contentful-paint')[0];
      return { answer, ready, answered, painted: paint ? performance.timeOrigin + paint.startTime : null };
    },

    /**
     * Scans over the first `ports` ports, always `inFlight` under way on each, until all codes are answered.
     *
     * @returns ms of each, ms of all together, and how often each answer was given
     */
    scan(codes, { target, ports = 1, inFlight = 1, pause = 0 }) {
      const times = [];
      const answers = {};
      let sent = 0;
      const start = performance.now();
      return new Promise((resolve) => {
        for (const port of bench.ports.slice(0, ports)) {
          const begun = new Map();
          const send = () => {
            if (sent >= codes.length) return;
            const id = nextId++;
            const params = { code: codes[sent++], nonce: crypto.randomUUID(), target, direction: 'in', station: 'Entrance 1' };
            begun.set(id, performance.now());
            port.postMessage({ kind: 'command', id, name: 'scan.submit', params });
          };
          port.onmessage = ({ data }) => {
            const end = performance.now();
            const began = begun.get(data.id);
            if (began === undefined) return;
            begun.delete(data.id);
            times.push(end - began);
            const answer = data.value?.answer ?? data.error?.code;
            answers[answer] = (answers[answer] ?? 0) + 1;
            if (times.length === codes.length) resolve({ times, milliseconds: end - start, answers });
            else if (pause > 0) setTimeout(send, pause);
            else send();
          };
          for (let i = 0; i < inFlight; i++) send();
        }
      });
    },

    /** Scans at a steady pace, whatever the answers take, over all ports in turn; how often each answer was given. */
    scanSteadily(codes, { target, perSecond }) {
      const answers = {};
      const open = new Set();
      let answered = 0;
      let sent = 0;
      const start = performance.now();
      return new Promise((resolve) => {
        for (const port of bench.ports) {
          port.onmessage = ({ data }) => {
            if (!open.delete(data.id)) return;
            const answer = data.value?.answer ?? data.error?.code;
            answers[answer] = (answers[answer] ?? 0) + 1;
            answered += 1;
            if (answered === codes.length) resolve(answers);
          };
        }
        const timer = setInterval(() => {
          // A timer that comes late makes up for it.
          for (const due = ((performance.now() - start) / 1_000) * perSecond; sent < codes.length && sent <= due; sent++) {
            const id = nextId++;
            open.add(id);
            const lane = sent % bench.ports.length;
            const params = { code: codes[sent], nonce: crypto.randomUUID(), target, direction: 'in', station: `Entrance ${lane + 1}` };
            bench.ports[lane].postMessage({ kind: 'command', id, name: 'scan.submit', params });
          }
          if (sent === codes.length) clearInterval(timer);
        }, 5);
      });
    },

    /** ms between the page's animation frames for a while. */
    frames(milliseconds) {
      return new Promise((resolve) => {
        const gaps = [];
        let begun;
        let last;
        requestAnimationFrame(function frame(now) {
          begun ??= now;
          if (last !== undefined) gaps.push(now - last);
          last = now;
          if (now - begun < milliseconds) requestAnimationFrame(frame);
          else resolve(gaps);
        });
      });
    },

    /** ms of each of some queries, one after the other. */
    async queries(name, all) {
      const times = [];
      for (const params of all) {
        const start = performance.now();
        await bench.call('query', name, params);
        times.push(performance.now() - start);
      }
      return times;
    },

    /**
     * Imports a roster by the desk's dialog, as a person does, with every duplicate kept, while scans go on.
     *
     * @returns ms between frames of the page, the long ones with the step they came in, ms of each scan, ms of all, and what the dialog says in the end
     */
    async importByDialog(fileName, base64) {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      document.querySelector('[data-testid="import-roster"]').click();
      await bench.seen('[data-testid="import"] input[type="file"], input[type="file"]');
      await new Promise((resolve) => setTimeout(resolve, 500)); // the dialog's own opening is another matter
      const frames = [];
      const scans = [];
      let running = true;
      let last = performance.now();
      const frame = (now) => {
        frames.push(now - last);
        if (now - last > 50) long.push({ ms: Math.round(now - last), after: Math.round(now - start), step: stepNow() });
        last = now;
        if (running) requestAnimationFrame(frame);
      };
      const long = [];
      let start = 0;
      const stepNow = () => document.querySelector('[data-testid="import"]')?.dataset.step ?? 'none';
      requestAnimationFrame((now) => {
        last = now;
        requestAnimationFrame(frame);
      });
      const scanning = (async () => {
        while (running) {
          const begun = performance.now();
          const params = { code: `NOBODY-${scans.length}`, nonce: crypto.randomUUID(), target: 'auto', direction: 'in' };
          // Until the import has made a workshop there is none to scan for.
          const answered = await bench.call('command', 'scan.submit', params).then(() => true, () => false);
          if (answered) scans.push(performance.now() - begun);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })();
      start = performance.now();
      const input = document.querySelector('input[type="file"]');
      const files = new DataTransfer();
      files.items.add(new File([bytes], fileName));
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      await bench.seen('[data-testid="import"][data-step="reviewing"]');
      const hand = () => new Promise((resolve) => setTimeout(resolve, 300)); // a person's hand is slower than a frame
      for (const kind of ['id', 'name_birth', 'email']) {
        await hand();
        document.querySelector(`[data-testid="all-${kind}-keep"]`)?.click();
      }
      await hand();
      await bench.seen('[data-testid="import-confirm"]:not([disabled])');
      document.querySelector('[data-testid="import-confirm"]').click();
      await bench.seen('[data-testid="import"][data-step="done"]');
      const milliseconds = performance.now() - start;
      const sentence = document.querySelector('[data-testid="import-sentence"]').textContent;
      await new Promise((resolve) => setTimeout(resolve, 500));
      running = false;
      await scanning;
      return { frames, long, scans, milliseconds, sentence };
    },

    /** Imports a roster whose bytes come as base64; the report and ms. */
    async importRoster(fileName, base64) {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const start = performance.now();
      const report = await bench.call('command', 'roster.import', { fileName, bytes, dryRun: false });
      return { milliseconds: performance.now() - start, added: report.added };
    },

    /** A roster file read and its columns guessed, as the dialog's first step does; ms and how many rows it has. */
    async inspectRoster(fileName, base64) {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const start = performance.now();
      const { rows } = await bench.call('command', 'roster.inspect', { importId: crypto.randomUUID(), fileName, bytes });
      return { milliseconds: performance.now() - start, rows };
    },

    /** As `importRoster`, without writing anything: read, checked and planned. */
    async planRoster(fileName, base64) {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const start = performance.now();
      const report = await bench.call('command', 'roster.import', { fileName, bytes, dryRun: true });
      return { milliseconds: performance.now() - start, read: report.read, rejected: report.rejected.length };
    },

    /** An export as the desk's button asks for it; the probe answers its dialog. */
    async exportTable(request) {
      const start = performance.now();
      const outcome = await window.champions.call('exports.write', { request });
      return { milliseconds: performance.now() - start, ...outcome };
    },

    /**
     * People in a row, as the screens see them: a scan typed as a wedge does, the answer, a touch of "Done".
     *
     * @returns ms of all together
     */
    async visits(codes) {
      const start = performance.now();
      for (const code of codes) {
        for (const key of [...code, 'Enter']) {
          const named = /[0-9]/.test(key) ? `Digit${key}` : key === '-' ? 'Minus' : key === 'Enter' ? 'Enter' : `Key${key.toUpperCase()}`;
          window.dispatchEvent(new KeyboardEvent('keydown', { key, code: named, shiftKey: /[A-Z]/.test(key) && key.length === 1, bubbles: true, cancelable: true }));
        }
        await bench.seen('[data-testid="screen-answer"]');
        document.querySelector('[data-testid="done"]').click();
        await bench.seen('[data-testid="screen-waiting"]');
      }
      return { milliseconds: performance.now() - start };
    },

    /** Resolves once there is such an element; gives up after two minutes. */
    seen(selector) {
      return new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => {
          observer.disconnect();
          reject(new Error(`${selector} was not seen. The page says: ${document.body.innerText.slice(0, 500)}`));
        }, 120_000);
        const look = () => {
          if (!document.querySelector(selector)) return;
          clearTimeout(giveUp);
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { childList: true, subtree: true, attributes: true });
        look();
      });
    },

    /** Resolves when a part of the screen has been painted; the moment in ms since 1970. */
    async painted(selector) {
      await bench.seen(selector);
      return new Promise((resolve) => {
        requestAnimationFrame(() => {
          // After this frame's painting, which comes after its callbacks.
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
          channel.port2.postMessage(null);
        });
      });
    },

    /** What is left after a garbage collection: bytes of the heap, and listeners on window and document. */
    async collect() {
      for (let i = 0; i < 3; i++) {
        window.gc?.();
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      return { heap: performance.memory.usedJSHeapSize, listeners: listeners() };
    },

    press: (selector) => document.querySelector(selector).click(),

    /** How often the camera's picture has been read. */
    readings: () => Number(document.querySelector('[data-readings]')?.dataset.readings ?? 0),

    /** What moves on the screen stands still, or moves again: of several kiosks, only one at a time draws. */
    rest: () => document.getAnimations().forEach((animation) => animation.pause()),
    wake: () => document.getAnimations().forEach((animation) => animation.play()),
  };
  window.bench = bench;

  /** Counts listeners on window and document from now on: those of elements go with their elements. */
  function countListeners() {
    const kept = new Set();
    // Weak: a listener that the page has let go must not be held here, in the memory that is measured.
    const names = new WeakMap();
    let named = 0;
    const keyOf = (target, type, listener, options) => {
      if (!names.has(listener)) names.set(listener, named++);
      const capture = typeof options === 'object' ? options?.capture === true : options === true;
      return `${target === window ? 'window' : 'document'} ${type} ${names.get(listener)} ${capture}`;
    };
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function add(type, listener, options) {
      if ((this === window || this === document) && listener) kept.add(keyOf(this, type, listener, options));
      return addEventListener.call(this, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function remove(type, listener, options) {
      if ((this === window || this === document) && listener) kept.delete(keyOf(this, type, listener, options));
      return removeEventListener.call(this, type, listener, options);
    };
    return () => kept.size;
  }
}
