import { languages } from '@shared/contract/values';
import { directionOf, localeOf, ownNames } from '@i18n/languages';
import { useTranslation } from 'react-i18next';
import { useKiosk } from './KioskContext';
import classes from './LanguageBar.module.css';

/** The seven languages, each by its own name: one touch changes everything on the screen. */
export function LanguageBar() {
  const { t } = useTranslation('kiosk');
  const { language, send, state } = useKiosk();
  return (
    <div className={classes.bar} role="group" aria-label={t('language')}>
      {languages.map((each) => (
        <button
          type="button"
          key={each}
          className={classes.language}
          lang={localeOf(each)}
          dir={directionOf(each)}
          aria-pressed={each === language}
          onClick={() => send({ type: 'language.chosen', language: each })}
          data-testid={`language-${each}`}
        >
          {ownNames[each]}
        </button>
      ))}
      <button
        type="button"
        className={classes.language}
        data-size
        aria-pressed={state.context.largeText}
        aria-label={t(state.context.largeText ? 'common.normalText' : 'common.largeText')}
        onClick={() => send({ type: 'textSize.switched' })}
        data-testid="text-size"
      >
        <span aria-hidden="true">
          A<big>A</big>
        </span>
      </button>
    </div>
  );
}
