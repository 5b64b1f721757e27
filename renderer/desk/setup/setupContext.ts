import type { ReadinessItem, Remedy } from '@shared/domain/readiness';
import type { SetupFacts } from '@shared/contract/appChannels';
import type { SetupNotes, SetupStep } from '@shared/contract/setup';
import { createContext, useContext } from 'react';

/** How ready everything is, as the whole desk sees it, and the way to the guide. */
export interface Setup {
  /** Null until the main process has answered for the first time. */
  facts: SetupFacts | null;
  /** Null until everything is known. */
  items: ReadinessItem[] | null;
  error: unknown;
  /** The step that the guide shows; null while it is closed. */
  guideAt: SetupStep | null;
  openGuide(step?: SetupStep): void;
  /** The guide has closed itself, and has kept that. */
  guideClosed(): void;
  /** Takes the guide off the screen for now; the next start goes on where it was. */
  leaveGuide(): void;
  note(changes: Partial<Omit<SetupNotes, 'version'>>): Promise<void>;
  /** Asks this computer again, now. */
  refresh(): void;
}

export const SetupContext = createContext<Setup | null>(null);

export function useSetup(): Setup {
  const setup = useContext(SetupContext);
  if (!setup) throw new Error('There is no SetupProvider above this component.');
  return setup;
}

/** What is not mended in the guide, but on a page of the desk. */
export function isElsewhere(remedy: Remedy): remedy is 'tickets' | 'privacy' | 'headquarters' {
  return remedy === 'tickets' || remedy === 'privacy' || remedy === 'headquarters';
}

/** The step of the guide that mends what an item lacks; null where another place does. */
export function stepOfRemedy(remedy: Remedy): SetupStep | null {
  return isElsewhere(remedy) || remedy === 'mirror' ? null : remedy;
}
