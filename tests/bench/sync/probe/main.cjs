/**
 * Starts the built application as it is, for a headless command, and tells the bench over Node's channel what it
 * measured of the main process: how late its timers are, and, with BENCH_PROFILE=FOLDER, where its time went.
 */
const { app } = require('electron');
const { Session } = require('node:inspector');
const fs = require('node:fs');
const path = require('node:path');

/** A timer is asked for so often, in milliseconds. What it comes later than that, somebody's answer came later. */
const every = 5;
let late = [];
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  late.push(Math.max(0, now - last - every));
  last = now;
}, every);

const profiles = process.env.BENCH_PROFILE;
const session = profiles ? new Session() : null;
if (session) {
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  app.once('quit', () => {
    session.post('Profiler.stop', (_error, { profile }) => fs.writeFileSync(path.join(profiles, `${process.argv[process.argv.indexOf('--headless') + 1]}-${process.pid}.cpuprofile`), JSON.stringify(profile)));
  });
  const exit = app.exit.bind(app);
  app.exit = (code) => {
    app.emit('quit');
    exit(code);
  };
}

/** What the bench can ask for, by name. */
const calls = {
  /** How late timers were since the last time this was asked, in milliseconds. */
  late() {
    const since = late;
    late = [];
    return since;
  },
};

process.on('message', ({ id, name }) => process.send({ id, value: calls[name]() }));
// A command ends by itself: the channel must not keep it.
process.channel?.unref();

app.getAppPath = () => path.join(__dirname, '../../../..');
require(path.join(__dirname, '../../../../out/main/main.js'));
