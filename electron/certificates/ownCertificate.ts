import { KioskError } from '@shared/contract/errors';
import type { StoreClient } from '@shared/contract/storeClient';

/**
 * A number says nothing of whose it is, but can be reckoned out by who knows a registration id: a kiosk sees and prints only
 * what a visit of its own was given a short while ago.
 *
 * @param ports of the kiosk's window
 * @throws KioskError `forbidden` for anything else
 */
export async function expectOwn(client: StoreClient, ports: readonly number[], number: string): Promise<void> {
  const { offered } = await client.query('certificate.isOffered', { ports: [...ports], number });
  if (!offered) throw new KioskError('forbidden', 'Nobody was given this certificate here a short while ago. Scan the ticket again.');
}
