// Ends of ports between two windows: `far` sends everything back; `near` and `ask` measure.
window.addEventListener('message', ({ data, ports: [port] }) => {
  if (data?.kind !== 'bench:port') return;
  if (data.role === 'far') {
    port.onmessage = ({ data: message }) => port.postMessage(message);
    return;
  }
  /** Sends what `messageOf` gives for 0, 1, … , each when the one before was answered; ms of each. */
  const oneByOne = (messageOf, count, pause = 0) =>
    new Promise((resolve, reject) => {
      const times = [];
      let start = performance.now();
      port.onmessage = ({ data: reply }) => {
        times.push(performance.now() - start);
        if (reply.error) return reject(new Error(reply.error));
        if (times.length === count) return resolve(times);
        const next = () => {
          start = performance.now();
          port.postMessage(messageOf(times.length));
        };
        if (pause > 0) setTimeout(next, pause);
        else next();
      };
      port.postMessage(messageOf(0));
    });
  if (data.role === 'near') window.roundTrips = (message, count, pause) => oneByOne(() => message, count, pause);
  if (data.role === 'ask') window.askScans = (codes, target) => oneByOne((index) => ({ code: codes[index], target }), codes.length);
});
