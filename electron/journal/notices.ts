import type { Damage } from './scan';

/** Something a person should know of the journal or its mirror. */
export interface Notice {
  level: 'info' | 'warning' | 'error';
  code: NoticeCode;
  message: string;
  file?: string;
  line?: number;
}

export type NoticeCode =
  | 'torn_end_cut'
  | 'damaged_line'
  | 'healed'
  | 'restored_from_mirror'
  | 'mirror_lost'
  | 'mirror_back'
  | 'mirror_set_aside'
  | 'erased'
  | 'erasure_failed';

export type Note = (notice: Notice) => void;

export function damageNotice(damage: Damage): Notice {
  return {
    level: 'error',
    code: 'damaged_line',
    message: `Line ${damage.line} of ${damage.file} is damaged (${damage.reason}). The other lines count. Attach the mirror and start again to heal it.`,
    file: damage.file,
    line: damage.line,
  };
}
