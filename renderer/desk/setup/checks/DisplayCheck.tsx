import type { ChampionsBridge } from '@shared/contract/appChannels';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckCard, Finding } from './CheckCard';

/** The displays that are connected. */
export function DisplayCheck({ bridge }: { bridge: ChampionsBridge }) {
  const { t } = useTranslation('deskSetup');
  const [displays, setDisplays] = useState<{ id: number; label: string; width: number; height: number }[] | null>(null);
  const look = useCallback((): void => void bridge.call('displays.list', {}).then((answer) => setDisplays(answer.displays), console.error), [bridge]);
  useEffect(look, [look]);
  return (
    <CheckCard
      name="display"
      icon="screen"
      title={t('hardware.display.title')}
      buttons={
        <Button variant="light" onClick={look}>
          {t('hardware.again')}
        </Button>
      }
    >
      {displays && (
        <Finding {...(displays.length > 1 ? { tone: 'good' as const } : {})} testId="displays">
          {displays.length > 1
            ? t('hardware.display.several', { list: displays.map(({ label, width, height }) => `${label} ${width} × ${height}`.trim()).join(' · ') })
            : t('hardware.display.one')}
        </Finding>
      )}
    </CheckCard>
  );
}
