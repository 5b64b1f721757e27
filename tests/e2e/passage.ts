import net from 'node:net';

/** The way between two processes: counts what goes over it, waits for a hub that is still starting, and refuses whoever asks for one that was killed. */
export class Passage {
  private readonly sockets = new Set<net.Socket>();
  private readonly server: net.Server;
  private passed = 0;
  private due: { bytes: number; act: () => void } | null = null;
  private isDown = false;

  private constructor(private readonly target: number) {
    this.server = net.createServer((socket) => void this.join(socket));
  }

  /** @param target the port of the hub, on this machine. */
  static async to(target: number): Promise<Passage> {
    const passage = new Passage(target);
    await new Promise<void>((resolve) => passage.server.listen(0, '127.0.0.1', resolve));
    return passage;
  }

  get port(): number {
    return (this.server.address() as net.AddressInfo).port;
  }

  get bytes(): number {
    return this.passed;
  }

  /** Counts from nought, and does something once, when so many bytes have gone over it in both directions. */
  after(bytes: number, act: () => void): void {
    this.passed = 0;
    this.due = { bytes, act };
  }

  /** The hub is gone: who waits for it is refused, as by a machine where nobody listens. */
  down(): void {
    this.isDown = true;
  }

  /** The hub is starting. */
  up(): void {
    this.isDown = false;
  }

  /** Does nothing more. */
  forget(): void {
    this.due = null;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async join(from: net.Socket): Promise<void> {
    this.hold(from);
    from.pause();
    const to = await this.connect(from);
    if (!to) return void from.destroy();
    this.hold(to);
    for (const [one, other] of [[from, to], [to, from]] as const) {
      one.on('data', (chunk: Buffer) => this.count(chunk.length));
      one.pipe(other);
      one.once('close', () => other.destroy());
    }
    from.resume();
  }

  private async connect(from: net.Socket): Promise<net.Socket | null> {
    while (!from.destroyed && this.server.listening && !this.isDown) {
      const to = net.connect(this.target, '127.0.0.1');
      const isThere = await new Promise<boolean>((resolve) => to.once('connect', () => resolve(true)).once('error', () => resolve(false)));
      if (isThere) return to;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return null;
  }

  private count(bytes: number): void {
    this.passed += bytes;
    if (!this.due || this.passed < this.due.bytes) return;
    const { act } = this.due;
    this.due = null;
    act();
  }

  private hold(socket: net.Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}

/** A port of this machine that is free just now. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
