import * as v from 'valibot';
import type { SyncRemote } from '@shared/contract/syncState';
import { ask, type Fetch, type Limits } from './answer';
import { SyncError } from './syncError';

/** What proves to a remote who asks. */
export interface Credentials {
  auth: SyncRemote['auth'];
  user: string;
  secret: string;
}

const session = v.object({ ok: v.literal(true) });

/** The headers that say who asks. A cookie is fetched when it is first needed, and again when it has run out. */
export class Authorization {
  private cookie: string | null = null;

  constructor(private readonly credentials: Credentials, private readonly fetch: Fetch, private readonly limits: Limits) {}

  async headers(url: string, signal?: AbortSignal): Promise<Record<string, string>> {
    const { auth, user, secret } = this.credentials;
    switch (auth) {
      case 'none':
        return {};
      case 'basic':
        return { authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` };
      case 'jwt':
      case 'token':
        return { authorization: `Bearer ${secret}` };
      case 'cookie':
        this.cookie ??= await this.logIn(url, signal);
        return { cookie: this.cookie };
    }
  }

  /** After a 401. @returns whether asking again may help. */
  expire(): boolean {
    const had = this.cookie !== null;
    this.cookie = null;
    return had;
  }

  private async logIn(url: string, signal: AbortSignal | undefined): Promise<string> {
    const { user: name, secret: password } = this.credentials;
    const { headers } = await ask(this.fetch, {
      url: `${url}/_session`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify({ name, password })),
      good: [200],
      shape: session,
      limits: { ...this.limits, bytes: 64 * 1024 },
      signal,
    });
    const cookie = /(?:^|,\s*)(AuthSession=[^;,\s]+)/.exec(headers.get('set-cookie') ?? '')?.[1];
    if (!cookie) throw new SyncError('malformed_answer', 'POST /_session gave no cookie');
    return cookie;
  }
}
