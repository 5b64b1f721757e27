import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reading } from './pinyin';

const page = 10;

/** The characters that a syllable of pinyin may stand for, ten at a time. Its place stays when it is empty. */
export function Candidates({ reading, onChoose }: { reading: Reading | undefined; onChoose(candidate: string): void }) {
  const { t } = useTranslation('keyboard');
  const [from, setFrom] = useState(0);
  if (!reading) return <div className="candidates" />;
  const { candidates, syllable } = reading;
  return (
    <div className="candidates" role="group" aria-label={t('candidates', { syllable })} data-testid="candidates">
      <span className="syllable" lang="zh-Latn" aria-hidden>
        {syllable}
      </span>
      <button type="button" tabIndex={-1} aria-label={t('earlier')} disabled={from === 0} onClick={() => setFrom(from - page)}>
        <span aria-hidden>‹</span>
      </button>
      {candidates.slice(from, from + page).map((candidate) => (
        <button type="button" tabIndex={-1} key={candidate} lang="zh-Hans" onClick={() => onChoose(candidate)}>
          {candidate}
        </button>
      ))}
      <button
        type="button"
        tabIndex={-1}
        className="later"
        aria-label={t('later')}
        disabled={from + page >= candidates.length}
        onClick={() => setFrom(from + page)}
      >
        <span aria-hidden>›</span>
      </button>
    </div>
  );
}
