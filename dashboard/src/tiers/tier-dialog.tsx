import { NumberInput, TextInput } from "@mantine/core";
import type { Tier, TierCreate } from "../hub.ts";
import type { FormValues } from "../parts/form.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { tiersText } from "../text/tiers.ts";
import { LIMITS } from "./limits.ts";
import { changeTier, createTier } from "./tiers.actions.ts";

interface TierDialogProps {
  /** The one to change; `new` for one that is to be made; null while nothing is asked. */
  readonly tier: Tier | "new" | null;
  readonly onClose: () => void;
  readonly onDone: () => Promise<unknown>;
}

export function TierDialog({ tier, onClose, onDone }: TierDialogProps) {
  const known = tier === "new" ? null : tier;
  const save = (data: TierCreate) => (known ? changeTier(known.id, data) : createTier(data));
  return (
    <FormDialog
      key={known?.id}
      isOpen={tier !== null}
      onClose={onClose}
      title={known ? tiersText.changeTitle : tiersText.create}
      action={known ? tiersText.changeAction : tiersText.createAction}
      run={(values) => save(tierOf(values)).then(onDone)}
    >
      {(errors) => (
        <>
          <TextInput
            name="name"
            label={tiersText.name}
            required
            defaultValue={known?.name ?? ""}
            error={errors.name}
            data-autofocus
          />
          <NumberInput
            name="priority"
            label={tiersText.priority}
            description={tiersText.priorityHelp}
            min={0}
            max={9}
            defaultValue={known?.priority ?? ""}
            error={errors.priority}
          />
          {LIMITS.map((limit) => (
            <NumberInput
              key={limit}
              name={limit}
              label={tiersText.limits[limit]}
              description={tiersText.limitHelp}
              min={0}
              defaultValue={known?.[limit] ?? ""}
              error={errors[limit]}
            />
          ))}
        </>
      )}
    </FormDialog>
  );
}

function tierOf({ name = "", priority, ...values }: FormValues): TierCreate {
  const limits = Object.fromEntries(LIMITS.map((limit) => [limit, values[limit] ? Number(values[limit]) : null]));
  return { name, ...(priority && { priority: Number(priority) }), ...limits };
}
