import type { NetworkInterfaceInfo } from 'node:os';

/** An address of this machine that a hub can be bound to. */
export interface HubInterface {
  /** The system's name for it, such as `wlan0` or `Ethernet`. */
  name: string;
  address: string;
  family: 'IPv4' | 'IPv6';
  /** Only this machine itself reaches it. */
  loopback: boolean;
}

/**
 * The addresses of a machine as somebody is to choose from them: of private networks first, since a venue's LAN is
 * one, IPv4 before IPv6, the machine's own loopback last. Link-local IPv6 addresses are left out: they name no
 * interface on the other machine.
 *
 * @param interfaces what `os.networkInterfaces()` gives.
 */
export function hubInterfaces(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): HubInterface[] {
  return Object.entries(interfaces)
    .flatMap(([name, infos = []]) => infos.map(({ address, family, internal }) => ({ name, address, family, loopback: internal })))
    .filter(({ address }) => !/^fe[89ab][0-9a-f]:/i.test(address))
    .map((each, index) => ({ each, index }))
    .sort((a, b) => rank(a.each) - rank(b.each) || a.index - b.index)
    .map(({ each }) => each);
}

/** The addresses under which neighbours reach a hub that is bound to `host`: to all of them for `0.0.0.0` and `::`. */
export function reachableHosts(host: string, interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host];
  const all = hubInterfaces(interfaces).filter(({ family }) => host === '::' || family === 'IPv4');
  const others = all.filter(({ loopback }) => !loopback);
  return (others.length > 0 ? others : all).map(({ address }) => address).slice(0, 4);
}

function rank({ address, family, loopback }: HubInterface): number {
  if (loopback) return 4;
  if (family === 'IPv6') return /^f[cd]/i.test(address) ? 2 : 3;
  if (address.startsWith('169.254.')) return 3;
  return /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(address) ? 0 : 1;
}
