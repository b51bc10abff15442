import { Button, FileButton, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FieldPreview } from '#domain/contract/device-config.ts';
import { useFormat } from '../../app/lot-format.ts';
import { tellDone } from '../../app/notify.tsx';
import { useCommand } from '../../app/use-command.ts';
import { useLot, useTakesCommands } from '../../link/hooks.ts';
import { useStation } from '../../link/station.ts';
import { t } from '../../strings/index.ts';

const words = t.devices.file;
const FILE_MAX_BYTES = 900_000;
const SHOWN_MAX_ROWS = 100;

interface Looked {
  readonly name: string;
  readonly file: unknown;
  /** Null for a file that is no JSON, or too large. */
  readonly preview: FieldPreview | null;
  readonly problem: string | null;
}

/** Takes the devices of a file in, after it has said what that changes. */
export function FieldFileDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const takes = useTakesCommands();
  const queries = useQueryClient();
  const [looked, setLooked] = useState<Looked | null>(null);
  const look = useCommand(async (chosen: File) => {
    const { name } = chosen;
    const read = await readJson(chosen);
    if (!read.ok) {
      setLooked({ name, file: null, preview: null, problem: read.problem });
      return;
    }
    const preview = await client.devices.previewField({ lotId, file: read.json });
    setLooked({ name, file: read.json, preview, problem: null });
  });
  const apply = useCommand(
    ({ file, basis }: { readonly file: unknown; readonly basis: string }) =>
      client.devices.importField({ lotId, file, basis }),
    () => {
      void queries.invalidateQueries({ queryKey: ['devices', lotId] });
      tellDone(words.applied);
    },
  );
  const preview = looked?.preview ?? null;
  const isEmpty =
    preview !== null &&
    preview.added.length + preview.changed.length + preview.removed.length === 0;
  const isSound = preview !== null && preview.problems.length === 0;
  const submit = async () => {
    if (looked === null || preview === null) return;
    if (await apply.run({ file: looked.file, basis: preview.basis })) onClose();
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={words.importTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      <Stack data-testid="field-import">
        <Text c="dimmed">{words.importHint}</Text>
        <Group>
          <FileButton
            accept="application/json,.json"
            onChange={(chosen) => chosen !== null && void look.run(chosen)}
          >
            {(props) => (
              <Button
                {...props}
                variant="default"
                leftSection={<IconFileImport size={16} aria-hidden />}
                loading={look.busy}
              >
                {words.choose}
              </Button>
            )}
          </FileButton>
          <Text>{looked?.name}</Text>
        </Group>
        {looked?.problem !== null && looked?.problem !== undefined && (
          <Text c="red" role="alert">
            {looked.problem}
          </Text>
        )}
        {preview !== null && <Changes preview={preview} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            disabled={!takes || !isSound || isEmpty}
            loading={apply.busy}
            onClick={() => void submit()}
            data-testid="field-apply"
          >
            {words.apply}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

type Read =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly problem: string };

async function readJson(file: File): Promise<Read> {
  if (file.size > FILE_MAX_BYTES) return { ok: false, problem: words.tooLarge };
  try {
    return { ok: true, json: JSON.parse(await file.text()) as unknown };
  } catch (cause) {
    return { ok: false, problem: words.noJson(cause instanceof Error ? cause.message : '') };
  }
}

/** What is wrong with the file, or what it would change. */
function Changes({ preview }: { readonly preview: FieldPreview }) {
  const { number } = useFormat();
  const { problems, added, changed, removed, same } = preview;
  if (problems.length > 0)
    return (
      <Stack gap={8} role="alert" data-testid="field-problems">
        <Text c="red">{words.problems(number(problems.length))}</Text>
        <Rows
          rows={problems.map(({ path, message }) => [path, message] as const)}
          heads={[words.place, words.problem]}
        />
      </Stack>
    );
  const rows = [
    ...added.map(({ label, driver }) => [words.added, `${label} · ${driver}`] as const),
    ...changed.map(
      ({ label, fields }) => [words.changed, `${label}: ${fields.join(', ')}`] as const,
    ),
    ...removed.map(({ label, driver }) => [words.removed, `${label} · ${driver}`] as const),
  ];
  return (
    <Stack gap={8} data-testid="field-changes">
      <Text>
        {rows.length === 0
          ? words.nothing
          : words.summary(
              number(added.length),
              number(changed.length),
              number(removed.length),
              number(same),
            )}
      </Text>
      {rows.length > 0 && <Rows rows={rows} heads={[words.change, words.device]} />}
    </Stack>
  );
}

function Rows({
  rows,
  heads,
}: {
  readonly rows: readonly (readonly [string, string])[];
  readonly heads: readonly [string, string];
}) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.slice(0, SHOWN_MAX_ROWS).map(([what, of]) => (
          <Table.Tr key={`${what} ${of}`}>
            <Table.Td>{what}</Table.Td>
            <Table.Td>{of}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
