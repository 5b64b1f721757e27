import type { DesignBox } from '@shared/contract/certificateDesign';
import { certificateKinds } from '@shared/contract/certificates';
import { Checkbox, ColorInput, NativeSelect, NumberInput, SegmentedControl, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AlignFields } from './AlignFields';
import { imageRoles, isPlaced, kindsOf, moved, onKinds, resized, type Saying, sayingOf, sayings, showOf, sizeOf } from './boxes';
import classes from './DesignEditor.module.css';

/** Everything that can be said of the chosen box. */
export function BoxFields({ box, index, boxes, onChange }: { box: DesignBox; index: number; boxes: readonly DesignBox[]; onChange(box: DesignBox, gesture?: string): void }) {
  const { t } = useTranslation('deskDesign');
  const number = (label: 'x' | 'y' | 'width' | 'height', value: number, change: (value: number) => DesignBox) => (
    <NumberInput label={t(label)} value={Math.round(value * 10) / 10} min={0} max={297} step={1} decimalScale={1} onChange={(next) => typeof next === 'number' && onChange(change(next), label)} data-testid={`design-${label}`} />
  );
  const colour = (label: string, value: string, change: (value: string) => DesignBox, testId: string) => (
    <ColorInput label={label} value={value} format="hex" withEyeDropper={false} onChange={(next) => /^#[0-9a-f]{6}$/i.test(next) && onChange(change(next.toUpperCase()), label)} data-testid={testId} />
  );
  return (
    <div className={classes.fields}>
      {box.kind === 'text' && (
        <>
          <NativeSelect
            label={t('shows')}
            value={sayingOf(box.show)}
            data={sayings.map((value) => ({ value, label: t(`says.${value.replace(':', '_') as 'text'}`) }))}
            onChange={({ currentTarget }) => onChange({ ...box, show: showOf(currentTarget.value as Saying) })}
            data-testid="design-shows"
          />
          {box.show.by === 'text' && (
            <Textarea label={t('says.text')} value={box.show.text} maxLength={500} autosize minRows={1} dir="auto" onChange={({ currentTarget }) => onChange({ ...box, show: { by: 'text', text: currentTarget.value } }, 'text')} data-testid="design-text" />
          )}
          <div className={classes.pair}>
            <NumberInput label={t('size')} value={box.size} min={4} max={120} step={1} onChange={(next) => typeof next === 'number' && next >= 4 && onChange({ ...box, size: Math.min(next, 120), ...(box.smallestSize ? { smallestSize: Math.min(box.smallestSize, next) } : {}) }, 'size')} data-testid="design-size" />
            {colour(t('colour'), box.colour ?? '#000000', (next) => ({ ...box, colour: next }), 'design-colour')}
          </div>
          <SegmentedControl fullWidth size="xs" aria-label={t('across')} value={box.align ?? 'centre'} data={(['start', 'centre', 'end'] as const).map((value) => ({ value, label: t(`align.${value}`) }))} onChange={(align) => onChange({ ...box, align: align as 'start' })} data-testid="design-align" />
          <SegmentedControl fullWidth size="xs" aria-label={t('down')} value={box.vertical ?? 'middle'} data={(['top', 'middle', 'bottom'] as const).map((value) => ({ value, label: t(`align.${value}`) }))} onChange={(vertical) => onChange({ ...box, vertical: vertical as 'top' })} data-testid="design-vertical" />
          <SegmentedControl fullWidth size="xs" aria-label={t('weight')} value={String(box.weight ?? 400)} data={[{ value: '400', label: t('regular') }, { value: '600', label: t('bold') }]} onChange={(weight) => onChange({ ...box, weight: Number(weight) as 400 })} />
        </>
      )}
      {box.kind === 'image' && (
        <NativeSelect
          label={t('shows')}
          value={box.image}
          data={[...imageRoles.map((value) => ({ value: value as string, label: t(`images.${value}`) })), ...(box.image.includes('.') ? [{ value: box.image as string, label: t('kinds.image') }] : [])]}
          onChange={({ currentTarget }) => onChange({ ...box, image: currentTarget.value as 'logo1' })}
        />
      )}
      {box.kind === 'qr' && colour(t('colour'), box.colour ?? '#000000', (next) => ({ ...box, colour: next }), 'design-colour')}
      {box.kind === 'path' && box.fill !== undefined && colour(t('colour'), box.fill, (next) => ({ ...box, fill: next }), 'design-colour')}
      {box.kind === 'path' && box.stroke !== undefined && colour(t('line'), box.stroke, (next) => ({ ...box, stroke: next }), 'design-line')}
      {isPlaced(box) && (
        <div className={classes.pair}>
          {number('x', box.x, (x) => moved(box, x, box.y))}
          {number('y', box.y, (y) => moved(box, box.x, y))}
          {number('width', sizeOf(box).width, (width) => resized(box, width, box.kind === 'qr' ? width : sizeOf(box).height))}
          {box.kind !== 'qr' && number('height', sizeOf(box).height, (height) => resized(box, sizeOf(box).width, height))}
        </div>
      )}
      {isPlaced(box) && <AlignFields key={index} box={box} index={index} boxes={boxes} onChange={onChange} />}
      <fieldset className={classes.signer}>
        <legend>{t('only')}</legend>
        <div className={classes.edges}>
          {certificateKinds.map((kind) => {
            const kinds = kindsOf(box);
            const isOn = kinds.includes(kind);
            return (
              <Checkbox
                key={kind}
                size="xs"
                label={t(`certificateKinds.${kind}`)}
                checked={isOn}
                disabled={isOn && kinds.length === 1}
                onChange={() => onChange(onKinds(box, isOn ? kinds.filter((each) => each !== kind) : [...kinds, kind]))}
                data-testid={`design-only-${kind}`}
              />
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}
