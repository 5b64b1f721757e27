import type { DesignBox } from '@shared/contract/certificateDesign';
import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { aligned, edges, isPlaced, page, type PlacedBox, placeOf } from './boxes';
import classes from './DesignEditor.module.css';
import { useBoxName } from './useBoxName';

/** Puts the chosen box flush or in line with the page, or with another box. */
export function AlignFields({ box, index, boxes, onChange }: { box: PlacedBox; index: number; boxes: readonly DesignBox[]; onChange(box: DesignBox): void }) {
  const { t } = useTranslation('deskDesign');
  const nameOf = useBoxName();
  const [to, setTo] = useState('');
  const others = boxes.flatMap((each, at) => (at !== index && isPlaced(each) ? [{ value: String(at), label: `${at + 1} · ${nameOf(each)}` }] : []));
  const other = others.some(({ value }) => value === to) ? boxes[Number(to)] : undefined;
  const target = isPlaced(other) ? placeOf(other) : { x: 0, y: 0, ...page };
  return (
    <fieldset className={classes.signer}>
      <legend>{t('alignWith.title')}</legend>
      <NativeSelect
        aria-label={t('alignWith.title')}
        value={other ? to : ''}
        data={[{ value: '', label: t('alignWith.page') }, ...others]}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        data-testid="design-align-with"
      />
      <div className={classes.edges} role="group" aria-label={t('alignWith.title')}>
        {edges.map((edge) => (
          <Button key={edge} variant="default" size="compact-sm" onClick={() => onChange(aligned(box, edge, target))} data-testid={`design-edge-${edge}`}>
            {t(`align.${edge}`)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
