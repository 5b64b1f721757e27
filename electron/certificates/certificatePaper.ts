import { app } from 'electron';
import type { Paper } from '@shared/contract/printing';
import { type CertificateLook, loadDesign, lookOf } from './designSettings';
import { Press, type Pressed } from './press';
import type { SealedCertificate } from './sealedCertificates';
import { SteadyPress } from './steadyPress';

/** Certificates on paper as PDF, as they are to look here: by a press that is started when it is first needed and kept running. */
export class CertificatePaper {
  private running: Press | null = null;
  private told = false;

  /** @param onProblem told once of a design that cannot be read. */
  constructor(
    private readonly dataFolder: string,
    private readonly onProblem: (sentence: string) => void,
  ) {}

  /** One certificate as a file of its own. @throws what the typesetter says of a page that cannot be set whole. */
  file(sealed: SealedCertificate, paper: Paper): Promise<Pressed & { pdf: Uint8Array }> {
    return this.press().file(sealed, this.look(paper));
  }

  /** The press that runs, of whom previews are asked too; one that has died is followed by another. */
  press(): Press {
    if (!this.running || this.running.ended) this.running = this.open('A4');
    return this.running;
  }

  /** Several as one file, a page each; by a press of its own, whose pages nobody else's get among. */
  async together(all: readonly SealedCertificate[], paper: Paper): Promise<Uint8Array> {
    const press = new SteadyPress(() => this.open(paper));
    try {
      for (const sealed of all) await press.page(sealed);
      return await press.finish();
    } finally {
      await press.close();
    }
  }

  async close(): Promise<void> {
    await this.running?.close();
  }

  private open(paper: Paper): Press {
    return new Press(app.getAppPath(), this.dataFolder, this.look(paper));
  }

  /** Read anew for each: the design may have been saved a moment ago. */
  private look(paper: Paper): CertificateLook {
    const { settings, problem } = loadDesign(this.dataFolder);
    if (problem !== null && !this.told) this.onProblem(problem);
    this.told = problem !== null;
    return lookOf(app.getAppPath(), settings, { paper });
  }
}
