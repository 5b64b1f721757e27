import type { ChampionsBridge } from '@shared/contract/appChannels';
import { type ReactNode, useEffect } from 'react';
import { BrandMark } from '../BrandMark';
import { EnterForm, type EnterRoles } from './EnterForm';
import classes from './Gate.module.css';

interface Props {
  bridge: ChampionsBridge;
  /** Whose PINs open the window. */
  roles: EnterRoles;
  title: string;
  text: string;
  testId: string;
  /** What else somebody may know who is not let in. */
  children?: ReactNode;
}

/** All that a locked window shows: how to go on. */
export function LockScreen({ bridge, roles, title, text, testId, children }: Props) {
  useEffect(() => {
    document.documentElement.dataset.locked = 'true';
    return () => {
      delete document.documentElement.dataset.locked;
    };
  }, []);
  return (
    <main className={classes.cover} data-testid={testId}>
      <div className={classes.panel}>
        <BrandMark size={56} />
        <h1>{title}</h1>
        <p className={classes.quiet}>{text}</p>
        {children}
        <EnterForm bridge={bridge} roles={roles} />
      </div>
    </main>
  );
}
