import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { problemOf } from '../link/errors.ts';
import { t } from '../strings/index.ts';
import { newId } from './new-id.ts';
import classes from './notify.module.css';

const DONE_SHOWN_MS = 5_000;
const UNDO_SHOWN_MS = 15_000;
const PROBLEM_SHOWN_MS = 12_000;

/** Where a notice hides nothing: over the map's edge, or under what the other screens show. */
function place(): 'top-left' | 'bottom-center' {
  const onMap = /^(#\/?)?$/.test(window.location.hash);
  return onMap ? 'top-left' : 'bottom-center';
}

/** Says that something was done. */
export function tellDone(message: string): void {
  notifications.show({
    position: place(),
    message,
    autoClose: DONE_SHOWN_MS,
    icon: <IconCheck size={16} />,
    withBorder: true,
  });
}

/** Says that something was done and offers to undo it. */
export function tellUndoable(message: string, undo: () => Promise<void>): void {
  const id = newId();
  const press = async () => {
    notifications.hide(id);
    try {
      await undo();
      tellDone(t.slot.undone);
    } catch (cause) {
      tellProblem(cause);
    }
  };
  notifications.show({
    position: place(),
    id,
    autoClose: UNDO_SHOWN_MS,
    icon: <IconCheck size={16} />,
    withBorder: true,
    message: (
      <span className={classes.row}>
        {message}
        <Button size="xs" variant="default" onClick={() => void press()} data-testid="undo">
          {t.common.undo}
        </Button>
      </span>
    ),
  });
}

/** Says what went wrong and what to do about it. */
export function tellProblem(cause: unknown): void {
  const { message } = problemOf(cause);
  notifications.show({
    position: place(),
    message,
    color: 'red',
    autoClose: PROBLEM_SHOWN_MS,
    icon: <IconAlertTriangle size={16} />,
    withBorder: true,
    role: 'alert',
  });
}
