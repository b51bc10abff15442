import { useMemo, useState } from 'react';
import { useNames } from '../../../app/lot-format.ts';
import { useAddress } from '../../../app/use-address.ts';
import { EmptyNote } from '../../../components/EmptyNote.tsx';
import screen from '../../../components/screen.module.css';
import { t } from '../../../strings/index.ts';
import { TrafficHead } from './TrafficHead.tsx';
import { TrafficTable } from './TrafficTable.tsx';
import { matchingRows, type TrafficFilter } from './traffic-filter.ts';
import { useTraffic } from './use-traffic.ts';

const words = t.devices.traffic;

/** What devices say and are told, as it passes: what they sent, and what it was taken for. */
export function TrafficLog() {
  const names = useNames();
  const { params, set } = useAddress();
  const [rest, setRest] = useState<Omit<TrafficFilter, 'deviceId'>>({ direction: 'all', text: '' });
  const filter: TrafficFilter = { ...rest, deviceId: params.get('device') ?? 'all' };
  const [repeats, setRepeats] = useState(false);
  const { store, view } = useTraffic(repeats);
  const { deviceId, direction, text } = filter;
  const matching = useMemo(
    () => matchingRows(view.rows, { deviceId, direction, text }),
    [view.rows, deviceId, direction, text],
  );
  const change = ({ deviceId: id, ...others }: TrafficFilter) => {
    setRest(others);
    if (id !== deviceId) set({ device: id === 'all' ? null : id });
  };
  return (
    <>
      <TrafficHead
        filter={filter}
        onFilter={change}
        store={store}
        view={view}
        matching={matching}
        repeats={repeats}
        onRepeats={setRepeats}
      />
      <div className={screen.body} data-testid="traffic">
        {view.rows.length === 0 ? (
          <EmptyNote title={words.none} hint={words.noneHint} />
        ) : matching.length === 0 ? (
          <EmptyNote title={words.noneFound} hint={words.noneHint} />
        ) : (
          <TrafficTable rows={matching} names={names} />
        )}
      </div>
    </>
  );
}
