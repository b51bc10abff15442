import { UnstyledButton } from '@mantine/core';
import type { TariffProblem } from '#domain/tariff/parse-tariff.ts';
import { t } from '../../strings/index.ts';
import classes from './tariffs.module.css';

const SHOWN_MAX = 20;

/** What is wrong with the draft, each with its place; a click goes there. */
export function ProblemList({ problems }: { readonly problems: readonly TariffProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className={classes.problems} data-testid="tariff-problems" role="status">
      {problems.slice(0, SHOWN_MAX).map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          <UnstyledButton
            className={classes.place ?? ''}
            aria-label={t.tariffs.editor.goTo(path)}
            onClick={() => goTo(path)}
          >
            {path === '' ? t.tariffs.editor.whole : path}
          </UnstyledButton>{' '}
          {message}
        </li>
      ))}
    </ul>
  );
}

/** The field of the path, or of the nearest part around it that has one. */
function goTo(path: string): void {
  let at = path;
  while (at !== '') {
    const field = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(at)}"]`);
    if (field !== null) {
      field.scrollIntoView({ block: 'center' });
      field.focus();
      return;
    }
    at = at.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/u, '');
  }
}
