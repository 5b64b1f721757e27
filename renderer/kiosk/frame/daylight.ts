const darkFrom = 20;
const darkUntil = 6;

/** Whether it is night where the venue is: then a bright screen blinds a dim lobby. */
export function isNight(now: Date, timeZone: string | undefined): boolean {
  const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', ...(timeZone ? { timeZone } : {}) });
  const hour = Number(format.format(now));
  return hour >= darkFrom || hour < darkUntil;
}
