import path from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
const alias = {
  '@shared': path.join(root, 'shared'),
  '@ui': path.join(root, 'renderer/ui'),
  '@i18n': path.join(root, 'renderer/i18n'),
};

/** What has the whole machine's printers or networks for itself, or both cores. No more than one of the others has printers. */
const alone = ['certificateDesign', 'deskPrinting', 'printing', 'syncNetwork', 'camera', 'scale'].map((name) => `tests/e2e/${name}.test.ts`);

const withRealApplication = {
  root,
  environment: 'node',
  testTimeout: 300_000,
  hookTimeout: 120_000,
  // How long a signal is waited for: a busy machine paints and writes late.
  expect: { poll: { timeout: 10_000 } },
} as const;

export default defineConfig({
  root,
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', root, include: ['tests/unit/**/*.test.ts'], environment: 'node', testTimeout: 60_000, maxWorkers: 2, expect: { poll: { timeout: 10_000 } }, server: { deps: { inline: ['simple-keyboard-layouts'] } } },
      },
      {
        resolve: { alias },
        // What only workers import: found in the middle of a test, it would make the page load anew.
        optimizeDeps: { include: ['bidi-js', 'chardet', 'fast-check', 'fast-png', 'fflate', 'ical.js', 'jspdf', 'papaparse', 'read-excel-file/universal'] },
        test: {
          name: 'store',
          root,
          include: ['tests/store/**/*.test.ts', 'tests/screen/**/*.test.tsx'],
          testTimeout: 60_000,
          maxWorkers: 2,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
                // --no-sandbox: test machines run as root; the others keep the browser off the network.
                args: [
                  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
                  '--disable-background-networking', '--disable-component-update', '--disable-sync',
                ],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        resolve: { alias },
        test: {
          ...withRealApplication,
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: alone,
          // Each file has a display of its own, and so the focus for itself.
          setupFiles: ['tests/e2e/ownDisplay.ts'],
          // One more than there are cores: a good part of the time a window is waited for.
          maxWorkers: 3,
          // Behind the others, which keep both cores busy.
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          ...withRealApplication,
          name: 'e2e-alone',
          include: alone,
          setupFiles: ['tests/e2e/ownDisplay.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
