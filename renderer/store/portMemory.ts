import type { ScanAnswer } from '@shared/contract/answers';

const rememberedMilliseconds = 3 * 60_000;
/** Whoever is busy with their certificate is remembered longer, up to this after their scan. */
const longestMilliseconds = 15 * 60_000;

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
  /** However often it is renewed. */
  atMost: number;
}

interface Port {
  found: Map<string, Found>;
  admitted: Map<string, Admitted>;
  /** Numbers of certificates that visits here were given, and until when they are remembered. */
  offered: Map<string, number>;
}

/**
 * What a kiosk may ask about whom: the handles of the people it found by name, and the nonces of those it has just
 * checked in. Each is good on its own port alone, for three minutes or until the port is let go. In memory only.
 */
export class PortMemory {
  private readonly ports = new Map<number, Port>();

  constructor(private readonly now: () => number) {}

  open(port: number): void {
    this.ports.set(port, { found: new Map(), admitted: new Map(), offered: new Map() });
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
    const now = this.now();
    admitted.set(nonce, { registrationId, target, until: now + rememberedMilliseconds, atMost: now + longestMilliseconds });
  }

  admitted(port: number, nonce: string): Admitted | undefined {
    return this.swept(port).admitted.get(nonce);
  }

  /** They are still there, and do something. */
  renew(port: number, nonce: string): void {
    const { admitted } = this.swept(port);
    const known = admitted.get(nonce);
    if (!known) return;
    const until = Math.min(known.atMost, this.now() + rememberedMilliseconds);
    if (until <= known.until) return;
    admitted.delete(nonce); // so that it comes last
    admitted.set(nonce, { ...known, until });
  }

  /** A visit here was given this certificate: it may be looked at and printed from here for a while. */
  offer(port: number, number: string): void {
    this.swept(port).offered.set(number, this.now() + longestMilliseconds);
  }

  isOffered(ports: readonly number[], number: string): boolean {
    return ports.some((port) => this.swept(port).offered.has(number));
  }

  /** What is still remembered of a port; nothing is kept of one that is not open (any more). */
  private swept(id: number): Port {
    const port = this.ports.get(id) ?? { found: new Map<string, Found>(), admitted: new Map<string, Admitted>(), offered: new Map<string, number>() };
    const now = this.now();
    for (const [handle, { until }] of port.found) if (until <= now) port.found.delete(handle);
    for (const [number, until] of port.offered) if (until <= now) port.offered.delete(number);
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
