/** The names of the IPC channels between preload scripts and the main process: all there are. */
export const channels = {
  requestPort: 'champions:request-port',
  port: 'champions:port',
  call: 'champions:call',
  status: 'champions:status',
  access: 'champions:access',
} as const;
