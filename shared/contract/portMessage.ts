/** The `kind` of the window message that carries a port. Alone in its file: each page's start waits for all that comes with it. */
export const portMessage = 'champions:port';
