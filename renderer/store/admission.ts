import type { JournalEvent } from '@shared/contract/events';
import { readReceived } from '@shared/contract/receivedEvents';

/**
 * Which lines of the journal this store is of (decisions/0016). What was written here all counts. Of what came from
 * elsewhere only events of this laptop's workshop do, and of those only what has the form of the contract: a laptop may
 * keep the events of other workshops for others, and those of a newer version of itself for later.
 */
export class Admission {
  /** Which workshop this laptop's was from which line on. */
  choices: { line: number; workshop: string }[] = [];

  /** Whether a line is to be folded in. The same for a line however often it is asked, and in whatever order. */
  admits(line: number, event: JournalEvent): boolean {
    if (!('signature' in event)) {
      if (event.type === 'workshop.configured' && this.chosenBefore(line + 1) !== event.workshop) this.choose(line, event.workshop);
      return true;
    }
    if (this.chosenBefore(line + 1) === null) this.choose(line, event.workshop);
    return this.chosenBefore(line + 1) === event.workshop && readReceived(event) !== null;
  }

  private chosenBefore(line: number): string | null {
    return this.choices.findLast((choice) => choice.line < line)?.workshop ?? null;
  }

  private choose(line: number, workshop: string): void {
    this.choices = [...this.choices, { line, workshop }].sort((a, b) => a.line - b.line);
  }
}
