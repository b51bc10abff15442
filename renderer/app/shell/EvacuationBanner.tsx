import { Button } from '@mantine/core';
import { IconFlame } from '@tabler/icons-react';
import { useState } from 'react';
import type { EvacuationLive } from '#domain/views/live.ts';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLive, useLot, useMay, useStationNow, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { useFormat } from '../lot-format.ts';
import { tellDone } from '../notify.tsx';
import { useCommand } from '../use-command.ts';
import classes from './shell.module.css';

const words = t.laneTrouble.evacuation;

/** On every screen while every gate is open: since when, why, and how to end it. */
export function EvacuationBanner() {
  const evacuation = useLive((ui) => ui.evacuation);
  const lot = useLive((ui) => ui.lot);
  return evacuation === null || lot === null ? null : <Evacuating evacuation={evacuation} />;
}

function Evacuating({ evacuation }: { readonly evacuation: EvacuationLive }) {
  const { client } = useStation();
  const lot = useLot();
  const format = useFormat();
  const now = useStationNow(60_000);
  const may = useMay('lane.operate');
  const takes = useTakesCommands();
  const [ending, setEnding] = useState(false);
  const end = useCommand(
    (reason: string, commandId) => client.evacuation.end({ lotId: lot.id, reason, commandId }),
    () => tellDone(words.ended),
  );
  const { since, reason, passed, isCalling } = evacuation;
  const facts = words.facts(format.timeOn(since, now), reason, words.passed(format.number(passed)));
  return (
    <div className={classes.bannerHalted} role="alert" data-testid="banner-evacuation">
      <IconFlame size={20} aria-hidden />
      <span>
        <strong>{words.title}</strong> {facts}
      </span>
      <span className={classes.spacer} />
      {isCalling && <span>{words.calling}</span>}
      {may && (
        <Button
          size="xs"
          variant="default"
          disabled={isCalling || !takes}
          onClick={() => setEnding(true)}
          data-testid="evacuation-end"
        >
          {words.end}
        </Button>
      )}
      {ending && (
        <ReasonDialog
          title={words.endTitle}
          hint={words.endHint}
          reasons={words.endReasons}
          confirm={words.end}
          onConfirm={(why) => end.run(why)}
          onClose={() => setEnding(false)}
        />
      )}
    </div>
  );
}
