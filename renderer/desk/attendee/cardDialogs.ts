/** What a card can open over itself, beside the question for a reason. */
export type CardDialog = 'correct' | 'reissue' | 'merge';
