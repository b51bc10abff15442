import { Alert, Button, Drawer, Group, Select, Skeleton, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { DriverSchemaRow } from '#domain/contract/device-config.ts';
import { useStation } from '../../../link/station.ts';
import { t } from '../../../strings/index.ts';
import { kindText } from '../device-columns.ts';
import { useDeviceChanges } from '../use-device-changes.ts';
import { fieldHelp, fieldLabel, idFrom } from './field-words.ts';
import { inShape, type Json, type Schema, withField } from './json-schema.ts';
import { SchemaGroup } from './SchemaGroup.tsx';
import { useConfigCheck } from './use-config-check.ts';

const words = t.devices.form;
/** Asked for at the top of the form, and the driver, which is chosen. */
const HEAD: ReadonlySet<string> = new Set(['id', 'label', 'driver']);

interface Props {
  /** What is changed, or what a new device begins with. */
  readonly start: Json;
  /** The device that is changed; null for a new one. */
  readonly deviceId: string | null;
  readonly onClose: () => void;
}

/** Adds a device, or changes one: its fields come from the schema of its driver. */
export function DeviceForm({ start, deviceId, onClose }: Props) {
  const { client } = useStation();
  const drivers = useQuery({
    queryKey: ['device-drivers'],
    queryFn: () => client.devices.drivers(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={deviceId === null ? words.addTitle : words.changeTitle}
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {drivers.data === undefined ? (
        <Skeleton h={240} role="status" aria-label={t.common.loading} />
      ) : (
        <Fields start={start} deviceId={deviceId} onClose={onClose} drivers={drivers.data} />
      )}
    </Drawer>
  );
}

function Fields({
  start,
  deviceId,
  onClose,
  drivers,
}: Props & { readonly drivers: readonly DriverSchemaRow[] }) {
  const [config, setConfig] = useState(start);
  const [isIdTyped, setIdTyped] = useState(deviceId !== null || start.id !== undefined);
  const [isTried, setTried] = useState(false);
  const { problems, isChecked } = useConfigCheck(config, deviceId);
  const changes = useDeviceChanges();
  const row = drivers.find(({ driver }) => driver === config.driver);
  const shown = isTried ? problems : new Map<string, string>();
  const rest = [...shown].filter(([path]) => path === 'device' || path.startsWith('devices'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isChecked || problems.size > 0) return;
    const done =
      deviceId === null ? await changes.add(config) : await changes.change(deviceId, start, config);
    if (done) onClose();
  };
  const setLabel = (label: string) => {
    const named = withField(config, 'label', label === '' ? undefined : label);
    setConfig(isIdTyped ? named : withField(named, 'id', idFrom(label) || undefined));
  };
  return (
    <form onSubmit={(event) => void submit(event)} data-testid="device-form" noValidate>
      <Stack gap={12}>
        <DriverField drivers={drivers} config={config} onChange={setConfig} problems={shown} />
        {row !== undefined && (
          <>
            <TextInput
              label={fieldLabel('label')}
              description={fieldHelp('label')}
              withAsterisk
              maxLength={60}
              value={String(config.label ?? '')}
              onChange={(event) => setLabel(event.currentTarget.value)}
              error={shown.get('label')}
              autoComplete="off"
              data-testid="field-label"
            />
            <TextInput
              label={fieldLabel('id')}
              description={fieldHelp('id')}
              withAsterisk
              maxLength={63}
              value={String(config.id ?? '')}
              onChange={(event) => {
                setIdTyped(true);
                setConfig(withField(config, 'id', event.currentTarget.value || undefined));
              }}
              error={shown.get('id')}
              autoComplete="off"
              spellCheck={false}
              data-testid="field-id"
            />
            <SchemaGroup
              path=""
              title={null}
              schema={row.schema as Schema}
              value={config}
              onChange={setConfig}
              problems={shown}
              without={HEAD}
            />
          </>
        )}
        {rest.map(([path, message]) => (
          <Alert key={path} color="red">
            {`${path}: ${message}`}
          </Alert>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            type="submit"
            loading={changes.busy || (isTried && !isChecked)}
            disabled={row === undefined || (isTried && isChecked && problems.size > 0)}
            data-testid="device-save"
          >
            {deviceId === null ? words.add : words.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface DriverFieldProps {
  readonly drivers: readonly DriverSchemaRow[];
  readonly config: Json;
  readonly onChange: (config: Json) => void;
  readonly problems: ReadonlyMap<string, string>;
}

function DriverField({ drivers, config, onChange, problems }: DriverFieldProps) {
  const byKind = new Map<string, string[]>();
  for (const { driver, kind } of drivers) byKind.set(kind, [...(byKind.get(kind) ?? []), driver]);
  return (
    <Select
      label={words.driver}
      description={words.driverHelp}
      withAsterisk
      searchable
      data={[...byKind].map(([kind, items]) => ({
        group: kindText(kind),
        items: items.map((driver) => ({ value: driver, label: words.drivers[driver] ?? driver })),
      }))}
      value={typeof config.driver === 'string' ? config.driver : null}
      onChange={(driver) => {
        const schema = drivers.find((one) => one.driver === driver)?.schema as Schema | undefined;
        if (schema === undefined) return;
        const shape = schema.oneOf?.[0] ?? schema.anyOf?.[0] ?? schema;
        onChange(inShape(shape, 'driver', config));
      }}
      error={problems.get('driver')}
      data-testid="field-driver"
    />
  );
}
