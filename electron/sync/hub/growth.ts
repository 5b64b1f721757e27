import type { EventSource } from '../eventSource';

/** Tells those who wait for changes of a workshop that there are some. */
export class Growth {
  private readonly waiting = new Map<string, Set<() => void>>();
  private readonly unsubscribe: () => void;
  private ended = false;

  constructor(source: EventSource) {
    this.unsubscribe = source.onGrown((workshop) => {
      for (const wake of this.waiting.get(workshop) ?? []) wake();
    });
  }

  /** The hub is being stopped: nobody is to wait any more. */
  get over(): boolean {
    return this.ended;
  }

  /** Calls back with each growth, and at the end. Returns how to stop that. */
  watch(workshop: string, wake: () => void): () => void {
    const of = this.waiting.get(workshop) ?? new Set();
    this.waiting.set(workshop, of);
    of.add(wake);
    return () => {
      of.delete(wake);
      if (of.size === 0 && this.waiting.get(workshop) === of) this.waiting.delete(workshop);
    };
  }

  end(): void {
    this.ended = true;
    this.unsubscribe();
    for (const of of this.waiting.values()) for (const wake of of) wake();
  }
}
