import type { Press, Pressed } from './press';
import type { SealedCertificate } from './sealedCertificates';

/** What a press does for who makes many certificates. */
export type Pressing = Pick<Press, 'file' | 'page' | 'finish' | 'close' | 'ended'>;

/** So often one certificate is asked for. What ends a thread that often would end every other. */
const mostTries = 3;

/** A press that is followed by another where its thread has died: what was asked of it is asked again, its pages too. */
export class SteadyPress {
  private running: Pressing | null = null;
  private pages: SealedCertificate[] = [];
  private closed = false;

  constructor(private readonly open: () => Pressing) {}

  /** One certificate as a file of its own. @throws what the typesetter says of a page that cannot be set whole. */
  file(sealed: SealedCertificate): Promise<Pressed & { pdf: Uint8Array }> {
    return this.ask((press) => press.file(sealed), sealed);
  }

  /** A page of the file that `finish` gives. */
  async page(sealed: SealedCertificate): Promise<Pressed> {
    const pressed = await this.ask((press) => press.page(sealed), sealed);
    this.pages.push(sealed);
    return pressed;
  }

  /** All pages since the last time, as one file. @throws an Error without any. */
  async finish(): Promise<Uint8Array> {
    const pdf = await this.ask((press) => press.finish(), this.pages.at(-1));
    this.pages = [];
    return pdf;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.running?.close();
  }

  private async ask<T>(asked: (press: Pressing) => Promise<T>, of: SealedCertificate | undefined): Promise<T> {
    for (let tries = 1; ; tries++) {
      const isNew = !this.running || this.running.ended;
      const press = isNew ? this.open() : (this.running as Pressing);
      this.running = press;
      try {
        // The pages of the one that died went with it.
        if (isNew) for (const page of this.pages) await press.page(page);
        return await asked(press);
      } catch (error) {
        if (!press.ended || this.closed) throw error;
        if (tries === mostTries) throw new Error(`Setting certificates ended ${mostTries} times${of ? ` at ${of.certificate.registrationId} (${of.number})` : ''}: ${(error as Error).message}`, { cause: error });
      }
    }
  }
}
