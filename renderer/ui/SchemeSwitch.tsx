import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Icon } from './Icon';

/** Between day and night; the words say what a click does. */
export function SchemeSwitch({ toLight, toDark }: { toLight: string; toDark: string }) {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  const label = dark ? toLight : toDark;
  return (
    <Tooltip label={label} withinPortal={false}>
      <ActionIcon variant="default" size={42} aria-label={label} onClick={() => setColorScheme(dark ? 'light' : 'dark')} data-testid="color-scheme">
        <Icon name={dark ? 'sun' : 'moon'} size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
