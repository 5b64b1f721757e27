import type { SyncRemote } from '@shared/contract/syncState';
import type { Credentials } from './authorization';
import type { Remotes } from './remotes';
import { passphraseBox, type SecretBox, WrongPassphraseError } from './secretBox';
import { SyncError } from './syncError';

/** There is no keychain here to seal a secret with: somebody has to choose a passphrase. */
export class PassphraseNeededError extends Error {
  override readonly name = 'PassphraseNeededError';

  constructor() {
    super('This computer has no keychain, so the password of the server is sealed with a passphrase, which is asked for after each start. Choose one.');
  }
}

/** The secrets of remotes: sealed on the disk, open in memory once they were needed. */
export class Secrets {
  private readonly open = new Map<string, string>();
  private passphrase: SecretBox | null = null;

  /** @param keychain null where the system has none that deserves the name. */
  constructor(private readonly remotes: Remotes, private readonly keychain: SecretBox | null) {}

  /** @throws PassphraseNeededError */
  get box(): SecretBox {
    const box = this.keychain ?? this.passphrase;
    if (!box) throw new PassphraseNeededError();
    return box;
  }

  /** Takes a passphrase for what is sealed with one. @throws WrongPassphraseError */
  async unlock(passphrase: string): Promise<void> {
    const box = passphraseBox(passphrase);
    for (const { id } of this.remotes.all) {
      const sealed = this.remotes.secret(id);
      if (sealed?.kind === 'passphrase') this.open.set(id, await box.open(sealed.sealed));
    }
    this.passphrase = box;
  }

  isLocked({ id, auth }: SyncRemote): boolean {
    return auth !== 'none' && !this.open.has(id) && this.remotes.secret(id)?.kind !== 'keychain';
  }

  /** @throws PassphraseNeededError */
  async keep(id: string, secret: string): Promise<void> {
    const { box } = this;
    this.remotes.setSecret(id, { kind: box.kind, sealed: await box.seal(secret) });
    this.open.set(id, secret);
  }

  forget(id: string): void {
    this.open.delete(id);
    this.remotes.setSecret(id, null);
  }

  /** @throws SyncError `secret_locked` */
  async of({ id, auth, user }: SyncRemote): Promise<Credentials> {
    if (auth === 'none') return { auth, user, secret: '' };
    const sealed = this.remotes.secret(id);
    if (!this.open.has(id)) {
      const box = sealed?.kind === 'keychain' ? this.keychain : this.passphrase;
      if (!sealed || !box) throw new SyncError('secret_locked', sealed ? '' : 'no password is kept');
      try {
        this.open.set(id, await box.open(sealed.sealed));
      } catch (error) {
        throw new SyncError('secret_locked', error instanceof WrongPassphraseError ? '' : 'the keychain does not open it; enter the password anew', { cause: error });
      }
    }
    return { auth, user, secret: this.open.get(id) as string };
  }
}
