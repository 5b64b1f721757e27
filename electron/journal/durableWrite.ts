import fs from 'node:fs';

/** A disk that flushes in less than this on average is not worth a way through the thread pool, in milliseconds. */
const quickFlush = 1;
/** A single flush slower than this sends the next ones back to the thread pool. */
const slowFlush = 10;
/** So many flushes are looked at before a disk is taken for quick: in the beginning, and after a slow one. */
const trials = 16;

/**
 * Writes bytes and has them flushed to the disk. On a quick disk this is done at once, which is shorter by two hops
 * between threads; on a slow one (a USB stick, a tired hard disk) in the thread pool, so that nothing else waits.
 */
export class DurableWriter {
  private looked = 0;
  /** Of the last flushes, the older the less, in milliseconds. */
  private average = 0;

  /** Resolves once the bytes are on the disk. @throws what the file system says; then any part may be written. */
  async write(handle: number, bytes: Buffer, position: number): Promise<void> {
    const start = performance.now();
    if (this.looked >= trials && this.average < quickFlush) {
      writeNow(handle, bytes, position);
      fs.fdatasyncSync(handle);
    } else {
      await writeInPool(handle, bytes, position);
      await flushInPool(handle);
    }
    this.note(performance.now() - start);
  }

  private note(milliseconds: number): void {
    if (milliseconds > slowFlush) {
      this.looked = 0;
      this.average = 0;
      return;
    }
    this.looked += 1;
    this.average += (milliseconds - this.average) / Math.min(this.looked, trials);
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
