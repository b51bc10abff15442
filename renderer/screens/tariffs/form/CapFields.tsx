import { t } from '../../../strings/index.ts';
import { ChoiceField } from '../fields/ChoiceFields.tsx';
import { MoneyField } from '../fields/NumberFields.tsx';
import { RowList } from '../fields/RowList.tsx';

const { form, spans } = t.tariffs;
const CAPS_MAX = 5;

/** What the fee never goes above. */
export function CapFields({ at }: { readonly at: string }) {
  return (
    <RowList
      at={at}
      what={form.addCap}
      most={CAPS_MAX}
      mayBeEmpty
      nameOf={() => form.caps}
      make={() => ({ per: '24h', amountMinor: 0 })}
    >
      {(path) => (
        <>
          <MoneyField at={`${path}.amountMinor`} label={form.cap} w={120} />
          <ChoiceField at={`${path}.per`} label={form.capPer} choices={spans} w={208} />
        </>
      )}
    </RowList>
  );
}
