import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { UnmappedTopic } from '#domain/contract/device-discovery.ts';
import { useFormat } from '../../app/lot-format.ts';
import { EmptyNote } from '../../components/EmptyNote.tsx';
import screen from '../../components/screen.module.css';
import { useLot, useStationNow } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';
import { heardText } from './device-columns.ts';
import classes from './devices.module.css';
import type { Json } from './form/json-schema.ts';

const words = t.devices.unmapped;
const LOOK_EVERY_MS = 3_000;

/** What passes the broker and nobody listens to, and the serial ports that are free. */
export function useUnmapped(isWanted: boolean) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  return useQuery({
    queryKey: ['unmapped', lotId],
    queryFn: () => client.devices.unmapped({ lotId }),
    enabled: isWanted,
    refetchInterval: LOOK_EVERY_MS,
  });
}

interface Props {
  readonly onMap: (config: Json) => void;
}

/** What is there and not mapped: each begins a device. */
export function UnmappedTopics({ onMap }: Props) {
  const topics = useUnmapped(true);
  const rows = topics.data ?? [];
  return (
    <div className={`${screen.body} ${classes.found}`} data-testid="unmapped">
      <Ports onMap={onMap} />
      <section>
        <h2 className={classes.section}>{words.topics}</h2>
        {rows.length === 0 ? (
          <EmptyNote title={words.none} hint={words.noneHint} />
        ) : (
          <ul className={classes.foundRows}>
            {rows.map((topic) => (
              <Topic key={topic.topic} topic={topic} onMap={onMap} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Topic({ topic, onMap }: { readonly topic: UnmappedTopic } & Props) {
  const format = useFormat();
  const now = useStationNow(5_000);
  const { lastAt, count, sample, suggestion } = topic;
  return (
    <li className={classes.foundRow} data-testid="unmapped-topic">
      <div>
        <div>{words.sentence(topic.topic)}</div>
        <div className={classes.dim}>
          {words.heard(format.number(count), heardText(lastAt, now, format))}
        </div>
        <div className={classes.mono}>{sample}</div>
      </div>
      <Button
        size="xs"
        onClick={() => onMap(suggestion)}
        aria-label={words.mapOf(topic.topic)}
        data-testid="unmapped-map"
      >
        {words.map}
      </Button>
    </li>
  );
}

function Ports({ onMap }: Props) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const ports = useQuery({
    queryKey: ['serial-ports', lotId],
    queryFn: () => client.devices.serialPorts({ lotId }),
    refetchInterval: LOOK_EVERY_MS,
  });
  const rows = ports.data ?? [];
  return (
    <section>
      <h2 className={classes.section}>{words.ports}</h2>
      {rows.length === 0 ? (
        <p className={classes.dim}>{words.noPorts}</p>
      ) : (
        <ul className={classes.foundRows}>
          {rows.map(({ path, label, usedBy }) => (
            <li key={path} className={classes.foundRow}>
              <div>
                <div className={classes.mono}>{path}</div>
                <div className={classes.dim}>
                  {usedBy === null ? label || words.free : words.usedBy(usedBy)}
                </div>
              </div>
              {usedBy === null && (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => onMap({ driver: 'scanner-serial', serial: { path } })}
                >
                  {words.use}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
