import {
  type CellKeyDownEvent,
  CellStyleModule,
  ClientSideRowModelModule,
  type ColDef,
  type FullWidthCellKeyDownEvent,
  ModuleRegistry,
  type RowClickedEvent,
  RowSelectionModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useCallback, useMemo } from 'react';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  RowSelectionModule,
  CellStyleModule,
  TooltipModule,
]);

/** One column: where its value comes from and how it is written. */
export interface DataColumn<R> {
  readonly id: string;
  readonly title: string;
  /** What the column sorts by. */
  readonly value: (row: R) => string | number | null;
  /** How the value is written; the value itself where missing. */
  readonly text?: (row: R) => string;
  /** What the value means, for whoever rests on it. */
  readonly hint?: (row: R) => string;
  readonly width?: number;
  readonly align?: 'left' | 'right';
  readonly sort?: 'asc' | 'desc';
}

interface Props<R> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly DataColumn<R>[];
  readonly rowId: (row: R) => string;
  readonly onOpen: (row: R) => void;
}

const theme = themeQuartz.withParams({
  // Scroll bars follow the console's theme.
  browserColorScheme: 'inherit',
  backgroundColor: 'var(--gh-surface)',
  foregroundColor: 'var(--gh-ink)',
  headerBackgroundColor: 'var(--gh-surface)',
  headerTextColor: 'var(--gh-ink-2)',
  headerFontWeight: 600,
  borderColor: 'var(--gh-line)',
  rowHoverColor: 'var(--gh-hover)',
  selectedRowBackgroundColor: 'var(--gh-accent-ground)',
  accentColor: 'var(--gh-accent)',
  oddRowBackgroundColor: 'var(--gh-surface)',
  fontFamily: 'inherit',
  fontSize: 14,
  headerFontSize: 12,
  rowHeight: 40,
  headerHeight: 40,
  spacing: 8,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  cellHorizontalPadding: 16,
});

/** A long table that sorts, scrolls without end and is walked through by keyboard. */
export function DataGrid<R>({ label, rows, columns, rowId, onOpen }: Props<R>) {
  const columnDefs = useMemo(() => columns.map(toColDef), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const getRowId = useCallback(({ data: row }: { data: R }) => rowId(row), [rowId]);
  const open = useCallback(
    (event: RowClickedEvent<R>) => {
      if (event.data !== undefined) onOpen(event.data);
    },
    [onOpen],
  );
  const press = useCallback(
    (event: CellKeyDownEvent<R> | FullWidthCellKeyDownEvent<R>) => {
      const key = event.event;
      if (key instanceof KeyboardEvent && key.key === 'Enter' && event.data !== undefined) {
        event.node.setSelected(true, true);
        onOpen(event.data);
      }
    },
    [onOpen],
  );
  return (
    <section style={{ height: '100%' }} aria-label={label}>
      <AgGridReact<R>
        theme={theme}
        rowData={data}
        columnDefs={columnDefs}
        getRowId={getRowId}
        onRowClicked={open}
        onCellKeyDown={press}
        rowSelection={{ mode: 'singleRow', checkboxes: false, enableClickSelection: true }}
        suppressCellFocus={false}
        suppressDragLeaveHidesColumns
        animateRows={false}
        enableBrowserTooltips
        enableCellTextSelection
      />
    </section>
  );
}

function toColDef<R>(column: DataColumn<R>): ColDef<R> {
  const { id, title, value, text, hint, width, align, sort } = column;
  return {
    colId: id,
    headerName: title,
    valueGetter: ({ data }) => (data === undefined ? null : value(data)),
    ...(text === undefined
      ? {}
      : { valueFormatter: ({ data }) => (data === undefined ? '' : text(data)) }),
    ...(hint === undefined
      ? {}
      : { tooltipValueGetter: ({ data }) => (data === undefined ? '' : hint(data)) }),
    ...(width === undefined ? { flex: 1, minWidth: 120 } : { width }),
    ...(align === 'right' ? { type: 'rightAligned' } : {}),
    ...(sort === undefined ? {} : { sort }),
    suppressMovable: false,
    resizable: true,
    sortable: true,
  };
}
