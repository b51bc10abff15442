import { Button, Chip, FileButton, Group, Input, Select, Textarea } from '@mantine/core';
import { CODE_PAGES, type CodePage } from '#domain/paper/paper-form.ts';
import {
  LOGO_MAX_BYTES,
  PAPER_WIDTHS_MM,
  RECEIPT_FACTS,
  TICKET_FACTS,
} from '#domain/printing/template.ts';
import { t } from '../../../strings/index.ts';
import type { Look } from './look.ts';

const words = t.paperLook;
const HEAD_ROWS = 3;
const FOOT_ROWS = 4;

interface Props {
  readonly look: Look;
  readonly onChange: (look: Look) => void;
  readonly onProblem: (problem: string | null) => void;
}

/** What may be chosen of a paper. */
export function LookFields({ look, onChange, onProblem }: Props) {
  return (
    <>
      <Lines
        label={words.header}
        hint={words.headerHint}
        rows={HEAD_ROWS}
        lines={look.header}
        onChange={(header) => onChange({ ...look, header })}
        testId="paper-header"
      />
      <Logo look={look} onChange={onChange} onProblem={onProblem} />
      <Facts look={look} onChange={onChange} />
      <Lines
        label={words.footer}
        hint={words.footerHint[look.paper]}
        rows={FOOT_ROWS}
        lines={look.footer}
        onChange={(footer) => onChange({ ...look, footer })}
        testId="paper-footer"
      />
      <Group grow align="flex-start">
        <Select
          label={words.width}
          allowDeselect={false}
          data={PAPER_WIDTHS_MM.map((width) => ({
            value: String(width),
            label: words.millimetres(String(width)),
          }))}
          value={String(look.paperWidthMm)}
          onChange={(value) => onChange({ ...look, paperWidthMm: value === '58' ? 58 : 80 })}
        />
        <Select
          label={words.letters}
          description={words.lettersHint}
          inputWrapperOrder={['label', 'input', 'description']}
          allowDeselect={false}
          data={CODE_PAGES.map((page) => ({ value: page, label: words.codePages[page] }))}
          value={look.codePage}
          onChange={(value) => onChange({ ...look, codePage: (value ?? 'cp858') as CodePage })}
        />
      </Group>
    </>
  );
}

function Lines({
  label,
  hint,
  rows,
  lines,
  onChange,
  testId,
}: {
  readonly label: string;
  readonly hint: string;
  readonly rows: number;
  readonly lines: readonly string[] | null;
  readonly onChange: (lines: string[] | null) => void;
  readonly testId: string;
}) {
  return (
    <Textarea
      label={label}
      description={hint}
      minRows={rows}
      autosize
      value={(lines ?? []).join('\n')}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange(value === '' ? null : value.split('\n'));
      }}
      data-testid={testId}
    />
  );
}

function Facts({ look, onChange }: Pick<Props, 'look' | 'onChange'>) {
  const chosen: readonly string[] = look.facts;
  const change = (facts: readonly string[]) =>
    onChange(
      look.paper === 'ticket'
        ? { ...look, facts: TICKET_FACTS.filter((fact) => facts.includes(fact)) }
        : { ...look, facts: RECEIPT_FACTS.filter((fact) => facts.includes(fact)) },
    );
  return (
    <Input.Wrapper label={words.facts}>
      <Chip.Group multiple value={[...chosen]} onChange={change}>
        <Group gap={8}>
          {look.paper === 'ticket'
            ? TICKET_FACTS.map((fact) => (
                <Chip key={fact} value={fact}>
                  {words.ticketFacts[fact]}
                </Chip>
              ))
            : RECEIPT_FACTS.map((fact) => (
                <Chip key={fact} value={fact}>
                  {words.receiptFacts[fact]}
                </Chip>
              ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

function Logo({ look, onChange, onProblem }: Props) {
  const choose = async (file: File | null) => {
    if (file === null) return;
    onProblem(file.size > LOGO_MAX_BYTES ? words.logoTooLarge : null);
    if (file.size > LOGO_MAX_BYTES) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    onChange({ ...look, logo: btoa(String.fromCharCode(...bytes)) });
  };
  return (
    <Input.Wrapper label={words.logo} description={words.logoHint}>
      <Group gap={8} mt={4}>
        <FileButton accept="image/png" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {look.logo === null ? words.logoChoose : words.logoOther}
            </Button>
          )}
        </FileButton>
        {look.logo !== null && (
          <Button variant="subtle" onClick={() => onChange({ ...look, logo: null })}>
            {words.logoRemove}
          </Button>
        )}
      </Group>
    </Input.Wrapper>
  );
}
