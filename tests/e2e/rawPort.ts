import type { Page } from 'playwright';

/** What a window's page got for one call over its port, as it came. */
export interface RawReply {
  kind: 'value' | 'error';
  value?: never;
  error?: { code: string; message: string };
}

/**
 * Puts a client of its own into a page, over a port that the page asks for as it always does: for what the page's
 * own code would never send. After a new port arrives, what is open is sent again, as `StoreClient` does.
 */
export async function installRawClient(page: Page): Promise<void> {
  await page.evaluate(() => {
    const open = new Map<number, { message: object; resolve: (reply: unknown) => void }>();
    let port: MessagePort | undefined;
    let nextId = 1_000_000; // the page's own calls count from 1
    window.addEventListener('message', (event) => {
      if (event.data?.kind !== 'champions:port') return;
      port = event.ports[0];
      port?.addEventListener('message', ({ data }: MessageEvent<{ id: number }>) => {
        open.get(data.id)?.resolve(data);
        open.delete(data.id);
      });
      port?.start();
      for (const { message } of open.values()) port?.postMessage(message);
    });
    Object.assign(window, {
      rawCall: (kind: string, name: string, params: unknown) =>
        new Promise((resolve) => {
          const message = { kind, id: nextId++, name, params };
          open.set(message.id, { message, resolve });
          port?.postMessage(message);
        }),
      rawPost: (message: { id: number }) =>
        new Promise((resolve) => {
          open.set(message.id, { message, resolve });
          port?.postMessage(message);
        }),
    });
    (window as unknown as { champions: { requestPort(): void } }).champions.requestPort();
  });
}

interface RawWindow {
  rawCall(kind: string, name: string, params: unknown): Promise<RawReply>;
  rawPost(message: unknown): Promise<RawReply>;
}

export function rawCall(page: Page, kind: 'command' | 'query', name: string, params: unknown): Promise<RawReply> {
  return page.evaluate(([k, n, p]) => (window as unknown as RawWindow).rawCall(k, n, p), [kind, name, params] as const);
}

/** Sends any message at all; it must have an `id` for its answer to be found. */
export function rawPost(page: Page, message: { id: number } & Record<string, unknown>): Promise<RawReply> {
  return page.evaluate((m) => (window as unknown as RawWindow).rawPost(m), message);
}
