import { KioskError } from '@shared/contract/errors';
import type { StoreClient } from '@shared/contract/storeClient';
import type { PrintQueue } from './printQueue';

const againMilliseconds = 2_000;
const patience = 10_000;

interface Surroundings {
  queue: Pick<PrintQueue, 'owed' | 'noted'>;
  client(): StoreClient | null;
  log(message: string): void;
}

/**
 * Tells the store of every certificate that a printer has printed, until the journal has it: also of those that were
 * printed before a crash. The nonce of a print makes sure that it is recorded once.
 */
export class PrintNotes {
  private running: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(private readonly around: Surroundings) {}

  /** Notes what is owed; tried again by itself until nothing is. */
  run(): void {
    if (this.closed || this.running) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.running = this.noteAll().finally(() => {
      this.running = null;
      if (this.closed || this.around.queue.owed().length === 0) return;
      this.timer = setTimeout(() => this.run(), againMilliseconds);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private async noteAll(): Promise<void> {
    const { queue, log } = this.around;
    const client = this.around.client();
    if (!client) return;
    for (const { id, number, station, nonce } of queue.owed()) {
      if (this.closed) return;
      try {
        // The record may have been merged into another since it was printed.
        const { certificate } = await client.query('certificate.find', { number }, patience);
        if (certificate) {
          const holder = { registrationId: certificate.registrationId };
          await client.command('certificate.notePrinted', { holder, number, job: nonce, ...(station === null ? {} : { station }) }, patience);
        } else {
          log(`Certificate ${number} was printed, and there is none of this number here: that it was cannot be noted.`);
        }
        queue.noted(id, nonce);
      } catch (error) {
        if (error instanceof KioskError && (error.code === 'invalid_request' || error.code === 'unknown_attendee')) {
          log(`Certificate ${number} was printed, and that cannot be noted: ${error.message}`);
          queue.noted(id, nonce);
          continue;
        }
        log(`Certificate ${number} was printed; that could not be noted yet: ${(error as Error).message}`);
        return;
      }
    }
  }
}
