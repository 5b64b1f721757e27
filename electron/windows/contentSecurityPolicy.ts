import type { Host } from './appScheme';

/**
 * The policy of a window's pages: nothing but the application's own files. Styles that Mantine makes at run time carry
 * the nonce of the response. Kiosk and desk may compile WebAssembly, which reads the codes their cameras see; that
 * allows no `eval` of scripts.
 *
 * @param devServer its web socket is allowed in development.
 */
export function contentSecurityPolicy(host: Host, nonce: string, devServer?: string): string {
  const sockets = devServer ? ` ${devServer.replace(/^http/, 'ws')}` : '';
  const compiles = host === 'kiosk' || host === 'desk' ? " 'wasm-unsafe-eval'" : '';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'${compiles}`,
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
