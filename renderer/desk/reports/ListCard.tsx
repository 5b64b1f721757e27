import type { Paper } from '@shared/contract/exports';
import { useState } from 'react';
import { type CardProps, firstTarget } from './cardProps';
import { ExportCard } from './ExportCard';
import { Choice, LanguageChoice, TargetChoice } from './fields';
import { useOutWords } from './outWords';

const whos = ['expected', 'arrived'] as const;
/** Called alike in every language. */
const papers = [{ value: 'a4', label: 'A4' }, { value: 'letter', label: 'Letter' }] as const satisfies { value: Paper; label: string }[];

/** A PDF to sign on. */
export function ListCard({ bridge, run, overview, sessions }: CardProps) {
  const { t, language: shown } = useOutWords();
  const [target, setTarget] = useState(() => firstTarget(overview));
  const [who, setWho] = useState<(typeof whos)[number]>('expected');
  const [paper, setPaper] = useState<Paper>('a4');
  const [language, setLanguage] = useState(shown);
  return (
    <ExportCard bridge={bridge} run={run} icon="pen" what="list" request={{ what: 'list', target, who, paper, language }}>
      <TargetChoice value={target} overview={overview} sessions={sessions} onChange={setTarget} testId="list-target" />
      <Choice label={t('list.who')} value={who} options={whos.map((value) => ({ value, label: t(`list.whos.${value}`) }))} onChange={setWho} testId="list-who" />
      <Choice label={t('list.paper')} value={paper} options={papers} onChange={setPaper} testId="list-paper" />
      <LanguageChoice value={language} onChange={setLanguage} testId="list-language" />
    </ExportCard>
  );
}
