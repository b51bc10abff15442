import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useLot } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { tellDone } from '../notify.tsx';
import { useCommand } from '../use-command.ts';

const words = t.laneTrouble.evacuation;

/** Opens every gate by hand, for a reason. */
export function StartEvacuation({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStation();
  const lot = useLot();
  const start = useCommand(
    (reason: string, commandId) => client.evacuation.start({ lotId: lot.id, reason, commandId }),
    () => tellDone(words.started),
  );
  return (
    <ReasonDialog
      title={words.startTitle}
      hint={words.startHint}
      reasons={words.startReasons}
      confirm={words.startConfirm}
      onConfirm={(reason) => start.run(reason)}
      onClose={onClose}
    />
  );
}
