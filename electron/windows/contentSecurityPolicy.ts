/**
 * The policy of every page: nothing but the application's own files. Styles that Mantine makes at run time carry the
 * nonce of the response.
 *
 * @param devServer its web socket is allowed in development.
 */
export function contentSecurityPolicy(nonce: string, devServer?: string): string {
  const sockets = devServer ? ` ${devServer.replace(/^http/, 'ws')}` : '';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${sockets}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page with its nonce where scripts can find it, and on its own inline scripts (the dev server adds some). */
export function withNonce(html: string, nonce: string): string {
  return html
    .replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}">`)
    .replace(/<script(?=[ >])/g, `<script nonce="${nonce}"`);
}
