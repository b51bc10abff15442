import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLot } from '../../../link/hooks.ts';
import { useStation } from '../../../link/station.ts';

interface Props {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** A serial port: those of the station's machine are offered, any other may be typed. */
export function SerialPathField({ value, onChange, ...rest }: Props) {
  const { client } = useStation();
  const { id: lotId } = useLot();
  const ports = useQuery({
    queryKey: ['serial-ports', lotId],
    queryFn: () => client.devices.serialPorts({ lotId }),
  });
  const free = (ports.data ?? []).filter(({ usedBy }) => usedBy === null).map(({ path }) => path);
  return (
    <Autocomplete
      {...rest}
      data={[...new Set(free)]}
      value={typeof value === 'string' ? value : ''}
      onChange={(typed) => onChange(typed === '' ? undefined : typed)}
    />
  );
}
