import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Two computers of their own on this machine, and a cable between them that is as bad as one likes. */
export class BadNetwork {
  readonly names = { hub: `champ-hub-${process.pid}`, client: `champ-client-${process.pid}` };
  readonly addresses = { hub: '10.213.77.1', client: '10.213.77.2' };

  private constructor() {}

  /** Why there can be none here; null if there can. */
  static problem(): string | null {
    if (process.platform !== 'linux') return 'it needs Linux';
    if (process.getuid?.() !== 0) return 'it needs root, to make networks';
    for (const [program, args] of [['ip', ['netns', 'list']], ['tc', ['-V']], ['nft', ['--version']]] as const) {
      try {
        execFileSync(program, args, { stdio: 'ignore' });
      } catch {
        return `${program} is missing or does not work`;
      }
    }
    const network = new BadNetwork();
    try {
      network.plug();
      network.worsen({ lossPercent: 20, kilobits: 64 });
      return null;
    } catch (error) {
      return `this machine does not let itself have one: ${(error as Error).message.split('\n').at(-2) ?? ''}`;
    } finally {
      network.remove();
    }
  }

  static make(): BadNetwork {
    const network = new BadNetwork();
    network.plug();
    return network;
  }

  /** What runs a program in one of the two. */
  within(side: 'hub' | 'client'): string[] {
    return ['ip', 'netns', 'exec', this.names[side]];
  }

  /** From now on so many packets in a hundred are lost, each way, and no more comes through than so many kilobits a second. */
  worsen({ lossPercent, kilobits }: { lossPercent: number; kilobits: number }): void {
    for (const side of ['hub', 'client'] as const) {
      this.run(side, 'nft', 'add', 'table', 'ip', 'loss');
      this.run(side, 'nft', 'add', 'chain', 'ip', 'loss', 'arriving', '{ type filter hook input priority 0; }');
      this.run(side, 'nft', 'add', 'rule', 'ip', 'loss', 'arriving', 'iifname', side, 'numgen', 'random', 'mod', '100', '<', String(lossPercent), 'counter', 'drop');
      this.run(side, 'tc', 'qdisc', 'add', 'dev', side, 'root', 'tbf', 'rate', `${kilobits}kbit`, 'burst', '4kb', 'latency', '2s');
    }
  }

  /** It is as good as new again. */
  mend(): void {
    for (const side of ['hub', 'client'] as const) {
      this.run(side, 'nft', 'delete', 'table', 'ip', 'loss');
      this.run(side, 'tc', 'qdisc', 'del', 'dev', side, 'root');
    }
  }

  /** How many bytes came to the hub, and how many packets were lost on their way to it. */
  seen(): { bytes: number; lost: number } {
    const bytes = Number(this.run('hub', 'cat', '/sys/class/net/hub/statistics/rx_bytes'));
    const lost = Number(/counter packets (\d+)/.exec(this.run('hub', 'nft', 'list', 'table', 'ip', 'loss'))?.[1] ?? 0);
    return { bytes, lost };
  }

  pull(): void {
    this.run('hub', 'ip', 'link', 'set', 'hub', 'down');
  }

  plugIn(): void {
    this.run('hub', 'ip', 'link', 'set', 'hub', 'up');
  }

  remove(): void {
    for (const name of Object.values(this.names)) {
      try {
        execFileSync('ip', ['netns', 'del', name], { stdio: 'ignore' });
      } catch {
        // was not made
      }
    }
  }

  private plug(): void {
    const { hub, client } = this.names;
    for (const name of [hub, client]) execFileSync('ip', ['netns', 'add', name]);
    this.run('hub', 'ip', 'link', 'add', 'hub', 'type', 'veth', 'peer', 'name', 'client', 'netns', client);
    for (const side of ['hub', 'client'] as const) {
      this.run(side, 'ip', 'address', 'add', `${this.addresses[side]}/24`, 'dev', side);
      for (const card of ['lo', side]) this.run(side, 'ip', 'link', 'set', card, 'up');
    }
  }

  private run(side: 'hub' | 'client', program: string, ...args: string[]): string {
    return execFileSync('ip', ['netns', 'exec', this.names[side], program, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PATH: `${process.env.PATH}${path.delimiter}/usr/sbin${path.delimiter}/sbin` } });
  }
}
