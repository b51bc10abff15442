import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { TrafficRow } from '#domain/contract/device-traffic.ts';
import { useFormat } from '../../../app/lot-format.ts';
import type { LotNames } from '../../../strings/feed-sentence.ts';
import type { Format } from '../../../strings/format.ts';
import { t } from '../../../strings/index.ts';
import classes from './traffic.module.css';

const words = t.devices.traffic;
/** More rows than anybody reads; the rest is in the download. */
const SHOWN_MAX_ROWS = 300;
const HEX_GROUP = /(..)(?=.)/gu;

interface Props {
  /** Oldest first. */
  readonly rows: readonly TrafficRow[];
  readonly names: LotNames;
}

/** The newest first. A row opens to the whole message. */
export function TrafficTable({ rows, names }: Props) {
  const format = useFormat();
  const [openSeq, setOpenSeq] = useState<number | null>(null);
  const shown = rows.slice(-SHOWN_MAX_ROWS).reverse();
  const older = rows.length - shown.length;
  return (
    <section className={classes.scroll} aria-label={t.devices.tabs.traffic}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th className={classes.at}>{words.columns.at}</th>
            <th className={classes.device}>{words.columns.device}</th>
            <th className={classes.meaning}>{words.columns.meaning}</th>
            <th>{words.columns.message}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row
              key={row.seq}
              row={row}
              device={names.device(row.deviceId)}
              format={format}
              isOpen={row.seq === openSeq}
              onOpen={setOpenSeq}
            />
          ))}
        </tbody>
      </table>
      <p className={classes.foot}>
        {older > 0 && `${words.older(format.number(older))} `}
        {words.masked}
      </p>
    </section>
  );
}

interface RowProps {
  readonly row: TrafficRow;
  readonly device: string;
  readonly format: Format;
  readonly isOpen: boolean;
  readonly onOpen: (seq: number | null) => void;
}

const Row = memo(function Row({ row, device, format, isOpen, onOpen }: RowProps) {
  const Arrow = row.direction === 'in' ? IconArrowLeft : IconArrowRight;
  const hasMessage = row.bytes > 0 || row.place !== '';
  return (
    <tr data-open={isOpen} data-direction={row.direction} data-testid="traffic-row">
      <td className={classes.at}>{timeText(row.at, format)}</td>
      <td className={classes.device}>
        <span className={classes.way}>
          <Arrow size={14} aria-label={words[row.direction]} role="img" />
          {device}
        </span>
      </td>
      <td className={classes.meaning}>
        {row.words.map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of a message never change.
          <div key={index} className={classes.word} data-drop={word.kind === 'drop'}>
            <b>{word.kind}</b> {word.text}
          </div>
        ))}
      </td>
      <td>
        {hasMessage && (
          <button
            type="button"
            className={classes.message}
            onClick={() => onOpen(isOpen ? null : row.seq)}
            aria-expanded={isOpen}
            aria-label={isOpen ? words.less : words.more}
          >
            <span className={classes.place}>
              {row.place} · {words.bytes(format.number(row.bytes))}
            </span>
            <Message row={row} isOpen={isOpen} />
          </button>
        )}
      </td>
    </tr>
  );
});

function Message({ row, isOpen }: { readonly row: TrafficRow; readonly isOpen: boolean }) {
  if (row.isWithheld) return <span className={classes.note}>{words.withheld}</span>;
  const hex = row.hex?.replace(HEX_GROUP, '$1 ') ?? null;
  return (
    <>
      <span className={classes.raw}>{hex ?? row.text}</span>
      {isOpen && hex !== null && <span className={classes.raw}>{row.text}</span>}
      {isOpen && row.isCut && <span className={classes.note}>{words.cut}</span>}
    </>
  );
}

/** To the millisecond: what came first is the question here. */
function timeText(at: number, format: Format): string {
  return `${format.timeSeconds(at)}.${String(((at % 1_000) + 1_000) % 1_000).padStart(3, '0')}`;
}
