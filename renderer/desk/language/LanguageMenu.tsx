import { localeOf, ownNames } from '@i18n/languages';
import { shownLanguage } from '@i18n/i18n';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { languages } from '@shared/contract/values';
import { Icon } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import { rememberLanguage, showLanguage } from './deskLanguage';
import classes from './LanguageMenu.module.css';

/** The desk's language: each by its own name, for whoever cannot read the one that is shown. */
export function LanguageMenu() {
  const { t } = useTranslation('desk');
  const shown = shownLanguage();
  const label = t('header.language', { language: ownNames[shown] });
  return (
    <Menu position="bottom-end" shadow="md" withinPortal={false} width={190}>
      <Menu.Target>
        <Tooltip label={label} withinPortal={false}>
          <ActionIcon variant="default" size={42} aria-label={label} data-testid="language">
            <Icon name="globe" size={20} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('header.languages')}>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            role="menuitemradio"
            aria-checked={language === shown}
            lang={localeOf(language)}
            className={classes.language ?? ''}
            rightSection={language === shown ? <Icon name="check" /> : null}
            onClick={() => {
              rememberLanguage(language);
              void showLanguage(language);
            }}
            data-testid={`language-${language}`}
          >
            <bdi>{ownNames[language]}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
