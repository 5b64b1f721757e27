import '@mantine/spotlight/styles.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { foldForSearch } from '@shared/domain/names/foldForSearch';
import { useAccess } from '@ui/gate/access';
import { Icon, type IconName } from '@ui/Icon';
import { useStoreQuery } from '@ui/store';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Palette.module.css';

/** Something that can be done from the palette. */
export interface PaletteCommand {
  name: string;
  label: string;
  icon: IconName;
  run(): void;
}

const [store, spotlight] = createSpotlight();
const shownPeople = 6;

/** One field for everything: people, pages and commands, by keyboard alone. */
export function Palette({
  pages,
  commands,
  onOpen,
  onClose,
}: {
  pages: readonly PaletteCommand[];
  commands: readonly PaletteCommand[];
  onOpen(registrationId: string): void;
  onClose(): void;
}) {
  const { t: d } = useTranslation('deskDay');
  const [query, setQuery] = useState('');
  const isOrganizer = useAccess().role === 'desk';
  const asked = query.trim().slice(0, 200);
  const people = useStoreQuery('roster.page', asked === '' ? null : { search: asked, filter: 'all', target: 'auto', offset: 0, limit: shownPeople });
  const deep = useStoreQuery('roster.deep', !isOrganizer || asked.length < 3 ? null : { search: asked });
  useEffect(() => {
    spotlight.open();
    return () => spotlight.close();
  }, []);

  const words = foldForSearch(asked).split(' ');
  const fits = ({ label }: PaletteCommand): boolean => {
    const folded = foldForSearch(label);
    return words.every((word) => folded.includes(word));
  };
  const rows = people.value?.rows.map(({ registrationId, fullName, organisation }) => ({ registrationId, fullName, more: [organisation, registrationId].filter(Boolean).join(' · ') })) ?? [];
  const others = deep.value?.matches.filter(({ registrationId }) => !rows.some((row) => row.registrationId === registrationId)) ?? [];
  const found = [...rows, ...others.map(({ registrationId, fullName, text }) => ({ registrationId, fullName, more: text }))].slice(0, shownPeople);
  const groups = [
    { label: d('palette.pages'), items: pages.filter(fits) },
    { label: d('palette.actions'), items: commands.filter(fits) },
  ].filter(({ items }) => items.length > 0);

  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      size={600}
      aria-label={d('palette.label')}
      attributes={{ content: { 'aria-label': d('palette.label') } }}
      data-testid="palette"
    >
      <Spotlight.Search placeholder={d('palette.placeholder')} aria-label={d('palette.placeholder')} leftSection={<Icon name="search" />} data-testid="palette-search" />
      <Spotlight.ActionsList className={classes.list ?? ''}>
        {found.length > 0 && (
          <Spotlight.ActionsGroup label={d('palette.people')}>
            {found.map(({ registrationId, fullName, more }) => (
              <Spotlight.Action
                key={registrationId}
                label={fullName || registrationId}
                description={more}
                leftSection={<Icon name="person" />}
                onClick={() => onOpen(registrationId)}
                data-testid="palette-person"
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {groups.map(({ label, items }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {items.map((each) => (
              <Spotlight.Action key={each.name} label={each.label} leftSection={<Icon name={each.icon} />} onClick={each.run} data-testid={`palette-${each.name}`} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && groups.length === 0 && <Spotlight.Empty>{d('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
