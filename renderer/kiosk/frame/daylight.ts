const darkFrom = 20;
const darkUntil = 6;

/**
 * Whether it is night where the venue is: then a bright screen blinds a dim lobby.
 *
 * @param timeZone undefined for this computer's own, which is told without the browser's calendars: they take 10 ms to load
 */
export function isNight(now: Date, timeZone: string | undefined): boolean {
  const hour = timeZone === undefined ? now.getHours() : hourIn(timeZone, now);
  return hour >= darkFrom || hour < darkUntil;
}

function hourIn(timeZone: string, now: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(now));
}
