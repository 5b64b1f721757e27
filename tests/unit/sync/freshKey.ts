import { generateKeyPairSync } from 'node:crypto';
import { type DeviceKey, deviceOfKey, publicKeyOf } from '../../../electron/deviceKey';

/** The key of a laptop that nobody has met. */
export function freshKey(): DeviceKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = publicKeyOf(privateKey);
  return { device: deviceOfKey(publicKey), publicKey, privateKey };
}
