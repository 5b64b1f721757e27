import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './ShortcutList.module.css';

const keys = {
  palette: ['Ctrl', 'K'],
  find: ['Ctrl', 'F'],
  tabs: ['Alt', '1 … 9'],
  help: ['?'],
  escape: ['Esc'],
} as const;
const names = Object.keys(keys) as (keyof typeof keys)[];

/** Every key that the desk listens to. */
export function ShortcutList({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t: d } = useTranslation('deskDay');
  return (
    <Modal opened={opened} onClose={onClose} title={d('keys.title')} centered size={480} closeButtonProps={{ 'aria-label': d('keys.close') }}>
      <table className={classes.keys} data-testid="shortcuts">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{d('keys.key')}</th>
            <th scope="col">{d('keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row" dir="ltr">
                {keys[name].map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{d(`keys.${name}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
