import { judgeTrial, type TrialFinding } from '@shared/domain/scanning/scannerTrial';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetup } from '../setupContext';
import { CheckCard, Finding } from './CheckCard';
import { useScannerTrial } from './useScannerTrial';

/** Tries a scanner that types: what came, and whether the keyboard's layout would have spoilt it. */
export function ScannerCheck({ prefixes }: { prefixes: readonly string[] }) {
  const { t } = useTranslation('deskSetup');
  const { note } = useSetup();
  const [listening, setListening] = useState(false);
  const [finding, setFinding] = useState<TrialFinding | null>(null);
  useScannerTrial(listening, (outcome) => {
    const found = judgeTrial(outcome, prefixes);
    setFinding(found);
    setListening(false);
    if (found.kind === 'code') note({ scannerSeenAt: new Date().toISOString() }).catch(console.error);
  });
  const start = (): void => {
    setFinding(null);
    setListening(true);
  };
  return (
    <CheckCard
      name="scanner"
      icon="keyboard"
      title={t('hardware.scanner.title')}
      buttons={
        <Button variant="light" onClick={listening ? () => setListening(false) : start} data-testid="scanner-try">
          {t(listening ? 'hardware.scanner.stop' : 'hardware.scanner.listen')}
        </Button>
      }
    >
      <p>{t('hardware.scanner.what')}</p>
      {listening && <Finding testId="scanner-listening">{t('hardware.scanner.listening')}</Finding>}
      {finding && <Result finding={finding} hasPrefixes={prefixes.length > 0} />}
    </CheckCard>
  );
}

function Result({ finding, hasPrefixes }: { finding: TrialFinding; hasPrefixes: boolean }) {
  const { t } = useTranslation('deskSetup');
  if (finding.kind !== 'code') {
    return (
      <Finding tone="warning" testId="scanner-result">
        {t(`hardware.scanner.${finding.kind}`)}
      </Finding>
    );
  }
  return (
    <>
      <Finding tone="good" testId="scanner-result">
        {t('hardware.scanner.came', { code: finding.code })}
      </Finding>
      {hasPrefixes && <p data-testid="scanner-form">{t(finding.ofWorkshop ? 'hardware.scanner.ofWorkshop' : 'hardware.scanner.foreign')}</p>}
      {finding.typed !== null && <p data-testid="scanner-layout">{t('hardware.scanner.layout', { typed: finding.typed })}</p>}
      {finding.capsLock && <p data-tone="warning">{t('hardware.scanner.capsLock')}</p>}
    </>
  );
}
