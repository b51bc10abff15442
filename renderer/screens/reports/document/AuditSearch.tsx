import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useCallback, useState } from 'react';
import { useAddress } from '../../../app/use-address.ts';
import { useMay } from '../../../link/hooks.ts';
import { t } from '../../../strings/index.ts';
import classes from '../reports.module.css';

const words = t.reportView;
const TEXT_MAX_CHARS = 100;
const FIELDS = ['person', 'slot', 'plate', 'ticket'] as const;
/** A plate is personal: it stays out of addresses, which are kept and passed on. */
const ADDRESSED = ['person', 'slot', 'ticket'] as const;

export type Search = Partial<Record<(typeof FIELDS)[number], string>>;

/** What the audit is searched for, kept in the address as far as that may be. */
export function useAuditSearch() {
  const { params, set } = useAddress();
  const [plate, setPlate] = useState('');
  const setSearch = useCallback(
    (next: Search) => {
      setPlate(next.plate ?? '');
      set(Object.fromEntries(ADDRESSED.map((field) => [field, next[field] ?? null])));
    },
    [set],
  );
  const search: Search = { ...(plate !== '' && { plate }) };
  for (const field of ADDRESSED) {
    const text = params.get(field)?.trim().slice(0, TEXT_MAX_CHARS) ?? '';
    if (text !== '') search[field] = text;
  }
  return { search, setSearch };
}

/** Whose actions, on which slot, of which plate or ticket. */
export function AuditSearch({
  search,
  onSearch,
}: {
  readonly search: Search;
  readonly onSearch: (search: Search) => void;
}) {
  const seesPlates = useMay('plate.view');
  const [draft, setDraft] = useState(search);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.entries(draft).filter(([, text]) => text.trim() !== '');
    onSearch(Object.fromEntries(given));
  };
  return (
    <form onSubmit={submit} className={classes.search}>
      {FIELDS.filter((field) => field !== 'plate' || seesPlates).map((field) => (
        <TextInput
          key={field}
          w={130}
          placeholder={words.search[field]}
          aria-label={words.search[field]}
          value={draft[field] ?? ''}
          onChange={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
          maxLength={TEXT_MAX_CHARS}
          data-testid={`audit-${field}`}
        />
      ))}
      <Button type="submit" variant="default" data-testid="audit-search">
        {words.search.go}
      </Button>
    </form>
  );
}
