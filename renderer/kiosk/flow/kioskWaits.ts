/** Seconds that the question for consent stays. */
export const consentSeconds = 30;

/** All waits, in ms. */
export const kioskDelays = {
  /** Before this, a scan being judged shows nothing: most answers are faster, and a flash is noise. */
  noticeable: 150,
  okShown: 4_000,
  /** Before somebody who has checked in sees their day. */
  welcomeAfter: 2_200,
  refusalShown: 8_000,
  unavailableShown: 20_000,
  second: 1_000,
  hintShown: 4_000,
  /** A language that somebody chose, and then went away. */
  languageKept: 30_000,
  /** Somebody's day, when nobody touches the screen. */
  dayShown: 20_000,
  /** How long an answer stays when somebody else's scan already waits. */
  handover: 2_000,
};

/** A scanner that still sees the ticket reads it again: the same code within this time of an `ok` is no new scan, in ms. */
export const doubleReading = 1_500;
