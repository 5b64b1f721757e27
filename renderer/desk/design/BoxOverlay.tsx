import type { DesignBox } from '@shared/contract/certificateDesign';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isPlaced, moved, page, type PlacedBox, resized, sizeOf } from './boxes';
import classes from './DesignEditor.module.css';
import { useBoxName } from './useBoxName';

interface Drag {
  index: number;
  resizes: boolean;
  from: { x: number; y: number };
  box: PlacedBox;
}

/** The boxes over the picture of the page: chosen, moved and resized by mouse and by keyboard. */
export function BoxOverlay({
  boxes,
  selected,
  mirrors,
  onSelect,
  onChange,
  onDelete,
}: {
  boxes: readonly DesignBox[];
  selected: number | null;
  /** The page is turned around, as for Arabic. */
  mirrors: boolean;
  onSelect(index: number | null): void;
  onChange(index: number, box: DesignBox, gesture: string): void;
  onDelete(index: number): void;
}) {
  const { t } = useTranslation('deskDesign');
  const nameOf = useBoxName();
  const ground = useRef<SVGGElement>(null);
  const drag = useRef<Drag | null>(null);
  const gestures = useRef(0);

  const placeOf = ({ clientX, clientY }: PointerEvent): { x: number; y: number } => {
    const matrix = ground.current?.getScreenCTM()?.inverse();
    return new DOMPoint(clientX, clientY).matrixTransform(matrix);
  };
  const begin = (event: PointerEvent<SVGElement>, index: number, box: PlacedBox, resizes: boolean): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    gestures.current += 1;
    drag.current = { index, resizes, from: placeOf(event), box };
    onSelect(index);
  };
  const move = (event: PointerEvent): void => {
    if (!drag.current) return;
    const { index, resizes, from, box } = drag.current;
    const { x, y } = placeOf(event);
    const { width, height } = sizeOf(box);
    onChange(index, resizes ? resized(box, width + x - from.x, height + y - from.y) : moved(box, box.x + x - from.x, box.y + y - from.y), `drag ${gestures.current}`);
  };
  const key = (event: KeyboardEvent, index: number, box: PlacedBox): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onDelete(index);
      return;
    }
    const step = event.shiftKey ? 10 : 1;
    const across = event.key === 'ArrowRight' ? step : event.key === 'ArrowLeft' ? -step : 0;
    const down = event.key === 'ArrowDown' ? step : event.key === 'ArrowUp' ? -step : 0;
    if (across === 0 && down === 0) return;
    event.preventDefault();
    const x = mirrors ? -across : across;
    const { width, height } = sizeOf(box);
    onChange(index, event.altKey ? resized(box, width + x, height + down) : moved(box, box.x + x, box.y + down), `keys ${index}`);
  };

  return (
    <svg className={classes.overlay} viewBox={`0 0 ${page.width} ${page.height}`} preserveAspectRatio="none" role="group" aria-label={t('boxes')} onPointerMove={move} onPointerUp={() => (drag.current = null)} onPointerCancel={() => (drag.current = null)}>
      <rect width={page.width} height={page.height} fill="transparent" onPointerDown={() => onSelect(null)} />
      <g ref={ground} {...(mirrors ? { transform: `translate(${page.width} 0) scale(-1 1)` } : {})}>
        {boxes.map((box, index) => {
          if (!isPlaced(box)) return null;
          const { width, height } = sizeOf(box);
          const isSelected = index === selected;
          return (
            <g key={index}>
              <rect
                x={box.x}
                y={box.y}
                width={width}
                height={height}
                className={classes.box}
                role="button"
                tabIndex={0}
                aria-label={nameOf(box)}
                aria-pressed={isSelected}
                data-testid={`design-box-${index}`}
                onPointerDown={(event) => begin(event, index, box, false)}
                onFocus={() => onSelect(index)}
                onKeyDown={(event) => key(event, index, box)}
              />
              {isSelected && (
                <rect x={box.x + width - 2} y={box.y + height - 2} width={4} height={4} className={classes.handle} data-testid="design-handle" onPointerDown={(event) => begin(event, index, box, true)} />
              )}
            </g>
          );
        })}
      </g>
    </svg>
  );
}
