/**
 * Turns UTC instants into the wall clock of a time zone, for spreadsheets, whose dates know no zone: ms since 1970 as
 * if that clock were UTC. An offset lasts a quarter of an hour at least, so each is asked for once in that time: a
 * roster of 100,000 has a few hundred of them.
 */
export function wallClockOf(timeZone: string): (instant: string) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  const quarter = 15 * 60_000;
  const offsets = new Map<number, number>();
  return (instant) => {
    const at = Date.parse(instant);
    const from = Math.floor(at / quarter) * quarter;
    let offset = offsets.get(from);
    if (offset === undefined) {
      const part: Record<string, number> = {};
      for (const { type, value } of format.formatToParts(from)) part[type] = Number(value);
      const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
      offset = Date.UTC(year, month - 1, day, hour, minute, second) - from;
      offsets.set(from, offset);
    }
    return at + offset;
  };
}
