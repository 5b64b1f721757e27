import { generateKeyPairSync } from 'node:crypto';
import type { DraftEvent } from '@shared/contract/events';
import type { SyncDocument } from '@shared/contract/sync';
import { type DeviceKey, deviceOfKey, publicKeyOf } from '../../../electron/deviceKey';
import { seal, type SealState } from '../../../electron/journal/seal';
import { documentOf, type HeldEvent } from '../../../electron/sync/documents';
import { workshop as seoul } from './folder';

/** Another laptop, as far as its events are concerned: it writes and signs them. */
export class OtherDevice {
  readonly key: DeviceKey;
  readonly written: HeldEvent[] = [];
  private state: SealState = { chains: {}, hlc: null, erasures: 0, clock: null };

  constructor(private readonly now: () => number = Date.now) {
    const { privateKey } = generateKeyPairSync('ed25519');
    const publicKey = publicKeyOf(privateKey);
    this.key = { device: deviceOfKey(publicKey), publicKey, privateKey };
  }

  get device(): string {
    return this.key.device;
  }

  /** Writes some events, and gives them as they travel. */
  write(drafts: readonly DraftEvent[], workshop = seoul): SyncDocument[] {
    return drafts.map((draft) => {
      const { event, state } = seal(this.state, workshop, this.device, draft, this.now());
      this.state = state;
      this.written.push(event);
      return documentOf(event, this.key);
    });
  }
}
