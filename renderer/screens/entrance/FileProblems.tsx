import { Alert, Table } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { t } from '../../strings/index.ts';
import classes from './entrance.module.css';
import type { FileProblem } from './read-lot-file.ts';

/** Why a lot file was not opened: every place that is wrong, and what is expected there. */
export function FileProblems({ problem }: { readonly problem: FileProblem }) {
  return (
    <div data-testid="lot-problems">
      <Alert
        color="red"
        role="alert"
        icon={<IconAlertTriangle size={16} />}
        mb={problem.places.length > 0 ? 'xs' : 0}
      >
        {problem.message}
      </Alert>
      {problem.places.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        <section className={classes.problems} tabIndex={0} aria-label={problem.message}>
          <Table stickyHeader verticalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t.entrance.problemPath}</Table.Th>
                <Table.Th>{t.entrance.problemMessage}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {problem.places.map((place, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two mistakes may share a place.
                <Table.Tr key={index}>
                  <Table.Td fw={600}>{place.path}</Table.Td>
                  <Table.Td>{place.message}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </div>
  );
}
