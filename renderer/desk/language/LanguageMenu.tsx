import { shownLanguage } from '@i18n/i18n';
import { ownNames } from '@i18n/languages';
import { LanguageMenu as Menu } from '@ui/LanguageMenu';
import { useTranslation } from 'react-i18next';
import { deskLanguage } from './deskLanguage';

/** The desk's language. */
export function LanguageMenu() {
  const { t } = useTranslation('desk');
  return (
    <Menu
      label={t('header.language', { language: ownNames[shownLanguage()] })}
      onChoose={(language) => {
        deskLanguage.remember(language);
        void deskLanguage.show(language);
      }}
    />
  );
}
