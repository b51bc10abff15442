import { Button, Menu, SegmentedControl, Select, Switch } from '@mantine/core';
import { IconDownload, IconEraser, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { TrafficRow } from '#domain/contract/device-traffic.ts';
import { useFormat } from '../../../app/lot-format.ts';
import { saveText } from '../../../components/download.ts';
import { FilterField } from '../../../components/FilterField.tsx';
import screen from '../../../components/screen.module.css';
import { useLot } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import { trafficCsv, trafficNdjson } from './traffic-file.ts';
import type { TrafficFilter } from './traffic-filter.ts';
import type { TrafficStore, TrafficView } from './traffic-store.ts';

const words = t.devices.traffic;
const ICON = { size: 16, 'aria-hidden': true } as const;

interface Props {
  readonly filter: TrafficFilter;
  readonly onFilter: (filter: TrafficFilter) => void;
  readonly store: TrafficStore;
  readonly view: TrafficView;
  readonly matching: readonly TrafficRow[];
  readonly repeats: boolean;
  readonly onRepeats: (repeats: boolean) => void;
}

/** What is shown of the traffic, and what can be done with it. */
export function TrafficHead(props: Props) {
  const { filter, onFilter, store, view, matching, repeats, onRepeats } = props;
  const { devices } = useLot();
  return (
    <header className={screen.head}>
      <FilterField
        label={words.search}
        text={filter.text}
        onText={(text) => onFilter({ ...filter, text })}
        testId="traffic-search"
      />
      <Select
        w={208}
        searchable
        aria-label={words.device}
        data={[
          { value: 'all', label: words.allDevices },
          ...devices.map(({ id, label }) => ({ value: id, label })),
        ]}
        value={filter.deviceId}
        onChange={(deviceId) => onFilter({ ...filter, deviceId: deviceId ?? 'all' })}
        data-testid="traffic-device"
      />
      <SegmentedControl
        aria-label={words.direction}
        data={(['all', 'in', 'out'] as const).map((value) => ({
          value,
          label: words.directions[value],
        }))}
        value={filter.direction}
        onChange={(direction) =>
          onFilter({ ...filter, direction: direction as TrafficFilter['direction'] })
        }
        data-testid="traffic-direction"
      />
      <Switch
        label={words.repeats}
        checked={repeats}
        onChange={(event) => onRepeats(event.currentTarget.checked)}
        data-testid="traffic-repeats"
      />
      <span className={screen.grow} />
      <Counts view={view} matching={matching.length} />
      <Button
        variant="default"
        leftSection={view.isPaused ? <IconPlayerPlay {...ICON} /> : <IconPlayerPause {...ICON} />}
        onClick={() => (view.isPaused ? store.resume() : store.pause())}
        aria-pressed={view.isPaused}
        data-testid="traffic-pause"
      >
        {view.isPaused ? words.resume : words.pause}
      </Button>
      <Button
        variant="default"
        leftSection={<IconEraser {...ICON} />}
        onClick={() => store.clear()}
        data-testid="traffic-clear"
      >
        {words.clear}
      </Button>
      <Download rows={matching} />
    </header>
  );
}

function Counts({ view, matching }: { readonly view: TrafficView; readonly matching: number }) {
  const { number } = useFormat();
  const all = view.rows.length;
  const state = view.isPaused
    ? words.paused(number(view.passed))
    : view.isLive
      ? words.live
      : words.waiting;
  const shown =
    matching === all ? words.shown(number(all)) : words.shownOf(number(matching), number(all));
  const missed = view.missed === 0 ? '' : ` · ${words.missed(number(view.missed))}`;
  return (
    <span className={screen.count} data-testid="traffic-count">
      {`${state} · ${shown}${missed}`}
    </span>
  );
}

function Download({ rows }: { readonly rows: readonly TrafficRow[] }) {
  const { id } = useLot();
  const nameOf = (ending: string) =>
    `traffic-${id}-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${ending}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload {...ICON} />}
          disabled={rows.length === 0}
          data-testid="traffic-download"
        >
          {words.download}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={() => saveText(nameOf('ndjson'), trafficNdjson(rows), 'application/x-ndjson')}
          data-testid="traffic-ndjson"
        >
          {words.ndjson}
        </Menu.Item>
        <Menu.Item
          onClick={() => saveText(nameOf('csv'), trafficCsv(rows), 'text/csv')}
          data-testid="traffic-csv"
        >
          {words.csv}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
