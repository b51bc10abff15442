import { SegmentedControl, Select } from '@mantine/core';
import { useLot } from '../../link/hooks.ts';
import { levelsByStorey, shownLevel } from '../../link/levels.ts';
import { t } from '../../strings/index.ts';
import { useViewState } from '../view-state.ts';

const TABS_MAX_LEVELS = 5;

/** Which level the map shows. */
export function LevelSwitch() {
  const lot = useLot();
  const levelId = useViewState((state) => state.levelId);
  const showLevel = useViewState((state) => state.showLevel);
  const shown = shownLevel(lot, levelId).id;
  const data = levelsByStorey(lot).map(({ id, label }) => ({ value: id, label }));
  if (data.length > TABS_MAX_LEVELS) {
    return (
      <Select
        aria-label={t.shell.levels}
        data={data}
        value={shown}
        onChange={(id) => id !== null && showLevel(id)}
        w={160}
        searchable
      />
    );
  }
  return (
    <SegmentedControl
      aria-label={t.shell.levels}
      data={data}
      value={shown}
      onChange={showLevel}
      data-testid="level-switch"
    />
  );
}
