/** What can be wrong with a hand-over file, by name. The words of each say what to do. */
export type HandOverProblemCode =
  | 'wrong_key'
  | 'wrong_passphrase'
  | 'cut_file'
  | 'foreign_file'
  | 'newer_version'
  | 'tampered'
  /** Nobody was named who could open what is to be written. */
  | 'no_recipient'
  /** The text is no recipient, no identity. */
  | 'not_a_key'
  /** `--since` names something that this laptop has not handed over. */
  | 'unknown_receipt'
  /** There are no events to hand over. */
  | 'nothing_to_hand_over';

/** A hand-over that cannot be written or read, with a name for programs and words for people. */
export class HandOverProblem extends Error {
  override readonly name = 'HandOverProblem';

  constructor(
    readonly code: HandOverProblemCode,
    message: string,
  ) {
    super(message);
  }
}
