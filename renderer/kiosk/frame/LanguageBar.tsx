import { directionOf, localeOf, ownNames } from '@i18n/languages';
import { useFontsNamed } from '@ui/fonts';
import { useTranslation } from 'react-i18next';
import { useKiosk } from './KioskContext';
import classes from './LanguageBar.module.css';
import { PillButton } from './PillButton';

const isLatin = /^\p{Script=Latin}+$/u;

/** The languages of this station, each by its own name: one touch changes everything on the screen. */
export function LanguageBar() {
  const { t } = useTranslation('kiosk');
  const { language, send, state, station } = useKiosk();
  const fontsNamed = useFontsNamed();
  return (
    <div className={classes.bar} role="group" aria-label={t('language')}>
      {station.languages.map((each) => (
        <PillButton
          key={each}
          chosen={each === language}
          lang={localeOf(each)}
          dir={directionOf(each)}
          aria-label={ownNames[each]}
          onClick={() => send({ type: 'language.chosen', language: each })}
          data-testid={`language-${each}`}
        >
          <span hidden={!fontsNamed && !isLatin.test(ownNames[each])}>{ownNames[each]}</span>
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
