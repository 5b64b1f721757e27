import { app } from 'electron';
import type { Paper } from '@shared/contract/printing';
import { Press, type Pressed } from './press';
import type { SealedCertificate } from './sealedCertificates';

const design = 'civic';

/** Certificates on paper as PDF: a press for each size of paper, started when it is first needed and kept running. */
export class CertificatePaper {
  private readonly presses = new Map<Paper, Press>();

  /** One certificate as a file of its own. @throws what the typesetter says of a page that cannot be set whole. */
  file(sealed: SealedCertificate, paper: Paper): Promise<Pressed & { pdf: Uint8Array }> {
    return this.press(paper).file(sealed);
  }

  /** The press for a size of paper, of whom previews are asked too. */
  press(paper: Paper): Press {
    const running = this.presses.get(paper);
    if (running && !running.ended) return running;
    const press = new Press(app.getAppPath(), design, paper);
    this.presses.set(paper, press);
    return press;
  }

  /** Several as one file, a page each; by a press of its own, whose pages nobody else's get among. */
  async together(all: readonly SealedCertificate[], paper: Paper): Promise<Uint8Array> {
    const press = new Press(app.getAppPath(), design, paper);
    try {
      for (const sealed of all) await press.page(sealed);
      return await press.finish();
    } finally {
      await press.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.presses.values()].map((press) => press.close()));
  }
}
