import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { SECOND_MS } from '#domain/kernel/instant.ts';
import { useLinkStatus, useLive } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { createFormat } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import classes from './shell.module.css';

/** Says clearly that what is on screen is old, or that the station takes no commands. */
export function StationBanner() {
  const lost = useLinkStatus((status) => status.phase === 'lost');
  const halted = useLive((ui) => ui.halted);
  if (lost) return <Lost />;
  if (halted === null) return null;
  return (
    <div className={classes.bannerHalted} role="alert" data-testid="banner-halted">
      <IconAlertTriangle size={20} aria-hidden />
      <span>
        <strong>{t.shell.haltedTitle}</strong> {halted}
      </span>
    </div>
  );
}

function Lost() {
  const { link } = useStation();
  const retryAt = useLinkStatus((status) => status.retryAt);
  const lot = useLive((ui) => ui.lot);
  const at = useLive((ui) => ui.at);
  return (
    <div className={classes.bannerLost} role="alert" data-testid="banner-lost">
      <IconPlugConnectedX size={20} aria-hidden />
      <span>
        <strong>{t.shell.lostTitle}</strong>{' '}
        {lot !== null && t.shell.lostShown(createFormat(lot).timeSeconds(at))}
      </span>
      <span className={classes.spacer} />
      <span aria-live="off">
        {retryAt === null ? t.shell.lostTrying : <Wait until={retryAt} />}
      </span>
      <Button
        size="xs"
        variant="default"
        disabled={retryAt === null}
        onClick={() => link.retryNow()}
      >
        {t.shell.retryNow}
      </Button>
    </div>
  );
}

function Wait({ until }: { readonly until: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return t.shell.lostRetry(String(Math.max(0, Math.ceil((until - now) / SECOND_MS))));
}
