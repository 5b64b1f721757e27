import type { Verification, VerificationAnswer } from '@shared/contract/certificates';
import type { Workshop } from '@shared/contract/values';
import { verificationWords } from '@i18n/certificateWords';
import { languageOrEnglish } from '@i18n/languages';
import { dateInWords, daysSpan } from '@i18n/times';
import { titleIn } from '@shared/domain/certificates/awards';
import { groupedNumber } from '@shared/domain/certificates/number';
import { Icon, type IconName } from '@ui/Icon';
import { useTranslation } from 'react-i18next';
import classes from './Verify.module.css';

type Tone = 'good' | 'warning' | 'bad';

const tones: Record<VerificationAnswer, Tone> = {
  valid: 'good', other_name: 'warning', truncated: 'warning', number_known: 'warning', number_unknown: 'warning',
  revoked: 'bad', wrong_key: 'bad', distrusted_key: 'bad', tampered: 'bad', not_a_certificate: 'bad',
};
const icons: Record<Tone, IconName> = { good: 'check', warning: 'info', bad: 'cross' };

/** What a check came to, and what the certificate says, for a person to compare with the paper. */
export function VerifyAnswer({ answer, workshop }: { answer: Verification; workshop: Pick<Workshop, 'id' | 'timeZone'> | null }) {
  const { t, i18n } = useTranslation(['deskVerify', 'certificates']);
  const language = languageOrEnglish(i18n.language);
  const { number, kind, award, name, issuedOn, firstDay, lastDay, signedBy } = answer;
  const tone = tones[answer.answer];
  const isSigned = signedBy !== null;
  const isElsewhere = isSigned && answer.workshop?.id !== workshop?.id;
  const of = [answer.workshop?.name, answer.workshop?.city].filter(Boolean).join(', ');
  const facts: [string, string | null, string?][] = [
    [t('facts.name'), name ?? (isSigned ? t('nameUnknown') : null), name === null ? 'quiet' : 'name'],
    [t('facts.number'), number && groupedNumber(number), 'number'],
    [t('facts.kind'), kind && t(`certificates:kind.${kind}`)],
    [t('facts.award'), award && titleIn(award.title, language)],
    [t('facts.issuedOn'), issuedOn && dateInWords(issuedOn, language)],
    [t('facts.days'), firstDay && daysSpan(firstDay, lastDay ?? firstDay, language)],
    [t('facts.workshop'), of || null],
    [t('facts.signedBy'), signedBy, 'key'],
  ];
  const shown = facts.filter((fact): fact is [string, string, string?] => fact[1] !== null);
  return (
    <div className={classes.answer} data-tone={tone} data-answer={answer.answer} data-testid="verify-answer">
      <p className={classes.sentence}>
        <Icon name={icons[tone]} size={26} />
        <strong>{verificationWords(answer, workshop?.timeZone ?? 'UTC')}</strong>
      </p>
      {isElsewhere && <p data-testid="verify-elsewhere">{of === '' ? t('elsewhereUnknown') : t('elsewhere', { workshop: of })}</p>}
      {number !== null && shown.length > 1 && (
        <>
          <p>{t('compare')}</p>
          <dl className={classes.facts}>
            {shown.map(([label, value, look]) => (
              <div key={label} data-look={look}>
                <dt>{label}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}
