import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { net, protocol, type ProtocolResponse, type Session } from 'electron';
import { contentSecurityPolicy, withNonce } from './contentSecurityPolicy';

/** The windows of the application. Each is an origin of its own: `app://kiosk` cannot reach the database of `app://store`. */
export const hosts = ['store', 'kiosk', 'desk', 'hq', 'sheet'] as const;
export type Host = (typeof hosts)[number];

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Must run before the application is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built pages. Anything that is not a file below the folder is refused.
 *
 * Whole files are handed over at once: `protocol.handle` would make a request, a response and two streams of each,
 * which costs a start 50 ms and more, a third of it for loading what makes them. They are read in one go for the same
 * reason: each of them lies in the system's memory, and four turns of the event loop take longer than reading it.
 *
 * @param devServer in development, where pages come from instead of the folder.
 */
export function serveApp(session: Session, folder: string, devServer?: string): void {
  if (devServer) return void session.protocol.handle('app', ({ url }) => fromDevServer(url, folder, devServer));
  session.protocol.registerBufferProtocol('app', ({ url }, answer) => answer(builtFile(url, folder)));
}

function builtFile(url: string, folder: string): ProtocolResponse {
  const file = fileFor(url, folder);
  if (file === null) return refused(403);
  const type = types[path.extname(file)];
  if (!type) return refused(403);
  let data: Buffer;
  try {
    data = fs.readFileSync(file);
  } catch {
    return refused(404);
  }
  const nonce = randomBytes(16).toString('base64');
  return {
    statusCode: 200,
    headers: headersFor(hostOf(url), type, nonce, file.includes(`${path.sep}assets${path.sep}`)),
    data: type.startsWith('text/html') ? Buffer.from(withNonce(data.toString('utf8'), nonce)) : data,
  };
}

/**
 * The file that a URL names, or null for one that must not be served: an unknown host, a path with a dot segment, an
 * encoded separator or a drive, anything outside the folder.
 */
export function fileFor(url: string, folder: string): string | null {
  let parsed: URL;
  let name: string;
  try {
    parsed = new URL(url);
    name = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (parsed.protocol !== 'app:' || !hosts.includes(parsed.host as Host)) return null;
  if (/[\\:\0]|%/.test(name) || name.split('/').some((part) => part === '..' || part === '.')) return null;
  if (/%2f|%5c/i.test(parsed.pathname)) return null;
  const relative = name === '/' || name === '/index.html' ? `${parsed.host}/index.html` : name.slice(1);
  if (relative.endsWith('.html') && relative !== `${parsed.host}/index.html`) return null;
  const file = path.resolve(folder, relative);
  return file.startsWith(path.resolve(folder) + path.sep) ? file : null;
}

/** The window a URL belongs to; only asked once `fileFor` has found the URL to be one of ours. */
function hostOf(url: string): Host {
  return new URL(url).host as Host;
}

function headersFor(host: Host, type: string, nonce: string, isHashed: boolean): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy(host, nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    // Built assets carry a hash of their content in their name.
    'Cache-Control': isHashed ? 'max-age=31536000, immutable' : 'no-store',
  };
}

function refused(statusCode: number): ProtocolResponse {
  return { statusCode, data: Buffer.alloc(0) };
}

async function fromDevServer(url: string, folder: string, server: string): Promise<Response> {
  if (fileFor(url, folder) === null) return new Response(null, { status: 403 });
  const nonce = randomBytes(16).toString('base64');
  const { host, pathname, search } = new URL(url);
  const target = pathname === '/' || pathname === '/index.html' ? `/${host}/index.html` : pathname;
  const response = await net.fetch(server + target + search, { bypassCustomProtocolHandlers: true });
  const type = response.headers.get('content-type') ?? '';
  const headers = { ...headersFor(host as Host, type, nonce, false), 'Content-Security-Policy': contentSecurityPolicy(host as Host, nonce, server) };
  if (!type.startsWith('text/html')) return new Response(response.body, { status: response.status, headers });
  return new Response(withNonce(await response.text(), nonce), { headers });
}
