import { Button } from '@mantine/core';
import { type NotificationData, notifications, notificationsStore } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { problemOf } from '../link/errors.ts';
import { t } from '../strings/index.ts';
import { newId } from './new-id.ts';
import classes from './notify.module.css';

const DONE_SHOWN_MS = 5_000;
const UNDO_SHOWN_MS = 15_000;
const PROBLEM_SHOWN_MS = 12_000;
/** The library makes later notices wait beyond its own limit, so the oldest goes before that. */
export const NOTICES_MAX = 4;

/** What is on the screen, oldest first. */
const shown: string[] = [];

type Notice = Pick<NotificationData, 'message' | 'autoClose' | 'icon' | 'color' | 'role'>;

/** Shows the newest at once: what just happened never waits for what happened before. */
function show(notice: Notice, id = newId()): void {
  for (const oldest of shown.slice(0, Math.max(0, shown.length - NOTICES_MAX + 1))) {
    notifications.hide(oldest);
  }
  shown.push(id);
  const onClose = () => {
    const at = shown.indexOf(id);
    if (at >= 0) shown.splice(at, 1);
  };
  const closeButtonProps = { 'aria-label': t.common.close };
  notifications.show({
    ...notice,
    id,
    onClose,
    closeButtonProps,
    position: place(),
    withBorder: true,
  });
}

/** Where a notice hides nothing: over the map's edge, or under what the other screens show. */
function place(): 'top-left' | 'bottom-center' {
  const onMap = /^(#\/?)?$/.test(window.location.hash);
  return onMap ? 'top-left' : 'bottom-center';
}

/** Notices move along when another screen opens, so that an undo stays in reach and hides nothing. */
export function moveNoticesAlong(): void {
  window.addEventListener('hashchange', () => {
    for (const notice of notificationsStore.getState().notifications)
      notifications.update({ ...notice, position: place() });
  });
}

/** Says that something was done. */
export function tellDone(message: string): void {
  show({ message, autoClose: DONE_SHOWN_MS, icon: <IconCheck size={16} /> });
}

/** The offer to undo that stands for each subject. */
const offers = new Map<string, string>();

/** Says that something was done and offers to undo it, in place of an earlier offer for the subject. */
export function tellUndoable(subject: string, message: string, undo: () => Promise<void>): void {
  const id = newId();
  const earlier = offers.get(subject);
  if (earlier !== undefined) notifications.hide(earlier);
  offers.set(subject, id);
  const press = async () => {
    notifications.hide(id);
    try {
      await undo();
      tellDone(t.slot.undone);
    } catch (cause) {
      tellProblem(cause);
    }
  };
  const words = (
    <span className={classes.row}>
      {message}
      <Button size="xs" variant="default" onClick={() => void press()} data-testid="undo">
        {t.common.undo}
      </Button>
    </span>
  );
  show({ message: words, autoClose: UNDO_SHOWN_MS, icon: <IconCheck size={16} /> }, id);
}

/** Says what went wrong and what to do about it. */
export function tellProblem(cause: unknown): void {
  tellFailed(problemOf(cause).message);
}

/** Says that something did not work out, in words that are known already. */
export function tellFailed(message: string): void {
  show({
    message,
    color: 'red',
    autoClose: PROBLEM_SHOWN_MS,
    icon: <IconAlertTriangle size={16} />,
    role: 'alert',
  });
}
