import type { ChampionsBridge } from '@shared/contract/appChannels';
import { type SetupStep, setupSteps } from '@shared/contract/setup';
import type { AgendaSession } from '@shared/contract/values';
import type { Remedy } from '@shared/domain/readiness';
import { Button } from '@mantine/core';
import { ErrorSentence } from '@ui/ErrorSentence';
import { KioskError } from '@shared/contract/errors';
import { Icon } from '@ui/Icon';
import { reasonOf } from '@ui/reasonOf';
import { useMachine } from '@xstate/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewFrame } from '../frameOfOverview';
import type { ImportKind } from '../importRun';
import { Checklist } from './Checklist';
import { doneSteps } from './doneSteps';
import { FileStep } from './FileStep';
import { HardwareStep } from './HardwareStep';
import { ProgrammeStep } from './ProgrammeStep';
import { useSetup } from './setupContext';
import classes from './SetupGuide.module.css';
import { setupMachine } from './setupMachine';
import { StationStep } from './StationStep';
import { WorkshopStep } from './WorkshopStep';

interface Props {
  bridge: ChampionsBridge;
  overview: OverviewFrame | undefined;
  sessions: readonly AgendaSession[];
  onImport(kind: ImportKind): void;
  onRemedy(remedy: Remedy): void;
}

/** Leads through setting up a workshop: steps at the side, one of them on the screen. */
export default function SetupGuide({ bridge, overview, sessions, onImport, onRemedy }: Props) {
  const { t } = useTranslation('deskSetup');
  const { facts, items, guideAt, guideClosed, note } = useSetup();
  const [problem, setProblem] = useState<KioskError | null>(null);
  const done = useMemo(() => doneSteps(items, facts?.notes ?? null), [items, facts]);
  const machine = useMemo(
    () =>
      setupMachine.provide({
        actions: {
          keep: (_, kept) => {
            note({ step: kept.step, skipped: [...kept.skipped] }).then(
              () => setProblem(null),
              (fault: unknown) => setProblem(new KioskError('internal', t('guide.notKept', { reason: reasonOf(fault) }))),
            );
          },
        },
      }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a machine is bound once; `t` changes with the language only
    [note],
  );
  const [state, send, actor] = useMachine(machine, { input: { step: guideAt, skipped: facts?.notes.skipped ?? [], done } });
  useEffect(() => send({ type: 'facts.changed', done }), [send, done]);
  useEffect(() => {
    const ended = actor.subscribe({ complete: guideClosed });
    return () => ended.unsubscribe();
  }, [actor, guideClosed]);
  // Asked for a step from elsewhere, while it is open.
  const asked = useRef(guideAt);
  useEffect(() => {
    if (guideAt !== null && guideAt !== asked.current) send({ type: 'step.chosen', step: guideAt });
    asked.current = guideAt;
  }, [guideAt, send]);

  const step = state.value as SetupStep;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [step]);
  if (state.status !== 'active') return null;

  const number = setupSteps.indexOf(step) + 1;
  const stateOf = (each: SetupStep): 'done' | 'skipped' | 'open' => (done[each] ? 'done' : state.context.skipped.includes(each) ? 'skipped' : 'open');
  return (
    <section className={classes.guide} aria-labelledby="guide-title" data-testid="guide" data-step={step}>
      <nav className={classes.side} aria-label={t('guide.steps')}>
        <p className={classes.title}>{t('guide.title')}</p>
        <ol>
          {setupSteps.map((each, index) => (
            <li key={each}>
              <button
                type="button"
                data-state={stateOf(each)}
                aria-current={each === step ? 'step' : undefined}
                onClick={() => send({ type: 'step.chosen', step: each })}
                data-testid={`step-${each}`}
              >
                <span className={classes.number}>{stateOf(each) === 'done' ? <Icon name="check" size={16} /> : index + 1}</span>
                {t(`steps.${each}.name`)}
                <span className="visually-hidden">{t(`guide.state.${stateOf(each)}`)}</span>
              </button>
            </li>
          ))}
        </ol>
        <Button variant="subtle" onClick={() => send({ type: 'guide.closed' })} data-testid="guide-later">
          {t('guide.later')}
        </Button>
      </nav>
      <div className={classes.stage}>
        <header>
          <p>{t('guide.stepOf', { step: number, steps: setupSteps.length })}</p>
          <h2 id="guide-title" ref={heading} tabIndex={-1}>
            {t(`steps.${step}.name`)}
          </h2>
          <p>{t(`steps.${step}.lead`)}</p>
        </header>
        <div className={classes.content}>
          <ErrorSentence error={problem} />
          {step === 'programme' && <ProgrammeStep />}
          {step === 'workshop' && <WorkshopStep overview={overview} onSaved={() => send({ type: 'step.next' })} />}
          {step === 'roster' && <FileStep kind="roster" count={overview?.registered ?? 0} onImport={onImport} />}
          {step === 'agenda' && <FileStep kind="agenda" count={sessions.length} onImport={onImport} />}
          {step === 'station' && <StationStep bridge={bridge} overview={overview} sessions={sessions} />}
          {step === 'hardware' && <HardwareStep bridge={bridge} workshop={overview?.workshop ?? null} />}
          {step === 'ready' && <Checklist onRemedy={onRemedy} />}
        </div>
        <footer>
          {step !== 'programme' && (
            <Button variant="default" size="md" onClick={() => send({ type: 'step.back' })} data-testid="guide-back">
              {t('guide.back')}
            </Button>
          )}
          <span className={classes.gap} />
          {step === 'ready' ? (
            <Button size="md" onClick={() => send({ type: 'guide.closed' })} data-testid="guide-finish">
              {t('guide.finish')}
            </Button>
          ) : done[step] ? (
            <Button size="md" onClick={() => send({ type: 'step.next' })} data-testid="guide-next">
              {t('guide.next')}
            </Button>
          ) : (
            <Button variant="subtle" size="md" onClick={() => send({ type: 'step.skip' })} data-testid="guide-skip">
              {t('guide.skip')}
            </Button>
          )}
        </footer>
      </div>
    </section>
  );
}
