import { useState } from 'react';
import { type CardProps, firstTarget } from './cardProps';
import { ExportCard } from './ExportCard';
import { Choice, LanguageChoice, TargetChoice } from './fields';
import { useOutWords } from './outWords';

const charts = ['arrivals', 'sessions'] as const;
const formats = ['png', 'svg'] as const;

/** A chart as a picture, by the theme's colours of the day. */
export function ChartCard({ bridge, run, overview, sessions }: CardProps) {
  const { t, language: shown } = useOutWords();
  const [chart, setChart] = useState<(typeof charts)[number]>('arrivals');
  const [day, setDay] = useState(() => firstTarget(overview));
  const [onlyDay, setOnlyDay] = useState('');
  const [format, setFormat] = useState<(typeof formats)[number]>('png');
  const [language, setLanguage] = useState(shown);
  const shownDay = chart === 'arrivals' ? day : onlyDay;
  return (
    <ExportCard bridge={bridge} run={run} icon="screen" what="chart" request={{ what: 'chart', chart, day: shownDay === '' ? null : shownDay, format, language }}>
      <Choice label={t('chart.chart')} value={chart} options={charts.map((value) => ({ value, label: t(`chart.charts.${value}`) }))} onChange={setChart} testId="chart-chart" />
      {chart === 'arrivals' ? (
        <TargetChoice daysOnly value={day} overview={overview} sessions={sessions} onChange={setDay} testId="chart-day" />
      ) : (
        <TargetChoice daysOnly empty={t('chart.allDays')} value={onlyDay} overview={overview} sessions={sessions} onChange={setOnlyDay} testId="chart-day" />
      )}
      <Choice label={t('format')} value={format} options={formats.map((value) => ({ value, label: t(`chart.formats.${value}`) }))} onChange={setFormat} testId="chart-format" />
      <LanguageChoice value={language} onChange={setLanguage} testId="chart-language" />
    </ExportCard>
  );
}
