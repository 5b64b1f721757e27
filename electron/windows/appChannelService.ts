import { ipcMain, type WebContents } from 'electron';
import * as v from 'valibot';
import { type AppChannel, appChannels } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import { channels } from './ipcChannels';
import { roleOfSender } from './trustedSender';

export type Handlers = {
  [N in AppChannel]: (params: v.InferOutput<(typeof appChannels)[N]['params']>, sender: WebContents) => Result<N> | Promise<Result<N>>;
};
type Result<N extends AppChannel> = v.InferOutput<(typeof appChannels)[N]['result']>;

/**
 * Serves what windows may ask of the main process: sender, role and shape are checked before any handler runs.
 *
 * @param later has the handlers that are loaded when one of them is first asked for
 */
export function serveAppChannels<Later extends AppChannel>(handlers: Omit<Handlers, Later>, later: () => Promise<Pick<Handlers, Later>>): void {
  ipcMain.handle(channels.call, async (event, name: unknown, params: unknown) => {
    try {
      const role = roleOfSender(event);
      if (typeof name !== 'string' || !Object.hasOwn(appChannels, name)) throw new KioskError('invalid_request', 'There is no such channel.');
      const channel = appChannels[name as AppChannel];
      if (!(channel.roles as readonly string[]).includes(role)) throw new KioskError('forbidden', `A ${role} may not call "${name}".`);
      const parsed = v.safeParse(channel.params, params);
      if (!parsed.success) throw new KioskError('invalid_request', `"${name}" was called wrongly.`);
      const known = (Object.hasOwn(handlers, name) ? handlers : await later()) as unknown as Record<string, (params: unknown, sender: WebContents) => unknown>;
      return { ok: true, value: await known[name]?.(parsed.output, event.sender) };
    } catch (error) {
      const known = error instanceof KioskError;
      return { ok: false, error: { code: known ? error.code : 'internal', message: (error as Error).message } };
    }
  });
}
