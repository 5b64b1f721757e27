import type { Role } from './values';

/** Window messages by which the store window's preload script hands on the ports that the main process sends. */
export const journalPortMessage = 'champions:journal';
export const clientPortMessage = 'champions:client';
export const dropPortMessage = 'champions:drop';

export type StorePortMessage =
  | { kind: typeof journalPortMessage }
  | { kind: typeof clientPortMessage; id: number; role: Role }
  /** The window behind a port is gone or has a new one. */
  | { kind: typeof dropPortMessage; id: number };

/** The IPC channel from the main process to the store window's preload script. */
export const storePortChannel = 'store:port';

/** The window message by which the store's page says that it has nothing to do, to its own preload script. */
export const restMessage = 'champions:rest';
