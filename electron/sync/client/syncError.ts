import type { SyncProblem } from '@shared/contract/syncState';

/** What a person at a terminal reads: what is wrong, and what to do. Windows have theirs in the catalogue. */
const words: Record<SyncProblem, string> = {
  no_network: 'This computer has no network. Connect it and try again; nothing is lost.',
  unreachable: 'Nobody answers at this address. Check the address, and that the server is running and in the same network.',
  timed_out: 'The server took too long. The network is slow or full; try again, it goes on where it was.',
  captive_portal: 'The network answered with a page of its own in place of the server. Log in to the network with a browser, then try again.',
  proxy_login: 'A proxy of this network asks for a login. Ask whoever runs the network, or use another one.',
  wrong_certificate: 'The certificate of the server is not the expected one, so nothing was sent. Check the address and the clock; a hub that was set up anew must be enrolled anew.',
  not_a_hub: 'What answers at this address is neither a hub nor a CouchDB. Check the address and the port.',
  unauthorized: 'The server does not know this user or password. Check both, or enrol this laptop anew.',
  forbidden: 'The server knows this laptop and does not allow this. Ask headquarters for the right.',
  no_database: 'Headquarters has no database for this workshop, and this laptop may not make one. Ask headquarters to make it.',
  too_large: 'The server refuses even a single small request as too large. Ask whoever runs it to raise its limit.',
  rate_limited: 'The server asks for a pause. Try again later.',
  server_error: 'The server has a fault of its own. Try again later; if it stays, tell whoever runs it.',
  empty_answer: 'The server answered with nothing. Something in between is wrong; try another network.',
  truncated: 'The answer broke off. The network is bad; try again, it goes on where it was.',
  not_json: 'The answer is not what a hub or a CouchDB says. Something in between is wrong; try another network.',
  malformed_answer: 'The answer has another form than that of a hub or a CouchDB. Check the address; both sides may need the same version.',
  endless_answer: 'The answer was longer than any may be, and was cut off. Check the address.',
  missing_receipts: 'The server did not confirm everything that was sent. It will be sent again.',
  foreign_receipts: 'The server confirmed what was not sent. Something in between is wrong; try another network.',
  bad_cursor: 'The server lost its place in the list of changes. The next run starts from the beginning; nothing is lost or doubled.',
  wrong_code: 'The code of this enrolment line is used, expired or unknown. Ask for a new line at the hub.',
  metered: 'This connection is a metered one. Say so if it is to be used all the same.',
  secret_locked: 'The password for this server is locked. Enter the passphrase.',
  cancelled: 'The exchange was stopped. It goes on at the same place next time.',
  local_fault: 'This computer could not go on.',
};

export function wordsOf(problem: SyncProblem): string {
  return words[problem];
}

/** A run could not go on. `detail` is for support: address, status, the words of the system. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  /** How long the server asked to be left alone, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(
    readonly problem: SyncProblem,
    readonly detail: string,
    { retryAfterMs = null, cause }: { retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(`${problem}: ${words[problem]}${detail === '' ? '' : ` (${detail})`}`, { cause });
    this.retryAfterMs = retryAfterMs;
  }
}

const certificateWords = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME|HOSTNAME_MISMATCH/;
const offlineWords = /ENETUNREACH|ENETDOWN|INTERNET_DISCONNECTED|NETWORK_CHANGED/;
const tlsWords = /EPROTO|ERR_SSL|WRONG_VERSION_NUMBER|SSL_PROTOCOL/;

/** The name of what a fetch was rejected with, whether by Node, undici or Chromium. */
export function networkProblem(error: unknown): SyncProblem {
  const told: string[] = [];
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    told.push(each.name, each.message, String((each as NodeJS.ErrnoException).code ?? ''));
  }
  const text = told.join(' ');
  if (certificateWords.test(text)) return 'wrong_certificate';
  if (/redirect/i.test(text)) return 'captive_portal';
  if (/TUNNEL_CONNECTION_FAILED|proxy.?auth/i.test(text)) return 'proxy_login';
  if (offlineWords.test(text)) return 'no_network';
  if (tlsWords.test(text)) return 'not_a_hub';
  if (/TIMED_?OUT|TIMEOUT/i.test(text)) return 'timed_out';
  return 'unreachable';
}
