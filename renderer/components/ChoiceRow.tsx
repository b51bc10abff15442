import { Button, Input } from '@mantine/core';
import classes from './choice-row.module.css';

interface Props<C extends string> {
  readonly label: string;
  readonly choices: readonly C[];
  readonly names: Readonly<Record<C, string>>;
  readonly value: C;
  readonly onChange: (choice: C) => void;
  /** Each choice is found by it and its own name. */
  readonly testId: string;
}

/** One of a few choices, all of them in view. */
export function ChoiceRow<C extends string>(props: Props<C>) {
  const { label, choices, names, value, onChange, testId } = props;
  return (
    <Input.Wrapper label={label} labelElement="div">
      <div className={classes.choices} role="radiogroup" aria-label={label}>
        {choices.map((choice) => (
          <Button
            key={choice}
            size="xs"
            role="radio"
            aria-checked={choice === value}
            variant={choice === value ? 'light' : 'default'}
            onClick={() => onChange(choice)}
            data-testid={`${testId}-${choice}`}
          >
            {names[choice]}
          </Button>
        ))}
      </div>
    </Input.Wrapper>
  );
}
