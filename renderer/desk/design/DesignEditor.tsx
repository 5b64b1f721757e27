import type { ChampionsBridge } from '@shared/contract/appChannels';
import { KioskError } from '@shared/contract/errors';
import type { DesignName } from '@shared/contract/designSettings';
import type { CertificateDesign } from '@shared/contract/certificateDesign';
import { type CertificateKind, certificateKinds } from '@shared/contract/certificates';
import type { Workshop } from '@shared/contract/values';
import { certificateRulesOf } from '@shared/domain/certificates/rules';
import { languageOrEnglish } from '@i18n/languages';
import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { Icon } from '@ui/Icon';
import { useStoreClient } from '@ui/store';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newBox, newBoxKinds, withBox } from './boxes';
import { BoxFields } from './BoxFields';
import { BoxOverlay } from './BoxOverlay';
import classes from './DesignEditor.module.css';
import { LookFields } from './LookFields';
import { keptSigners } from './signers';
import { useBoxName } from './useBoxName';
import { type Draft, useDesignDraft } from './useDesignDraft';
import { usePreview } from './usePreview';

/** A certificate as it will be printed, and everything that can be changed of its looks. */
export function DesignEditor({ bridge, workshop, first, bases, onClose }: { bridge: ChampionsBridge; workshop: Workshop; first: Draft; bases: Record<DesignName, CertificateDesign>; onClose(): void }) {
  const { t, i18n } = useTranslation('deskDesign');
  const client = useStoreClient();
  const nameOf = useBoxName();
  const history = useDesignDraft(first, bases);
  const { draft, design, change, changeDesign } = history;
  const [selected, setSelected] = useState<number | null>(null);
  const [kind, setKind] = useState<CertificateKind>('co_signed');
  const [name, setName] = useState(() => t('sampleName'));
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const shownLanguage = languageOrEnglish(i18n.language);
  const language = draft.settings.language ?? shownLanguage;
  const preview = usePreview(bridge, { ...draft, signers: keptSigners(draft.signers) }, { kind, name, language });
  const box = selected === null ? undefined : design.boxes[selected];

  const remove = (index: number): void => {
    setSelected(null);
    changeDesign((before) => ({ ...before, boxes: before.boxes.filter((_, at) => at !== index) }));
  };
  const add = (which: (typeof newBoxKinds)[number]): void => {
    changeDesign((before) => ({ ...before, boxes: [...before.boxes, newBox(which)] }));
    setSelected(design.boxes.length);
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await bridge.call('design.save', { settings: draft.settings });
      const signers = keptSigners(draft.signers);
      const rules = certificateRulesOf(workshop);
      if (JSON.stringify(signers) !== JSON.stringify(rules.signers)) await client.command('workshop.configure', { ...workshop, certificates: { ...rules, signers } });
      history.saved();
      onClose();
    } catch (fault) {
      setError(fault instanceof KioskError ? fault : new KioskError('internal', (fault as Error).message));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className={classes.editor} data-testid="design-editor">
      <div className={classes.stage}>
        <div className={classes.bar}>
          <SegmentedControl aria-label={t('kind')} value={kind} data={certificateKinds.map((value) => ({ value, label: t(`certificateKinds.${value}`) }))} onChange={(value) => setKind(value as CertificateKind)} />
          <TextInput aria-label={t('sample')} placeholder={t('sample')} dir="auto" maxLength={300} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} data-testid="design-name" />
        </div>
        <div className={classes.paper} data-paper={draft.settings.paper}>
          {preview.url && <img src={preview.url} alt={t('preview', { name })} data-testid="design-preview" />}
          <BoxOverlay
            boxes={design.boxes}
            selected={selected}
            mirrors={language === 'ar'}
            onSelect={setSelected}
            onChange={(index, next, gesture) => changeDesign((before) => withBox(before, index, next), gesture)}
            onDelete={remove}
          />
        </div>
        <p className={classes.quiet}>{t('keys')}</p>
        <div role="status">
          {preview.missing.length > 0 && <p className={classes.warning}>{t('missing', { characters: preview.missing.join(' ') })}</p>}
          {preview.tooLong && <p className={classes.warning}>{t('tooLong')}</p>}
        </div>
        <ErrorSentence error={error ?? (preview.error && new KioskError('internal', preview.error.message))} />
      </div>
      <div className={classes.side} role="region" aria-label={t('open')}>
        <div className={classes.bar}>
          <Button variant="default" size="compact-md" leftSection={<Icon name="undo" />} disabled={!history.canUndo} onClick={history.undo} data-testid="design-undo">
            {t('undo')}
          </Button>
          <Button size="compact-md" loading={busy} onClick={() => void save()} data-testid="design-save">
            {t('save')}
          </Button>
          <Button variant="subtle" size="compact-md" onClick={() => (history.isChanged ? setLeaving(true) : onClose())} data-testid="design-close">
            {t('close')}
          </Button>
        </div>
        {leaving && (
          <div className={classes.bar} role="alert">
            <span>{t('unsaved')}</span>
            <Button variant="light" color="brick" size="compact-sm" onClick={onClose} data-testid="design-discard">
              {t('discard')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setLeaving(false)}>
              {t('stay')}
            </Button>
          </div>
        )}
        <NativeSelect
          label={t('box')}
          value={selected === null ? '' : String(selected)}
          data={[{ value: '', label: t('whole') }, ...design.boxes.map((each, index) => ({ value: String(index), label: `${index + 1} · ${nameOf(each)}` }))]}
          onChange={({ currentTarget }) => setSelected(currentTarget.value === '' ? null : Number(currentTarget.value))}
          data-testid="design-box"
        />
        <div className={classes.bar}>
          {newBoxKinds.map((each) => (
            <Button key={each} variant="default" size="compact-sm" onClick={() => add(each)} data-testid={`design-add-${each}`}>
              {t(`add.${each}`)}
            </Button>
          ))}
          {selected !== null && (
            <Button variant="light" color="brick" size="compact-sm" onClick={() => remove(selected)} data-testid="design-delete">
              {t('delete')}
            </Button>
          )}
        </div>
        {box && selected !== null ? (
          <BoxFields box={box} index={selected} boxes={design.boxes} onChange={(next, gesture) => changeDesign((before) => withBox(before, selected, next), gesture && `${gesture} ${selected}`)} />
        ) : (
          <LookFields bridge={bridge} history={{ ...history, change }} onError={setError} />
        )}
      </div>
    </div>
  );
}
