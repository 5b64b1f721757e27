import { constants } from 'node:zlib';

/** Bytes that zlib hands out at once. Each piece goes to another thread and back, which takes longer than to fill a small one. */
export const pieceBytes = 128 * 1024;

/**
 * How documents are gzipped. A third of one is digits of hashes, in which zlib finds a chance match of three letters
 * everywhere and spends more on it than on the letters: this strategy leaves those alone. As small as zlib's own choice,
 * in a third of the time; what is gained above this level, 7 %, takes as long again.
 */
export const gzipOfDocuments = { level: 1, strategy: constants.Z_FILTERED, chunkSize: pieceBytes } as const;
