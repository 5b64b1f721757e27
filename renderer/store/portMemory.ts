import type { ScanAnswer } from '@shared/contract/answers';

const rememberedMilliseconds = 3 * 60_000;

/** Somebody found by name on a port. */
export interface Found {
  registrationId: string;
  /** They have proved who they are. */
  confirmed: boolean;
  until: number;
}

/** Somebody who was checked in on a port, or was so already. */
export interface Admitted {
  registrationId: string;
  target: string;
  until: number;
}

interface Port {
  found: Map<string, Found>;
  admitted: Map<string, Admitted>;
}

/**
 * What a kiosk may ask about whom: the handles of the people it found by name, and the nonces of those it has just
 * checked in. Each is good on its own port alone, for three minutes or until the port is let go. In memory only.
 */
export class PortMemory {
  private readonly ports = new Map<number, Port>();

  constructor(private readonly now: () => number) {}

  open(port: number): void {
    this.ports.set(port, { found: new Map(), admitted: new Map() });
  }

  drop(port: number): void {
    this.ports.delete(port);
  }

  /**
   * A handle for somebody: the one they have on this port already, so that a live search does not change with every
   * look, but never one that was confirmed. That one is for whoever confirmed it, and this may be the next in line.
   */
  handleFor(port: number, registrationId: string): string {
    const { found } = this.swept(port);
    const until = this.now() + rememberedMilliseconds;
    for (const [handle, known] of found) {
      if (known.registrationId !== registrationId || known.confirmed) continue;
      known.until = until;
      return handle;
    }
    const handle = randomHandle();
    found.set(handle, { registrationId, confirmed: false, until });
    return handle;
  }

  found(port: number, handle: string): Found | undefined {
    return this.swept(port).found.get(handle);
  }

  confirm(found: Found): void {
    found.confirmed = true;
    found.until = this.now() + rememberedMilliseconds;
  }

  /** Keeps who an answer let in. */
  note(port: number, { answer, nonce, registrationId, target }: ScanAnswer): void {
    if ((answer !== 'ok' && answer !== 'already_checked_in') || registrationId === null || target === null) return;
    const { admitted } = this.swept(port);
    admitted.delete(nonce); // so that it comes last
    admitted.set(nonce, { registrationId, target, until: this.now() + rememberedMilliseconds });
  }

  admitted(port: number, nonce: string): Admitted | undefined {
    return this.swept(port).admitted.get(nonce);
  }

  /** What is still remembered of a port; nothing is kept of one that is not open (any more). */
  private swept(id: number): Port {
    const port = this.ports.get(id) ?? { found: new Map<string, Found>(), admitted: new Map<string, Admitted>() };
    const now = this.now();
    for (const [handle, { until }] of port.found) if (until <= now) port.found.delete(handle);
    // There may be hundreds of these. They stand in the order of their ends.
    for (const [nonce, { until }] of port.admitted) {
      if (until > now) break;
      port.admitted.delete(nonce);
    }
    return port;
  }
}

/** 16 random bytes: nobody guesses one. */
function randomHandle(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
