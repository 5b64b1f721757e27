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

/** Serves what windows may ask of the main process: sender, role and shape are checked before any handler runs. */
export function serveAppChannels(handlers: Handlers): void {
  ipcMain.handle(channels.call, async (event, name: unknown, params: unknown) => {
    try {
      const role = roleOfSender(event);
      if (typeof name !== 'string' || !Object.hasOwn(appChannels, name)) throw new KioskError('invalid_request', 'There is no such channel.');
      const channel = appChannels[name as AppChannel];
      if (!(channel.roles as readonly string[]).includes(role)) throw new KioskError('forbidden', `A ${role} may not call "${name}".`);
      const parsed = v.safeParse(channel.params, params);
      if (!parsed.success) throw new KioskError('invalid_request', `"${name}" was called wrongly.`);
      return { ok: true, value: await (handlers[name as AppChannel] as (params: unknown, sender: WebContents) => unknown)(parsed.output, event.sender) };
    } catch (error) {
      const known = error instanceof KioskError;
      return { ok: false, error: { code: known ? error.code : 'internal', message: (error as Error).message } };
    }
  });
}
