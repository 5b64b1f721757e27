import { shownLanguage } from '@i18n/i18n';
import { localeOf, ownNames } from '@i18n/languages';
import { ActionIcon, Popover } from '@mantine/core';
import { type Language, languages } from '@shared/contract/values';
import { useState } from 'react';
import { Icon } from './Icon';
import classes from './LanguageMenu.module.css';

/** A window's language: each by its own name, for whoever cannot read the one that is shown. */
export function LanguageMenu({ label, onChoose }: { label: string; onChoose(language: Language): void }) {
  const [opened, setOpened] = useState(false);
  const shown = shownLanguage();
  return (
    <Popover opened={opened} onChange={setOpened} width={190} position="bottom-end" shadow="md" withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={42} aria-label={label} title={label} onClick={() => setOpened(!opened)} data-testid="language">
          <Icon name="globe" size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu ?? ''}>
        {languages.map((language) => (
          <button
            key={language}
            type="button"
            aria-pressed={language === shown}
            lang={localeOf(language)}
            onClick={() => {
              setOpened(false);
              onChoose(language);
            }}
            data-testid={`language-${language}`}
          >
            <bdi>{ownNames[language]}</bdi>
            {language === shown && <Icon name="check" />}
          </button>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
