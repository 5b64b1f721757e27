// Either end of a port between two windows: `far` sends everything back, `near` measures.
window.addEventListener('message', ({ data, ports: [port] }) => {
  if (data?.kind !== 'bench:port') return;
  if (data.role === 'far') {
    port.onmessage = ({ data: message }) => port.postMessage(message);
    return;
  }
  /** Round trips over the port, one after the other; ms of each. */
  window.roundTrips = (message, count) =>
    new Promise((resolve) => {
      const times = [];
      let start = performance.now();
      port.onmessage = () => {
        times.push(performance.now() - start);
        if (times.length === count) return resolve(times);
        start = performance.now();
        port.postMessage(message);
      };
      port.postMessage(message);
    });
});
