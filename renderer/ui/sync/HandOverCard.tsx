import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { HandOverRefusal, HandOverView, TakenOverView } from '@shared/contract/syncChannels';
import { shownLanguage } from '@i18n/i18n';
import { wholeNumber } from '@i18n/times';
import { Button, Checkbox, PasswordInput, Progress, TextInput } from '@mantine/core';
import { Icon } from '@ui/Icon';
import { reasonOf } from '@ui/reasonOf';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Sync.module.css';
import type { Sync } from './useSync';

interface Told {
  sentences: string[];
  refusal: HandOverRefusal | null;
}

const nothing: Told = { sentences: [], refusal: null };

/** What needs no network: a locked file for a stick, out and in. */
export function HandOverCard({ bridge, sync, view }: { bridge: ChampionsBridge; sync: Sync; view: HandOverView }) {
  const { t } = useTranslation('sync');
  const [passphrase, setPassphrase] = useState('');
  const [sinceLast, setSinceLast] = useState(false);
  const [told, setTold] = useState<Told>(nothing);
  const language = shownLanguage();
  const number = (value: number): string => wholeNumber(value, language);
  const secret = passphrase === '' ? null : passphrase;
  const during = async (deed: () => Promise<Told>): Promise<void> => {
    setTold(nothing);
    setTold(await deed().catch((fault: unknown): Told => ({ sentences: [], refusal: { problem: 'failed', detail: reasonOf(fault) } })));
    await sync.look();
  };
  const write = (): Promise<void> =>
    during(async () => {
      const outcome = await bridge.call('handOver.write', { passphrase: secret, sinceLast });
      const written = outcome?.written;
      return { sentences: written ? [t('handOver.written', { count: written.events, file: written.file })] : [], refusal: outcome?.refused ?? null };
    });
  const take = (): Promise<void> =>
    during(async () => {
      const outcome = await bridge.call('handOver.take', { passphrase: secret });
      return { sentences: outcome?.taken ? takenSentences(outcome.taken) : [], refusal: outcome?.refused ?? null };
    });
  const takenSentences = ({ read, added, known, refused, missing, cut }: TakenOverView): string[] => [
    t('handOver.taken', { read: number(read), added: number(added), known: number(known), refused: number(refused) }),
    ...(cut ? [t('handOver.cut')] : []),
    ...missing.map(({ device, from, to }) => t('handOver.missing', { device, from: number(from), to: number(to) })),
  ];
  const { running } = view;
  return (
    <section className={classes.card} aria-labelledby="hand-over-title" data-testid="hand-over">
      <h2 id="hand-over-title">
        <Icon name="disk" /> {t('handOver.title')}
      </h2>
      <p>{t('handOver.what')}</p>
      <Recipient bridge={bridge} sync={sync} recipient={view.recipient} />
      <PasswordInput label={t('handOver.passphrase')} description={t('handOver.passphraseHint')} value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} autoComplete="off" data-testid="hand-over-passphrase" />
      <Checkbox label={t('handOver.sinceLast')} checked={sinceLast} onChange={(event) => setSinceLast(event.currentTarget.checked)} />
      {running ? (
        <div className={classes.progress}>
          <Progress value={running.all ? (100 * running.done) / running.all : 100} animated aria-label={t(`handOver.${running.what}`)} />
          <p role="status">{t(`handOver.${running.what}`)}</p>
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => void sync.tell('handOver.cancel', {})} data-testid="hand-over-stop">
              {t('handOver.stop')}
            </Button>
          </div>
        </div>
      ) : (
        <div className={classes.buttons}>
          <Button leftSection={<Icon name="upload" />} onClick={() => void write()} data-testid="hand-over-write">
            {t('handOver.write')}
          </Button>
          <Button variant="light" leftSection={<Icon name="enter" />} onClick={() => void take()} data-testid="hand-over-take">
            {t('handOver.take')}
          </Button>
        </div>
      )}
      <div role="status" className={classes.form} data-testid="hand-over-told">
        {told.sentences.map((sentence) => (
          <p key={sentence} className={classes.good}>
            {sentence}
          </p>
        ))}
      </div>
      {told.refusal && (
        <p role="alert" className={classes.problem} data-testid="hand-over-problem" data-problem={told.refusal.problem}>
          <Icon name="warning" /> <span>{t(`handOver.problem.${told.refusal.problem}`, { detail: told.refusal.detail })}</span>
        </p>
      )}
    </section>
  );
}

/** Whose key locks hand-overs; and this computer's own, for the venues of which it is the headquarters. */
function Recipient({ bridge, sync, recipient }: { bridge: ChampionsBridge; sync: Sync; recipient: string | null }) {
  const { t } = useTranslation('sync');
  const [typed, setTyped] = useState(recipient ?? '');
  const [wrong, setWrong] = useState(false);
  const [own, setOwn] = useState<string | null>(null);
  const keep = (): void => {
    bridge.call('handOver.setRecipient', { recipient: typed.trim() }).then(
      ({ set }) => {
        setWrong(!set);
        void sync.look();
      },
      () => setWrong(true),
    );
  };
  return (
    <>
      <TextInput
        label={t('handOver.recipient')}
        description={t('handOver.recipientHint')}
        error={wrong ? t('handOver.recipientWrong') : null}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        dir="ltr"
        spellCheck={false}
        data-testid="hand-over-recipient"
      />
      <div className={classes.buttons}>
        <Button variant="default" disabled={typed.trim() === '' || typed.trim() === recipient} onClick={keep} data-testid="hand-over-keep">
          {t('handOver.setRecipient')}
        </Button>
        <Button variant="subtle" onClick={() => bridge.call('handOver.ownKey', {}).then((key) => setOwn(key.recipient), (fault: unknown) => console.error(fault))} data-testid="hand-over-own">
          {t('handOver.ownKey')}
        </Button>
      </div>
      {own !== null && (
        <div className={classes.form}>
          <TextInput aria-label={t('handOver.ownKey')} value={own} readOnly dir="ltr" data-testid="hand-over-own-key" />
          <p>{t('handOver.ownKeyWhat')}</p>
        </div>
      )}
    </>
  );
}
