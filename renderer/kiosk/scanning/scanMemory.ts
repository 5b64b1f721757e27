import * as v from 'valibot';
import type { Scan } from '../flow/kioskContext';

/**
 * Scans that have no answer yet, kept over a reload of the window (and no longer: session storage goes with it), so
 * that each is judged again under its own nonce and gets its true answer. Empty whenever nobody waits.
 */
export interface ScanMemory {
  read(): Scan[];
  write(scans: readonly Scan[]): void;
}

const key = 'champions.unanswered';
const stored = v.array(
  v.object({ code: v.string(), nonce: v.string(), at: v.string(), consent: v.optional(v.literal(true)) }),
);

export function scanMemory(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): ScanMemory {
  return {
    read() {
      try {
        const parsed = v.safeParse(stored, JSON.parse(storage.getItem(key) ?? '[]'));
        return parsed.success ? parsed.output.map(({ consent, ...scan }) => ({ ...scan, ...(consent ? { consent } : {}) })) : [];
      } catch {
        // Not JSON: nothing of ours, and nothing that could be judged.
        return [];
      }
    },
    write(scans) {
      if (scans.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(scans.map(({ code, nonce, at, consent }) => ({ code, nonce, at, consent }))));
    },
  };
}
