import { afterAll } from 'vitest';
import { startVirtualDisplay } from '../../electron/runtime/virtualDisplay.mjs';

/** A display for the windows of one test file: those of another file, which runs beside it, cannot take the focus. */
if (process.platform === 'linux') {
  const display = await startVirtualDisplay({ log: () => undefined });
  Object.assign(process.env, display.env);
  afterAll(() => display.stop());
}
