/**
 * The files of `resources/app` in the fallback Electron. They stand in for the default app that an
 * Electron from its own package carries: run the folder named on the command line as if it were
 * the application. CommonJS, because Electron 25 starts no ES module.
 */
export const fallbackDefaultApp = {
  'package.json': `${JSON.stringify({ name: 'default-app', main: 'main.js' })}\n`,
  'main.js': `'use strict';
const { app } = require('electron');
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const named = process.argv.slice(1).find((arg) => !arg.startsWith('-'));
if (!named) {
  console.error('Name the folder of the app to run.');
  process.exit(1);
}
const target = path.resolve(named);
const manifestPath = path.join(target, 'package.json');
if (existsSync(manifestPath)) {
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  const name = manifest.productName || manifest.name;
  if (name) app.setName(name);
  app.setAppPath(target);
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
try {
  // Node resolves the manifest's "main" itself.
  Module._load(target, Module, true);
} catch (error) {
  console.error(error && error.stack ? error.stack : error);
  process.exit(1);
}
`,
};
