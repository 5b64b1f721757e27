import net from 'node:net';

/** One way of a link, as wide as it is however many share it: a piece arrives when all before it and it itself have gone through. */
function narrow(bitsPerSecond) {
  if (bitsPerSecond === Infinity) return (from, to) => from.pipe(to);
  let freeAt = 0;
  return (from, to) => {
    from.on('data', (bytes) => {
      freeAt = Math.max(freeAt, performance.now()) + (bytes.length * 8_000) / bitsPerSecond;
      from.pause();
      setTimeout(() => {
        to.write(bytes);
        from.resume();
      }, freeAt - performance.now());
    });
    from.once('end', () => setTimeout(() => to.end(), freeAt - performance.now() + 1));
  };
}

/**
 * Passes connections on to a port of this machine and counts the bytes of both ways, heads of HTTP and all. Runs in the
 * bench's own process, which does nothing else meanwhile, and in the way of everybody that is measured.
 *
 * @param bitsPerSecond of each way, all connections together; unlimited where nothing is said.
 */
export async function countingProxy(port, bitsPerSecond = Infinity) {
  const counted = { sent: 0, received: 0 };
  const [up, down] = [narrow(bitsPerSecond), narrow(bitsPerSecond)];
  const sockets = new Set();
  const server = net.createServer((client) => {
    const upstream = net.connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => (counted.sent += bytes.length));
    upstream.on('data', (bytes) => (counted.received += bytes.length));
    up(client, upstream);
    down(upstream, client);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    /** Bytes since the last time this was asked. */
    taken() {
      const { sent, received } = counted;
      Object.assign(counted, { sent: 0, received: 0 });
      return { sent, received, all: sent + received };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
