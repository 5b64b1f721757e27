// Imported first of all: the page's window can no longer be printed or close itself, which nobody would be asked about.
for (const name of ['print', 'close']) {
  Object.defineProperty(window, name, { value: () => undefined, writable: false, configurable: false, enumerable: true });
}
