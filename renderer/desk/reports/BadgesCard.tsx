import { type BadgeChoice, type LabelFormatId, labelFormatIds } from '@shared/contract/exports';
import { labelFormats } from '@shared/domain/export/labelFormats';
import { localeOf } from '@i18n/languages';
import type { Language } from '@shared/contract/values';
import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { type CardProps, firstTarget } from './cardProps';
import { ExportCard } from './ExportCard';
import { Choice, LanguageChoice, PersonChoice, TargetChoice } from './fields';
import { useOutWords } from './outWords';

const choices = ['all', 'unprinted', 'target', 'one'] as const;

/** A PDF of badges for sheets of labels. */
export function BadgesCard({ bridge, run, overview, sessions }: CardProps) {
  const { t, language: shown } = useOutWords();
  const [label, setLabel] = useState<LabelFormatId>('L4785');
  const [who, setWho] = useState<(typeof choices)[number]>('all');
  const [target, setTarget] = useState(() => firstTarget(overview));
  const [person, setPerson] = useState<string | null>(null);
  const [used, setUsed] = useState(0);
  const [language, setLanguage] = useState(shown);
  const mostUsed = labelFormats[label].columns * labelFormats[label].rows - 1;
  const choice = (): BadgeChoice | null => {
    if (who === 'one') return person === null ? null : { who, registrationId: person };
    return who === 'target' ? { who, target } : { who };
  };
  const chosen = choice();
  return (
    <ExportCard
      bridge={bridge}
      run={run}
      icon="ticket"
      what="badges"
      request={chosen && { what: 'badges', label, choice: chosen, skip: Math.min(used, mostUsed), language }}
    >
      <Choice label={t('badges.label')} value={label} options={labelFormatIds.map((value) => ({ value, label: labelName(value, shown) }))} onChange={setLabel} testId="badges-label" />
      <Choice label={t('badges.choice')} value={who} options={choices.map((value) => ({ value, label: t(`badges.choices.${value}`) }))} onChange={setWho} testId="badges-choice" />
      {who === 'target' && <TargetChoice value={target} overview={overview} sessions={sessions} onChange={setTarget} testId="badges-target" />}
      {who === 'one' && <PersonChoice value={person} onChange={setPerson} testId="badges-person" />}
      <NumberInput label={t('badges.skip')} value={used} min={0} max={mostUsed} allowDecimal={false} allowNegative={false} hideControls onChange={(value) => setUsed(Number(value) || 0)} data-testid="badges-skip" />
      <LanguageChoice value={language} onChange={setLanguage} testId="badges-language" />
    </ExportCard>
  );
}

/** Such as `L4785 · 80 × 50 mm · 10 × A4`: the name on the pack, the size, how many on which paper. */
function labelName(id: LabelFormatId, language: Language): string {
  const { paper, columns, rows, width, height } = labelFormats[id];
  const number = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 1 });
  const size = `${number.format(width)} × ${number.format(height)} mm · ${number.format(columns * rows)} × ${paper === 'a4' ? 'A4' : 'Letter'}`;
  return id === 'cards-90x55' ? size : `${/^\d/.test(id) ? 'Avery ' : ''}${id} · ${size}`;
}
