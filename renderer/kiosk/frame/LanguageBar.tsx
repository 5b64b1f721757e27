import { directionOf, localeOf, ownNames } from '@i18n/languages';
import { useTranslation } from 'react-i18next';
import { useKiosk } from './KioskContext';
import classes from './LanguageBar.module.css';
import { PillButton } from './PillButton';

/** The languages of this station, each by its own name: one touch changes everything on the screen. */
export function LanguageBar() {
  const { t } = useTranslation('kiosk');
  const { language, send, state, station } = useKiosk();
  return (
    <div className={classes.bar} role="group" aria-label={t('language')}>
      {station.languages.map((each) => (
        <PillButton
          key={each}
          chosen={each === language}
          lang={localeOf(each)}
          dir={directionOf(each)}
          onClick={() => send({ type: 'language.chosen', language: each })}
          data-testid={`language-${each}`}
        >
          {ownNames[each]}
        </PillButton>
      ))}
      <PillButton
        chosen={state.context.largeText}
        aria-label={t(state.context.largeText ? 'common.normalText' : 'common.largeText')}
        onClick={() => send({ type: 'textSize.switched' })}
        data-testid="text-size"
      >
        <span aria-hidden="true">
          A<big>A</big>
        </span>
      </PillButton>
    </div>
  );
}
