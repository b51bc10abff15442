import { t } from '../../../strings/index.ts';
import { ChoiceField, YesField } from '../fields/ChoiceFields.tsx';
import classes from '../tariffs.module.css';

const { form } = t.tariffs;

/** How bounds and periods are counted. */
export function ChargeOptions({
  at,
  kind,
}: {
  readonly at: string;
  readonly kind: 'ladder' | 'windows';
}) {
  const { stay: _, ...restarts } = form.restarts;
  return (
    <div className={classes.row}>
      {kind === 'ladder' && (
        <ChoiceField
          at={`${at}.restart`}
          label={form.restart}
          choices={restarts}
          missing="never"
          w={208}
        />
      )}
      <ChoiceField
        at={`${at}.boundary`}
        label={form.boundary}
        choices={form.boundaries}
        missing="including"
        w={272}
      />
      {kind === 'windows' && (
        <div className={classes.foot}>
          <YesField at={`${at}.countAnew`} label={form.countAnew} />
        </div>
      )}
    </div>
  );
}
