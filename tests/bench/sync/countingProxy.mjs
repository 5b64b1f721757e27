import net from 'node:net';

/**
 * Passes connections on to a port of this machine and counts the bytes of both ways, heads of HTTP and all. Runs in the
 * bench's own process, which does nothing else meanwhile, and in the way of everybody that is measured.
 */
export async function countingProxy(port) {
  const counted = { sent: 0, received: 0 };
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
    client.pipe(upstream);
    upstream.pipe(client);
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
