import fs from 'node:fs';

/** A disk that lately flushed in less than this is not worth a way through the thread pool, in milliseconds. */
const quickFlush = 1;
/** A single flush slower than this sends the next ones back to the thread pool. */
const slowFlush = 10;
/** So many quick flushes in a row are taken for a quick disk; so many are sent through the pool after a slow one. */
const trials = 16;

/**
 * Writes bytes and has them flushed to the disk. On a quick disk this is done at once, which is shorter by two hops
 * between threads; on a slow one (a USB stick, a tired hard disk) in the thread pool, so that nothing else waits.
 */
export class DurableWriter {
  private quickInARow = 0;

  /** Resolves once the bytes are on the disk. @throws what the file system says; then any part may be written. */
  async write(handle: number, bytes: Buffer, position: number): Promise<void> {
    const start = performance.now();
    if (this.quickInARow >= trials) {
      writeNow(handle, bytes, position);
      fs.fdatasyncSync(handle);
      if (performance.now() - start > slowFlush) this.quickInARow = 0;
      return;
    }
    await writeInPool(handle, bytes, position);
    await flushInPool(handle);
    this.quickInARow = performance.now() - start < quickFlush ? this.quickInARow + 1 : 0;
  }
}

function writeNow(handle: number, bytes: Buffer, position: number): void {
  for (let offset = 0; offset < bytes.length; ) {
    offset += fs.writeSync(handle, bytes, offset, bytes.length - offset, position + offset);
  }
}

function writeInPool(handle: number, bytes: Buffer, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const step = (offset: number): void => {
      fs.write(handle, bytes, offset, bytes.length - offset, position + offset, (error, written) => {
        if (error) reject(error);
        else if (offset + written < bytes.length) step(offset + written);
        else resolve();
      });
    };
    step(0);
  });
}

function flushInPool(handle: number): Promise<void> {
  return new Promise((resolve, reject) => fs.fdatasync(handle, (error) => (error ? reject(error) : resolve())));
}
