import type { ChampionsBridge } from '@shared/contract/appChannels';
import { portMessage } from '@shared/contract/portMessage';
import { StoreClient } from '@shared/contract/storeClient';
import type { StoreMessage } from '@shared/contract/wire';

/** `connecting`: no port yet. `restarting`: there was one, and the store behind it has gone; a new one will come. */
export type LinkState = 'connecting' | 'connected' | 'restarting';

/** After so many ms without a port the page asks again: its first request may have come before anybody listened. */
const askAgain = 5_000;

/**
 * A page's way to the store: a client that stays the same for the page's whole life, over ports that come and go.
 * The state is for showing; calls need not look at it, for the client keeps what is open until there is a port.
 */
export class StoreLink {
  readonly client = new StoreClient({
    set: (callback, milliseconds) => setTimeout(callback, milliseconds),
    clear: (timer) => clearTimeout(timer as number),
  });
  private current: LinkState = 'connecting';
  private port: MessagePort | undefined;
  private asking: ReturnType<typeof setTimeout> | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(private readonly bridge: Pick<ChampionsBridge, 'requestPort'>) {
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.source === window && isPortMessage(event.data) && port) this.connect(port);
    });
    this.ask();
  }

  get state(): LinkState {
    return this.current;
  }

  /** Calls back after each change of state, until the returned function is called. */
  watch = (callback: () => void): (() => void) => {
    this.watchers.add(callback);
    return () => this.watchers.delete(callback);
  };

  private connect(port: MessagePort): void {
    this.port = port;
    clearTimeout(this.asking);
    port.onmessage = (event: MessageEvent<StoreMessage>) => {
      // Late words of a port that has been replaced: the client has asked the new one again.
      if (port !== this.port) return;
      this.enter('connected');
      this.client.receive(event.data);
    };
    // Electron tells a page when the other end of a port is gone; the web platform of its time does not.
    port.addEventListener('close', () => {
      if (port !== this.port) return;
      this.enter('restarting');
      this.asking = setTimeout(() => this.ask(), askAgain);
    });
    this.client.connect({ post: (message) => port.postMessage(message), close: () => port.close() });
  }

  private ask(): void {
    this.bridge.requestPort();
    this.asking = setTimeout(() => this.ask(), askAgain);
  }

  private enter(state: LinkState): void {
    if (state === this.current) return;
    this.current = state;
    for (const watcher of this.watchers) watcher();
  }
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === portMessage;
}
