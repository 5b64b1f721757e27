import type { ChampionsBridge } from '@shared/contract/appChannels';
import type { WedgeReadings } from '@shared/domain/scanning/wedge';
import type { Workshop } from '@shared/contract/values';
import { Button, FileButton, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { useAccess } from '@ui/gate/access';
import { Icon } from '@ui/Icon';
import { WedgeListener } from '@ui/wedgeListener';
import { type DragEvent, type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scannedText } from './scannedText';
import { useCheck } from './useCheck';
import classes from './Verify.module.css';
import { VerifyAnswer } from './VerifyAnswer';
import { VerifyCamera } from './VerifyCamera';

/** Says whether a certificate is genuine: by its code or number, by its file, or as the camera sees it. */
export function VerifyCard({ bridge, workshop }: { bridge: ChampionsBridge; workshop: Pick<Workshop, 'id' | 'timeZone'> | null }) {
  const { t } = useTranslation('deskVerify');
  const isOrganizer = useAccess().role === 'desk';
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [isEmpty, setIsEmpty] = useState(false);
  const [over, setOver] = useState(false);
  const [camera, setCamera] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const check = useCheck(bridge);
  const scanner = useScannerInField();

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsEmpty(text.trim() === '');
    if (text.trim() === '') return field.current?.focus();
    check.text(scannedText(text, scanner.take()), name);
    // The next scan replaces this one.
    field.current?.select();
  };
  const drag = {
    onDragOver: (event: DragEvent): void => {
      event.preventDefault();
      // Anywhere else on the desk, a file that is dropped is one to import.
      event.stopPropagation();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent): void => {
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      const file = event.dataTransfer.files[0];
      if (file) check.file(file, name);
    },
  };

  return (
    <section className={classes.card} aria-labelledby="verify-title" data-over={over || undefined} data-testid="verify" {...drag}>
      <h2 id="verify-title">
        <Icon name="shield" /> {t('title')}
      </h2>
      <p>{t('what')}</p>
      <form className={classes.fields} onSubmit={submit}>
        <TextInput
          ref={field}
          label={t('code')}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={scanner.onKeyDown}
          error={isEmpty && text.trim() === '' ? t('empty') : null}
          maxLength={100_000}
          autoComplete="off"
          spellCheck={false}
          dir="ltr"
          className={classes.code ?? ''}
          data-testid="verify-code"
        />
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          data-testid="verify-name"
        />
        <div className={classes.buttons}>
          <Button type="submit" leftSection={<Icon name="shield" />} loading={check.busy} data-testid="verify-check">
            {t('check')}
          </Button>
          <FileButton accept=".pdf,.json,.txt" inputProps={{ 'data-testid': 'verify-file', 'aria-label': t('choose') } as object} onChange={(file) => file && check.file(file, name)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<Icon name="upload" />}>
                {t('choose')}
              </Button>
            )}
          </FileButton>
          {isOrganizer && (
            <Button variant="default" leftSection={<Icon name="camera" />} aria-pressed={camera} onClick={() => setCamera(!camera)} data-testid="verify-camera-toggle">
              {t(camera ? 'camera.off' : 'camera.on')}
            </Button>
          )}
        </div>
      </form>
      <ErrorSentence error={check.error} />
      <div role="status">{check.answer && <VerifyAnswer answer={check.answer} workshop={workshop} />}</div>
      {camera && isOrganizer && <VerifyCamera bridge={bridge} onCode={(code) => check.text(code, name)} />}
    </section>
  );
}

/** Listens in to the field's keys for those of a scanner, and changes nothing of them. */
function useScannerInField() {
  const heard = useRef<WedgeReadings | null>(null);
  const listener = useRef<WedgeListener | null>(null);
  useEffect(() => () => listener.current?.stop(), []);
  return {
    onKeyDown: ({ nativeEvent }: KeyboardEvent): void => {
      listener.current ??= new WedgeListener((outcomes) => {
        for (const outcome of outcomes) if (outcome.kind === 'code') heard.current = outcome.readings;
      });
      if (!listener.current.busy) heard.current = null;
      listener.current.press(nativeEvent);
    },
    /** What was scanned last, once. */
    take: (): WedgeReadings | null => {
      const readings = heard.current;
      heard.current = null;
      return readings;
    },
  };
}
