import type { DesignBox } from '@shared/contract/certificateDesign';
import { useTranslation } from 'react-i18next';
import { sayingOf } from './boxes';

/** What a box is called in the editor. */
export function useBoxName(): (box: DesignBox) => string {
  const { t } = useTranslation('deskDesign');
  return (box) => {
    if (box.kind === 'image') return t(box.image.includes('.') ? 'kinds.image' : `images.${box.image as 'logo1'}`);
    if (box.kind !== 'text') return t(`kinds.${box.kind}`);
    if (box.show.by === 'text') return box.show.text.slice(0, 40) || t('says.text');
    return t(`says.${sayingOf(box.show).replace(':', '_') as 'text'}`);
  };
}
