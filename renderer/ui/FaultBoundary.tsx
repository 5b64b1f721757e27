import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './FaultBoundary.module.css';

/** A fault of the page: says so calmly and what to do. What was recorded is in the journal, not in the page. */
export class FaultBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // The main process keeps the console of its windows in the log file.
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.failed ? <FaultScreen /> : this.props.children;
  }
}

function FaultScreen() {
  const { t } = useTranslation('shell');
  return (
    <main className={classes.screen} role="alert" data-testid="fault">
      <h1>{t('fault.title')}</h1>
      <p>{t('fault.next')}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {t('fault.reload')}
      </button>
    </main>
  );
}
