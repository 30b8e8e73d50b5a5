import { Button, Menu, NumberInput, Select, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Worker } from "../hub.ts";
import { ConfirmAction } from "../parts/confirm-action.tsx";
import type { FieldErrors, FormValues } from "../parts/form.ts";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { workersText } from "../text/workers.ts";
import { controlWorker } from "./workers.actions.ts";
import type { ControlOrder } from "./workers.queries.ts";

type Action = Exclude<ControlOrder["action"], "autoscale">;
type Confirmed = "drain" | "shutdown";
type Asked = Exclude<Action, Confirmed>;

interface Order {
  readonly fields: (errors: FieldErrors, worker: Worker) => ReactNode;
  readonly read: (values: FormValues) => Omit<ControlOrder, "action">;
}

const count: Order = {
  fields: ({ n }) => (
    <NumberInput name="n" label={workersText.n} defaultValue={1} min={1} max={1000} error={n} data-autofocus />
  ),
  read: ({ n }) => ({ n: Number(n) }),
};
const queue: Order = {
  fields: (errors) => <TextInput name="queue" label={workersText.queue} required error={errors.queue} data-autofocus />,
  read: ({ queue }) => ({ queue: queue ?? "" }),
};

/** What each order needs to know. */
const ORDERS: Record<Asked, Order> = {
  grow: count,
  shrink: count,
  addQueue: queue,
  cancelQueue: queue,
  rateLimit: {
    fields: ({ method, rate }, worker) => (
      <>
        <MethodField worker={worker} error={method} />
        <TextInput name="rate" label={workersText.rate} description={workersText.rateHelp} required error={rate} />
      </>
    ),
    read: ({ method, rate }) => ({ method: method ?? "", rate: rate ?? "" }),
  },
  timeLimit: {
    fields: ({ method, soft, hard }, worker) => (
      <>
        <MethodField worker={worker} error={method} />
        <NumberInput name="soft" label={workersText.soft} min={0} error={soft} />
        <NumberInput name="hard" label={workersText.hard} min={0} error={hard} />
      </>
    ),
    read: ({ method, soft, hard }) => ({ method: method ?? "", soft: secondsOf(soft), hard: secondsOf(hard) }),
  },
};

const MENU: readonly Asked[] = ["grow", "shrink", "addQueue", "cancelQueue", "rateLimit", "timeLimit"];

function secondsOf(text: string | undefined): number | null {
  return text ? Number(text) : null;
}

function MethodField({ worker, error }: { readonly worker: Worker; readonly error: string | undefined }) {
  const { methods } = worker;
  const shared = { name: "method", label: workersText.method, required: true, error, "data-autofocus": true } as const;
  return methods ? <Select {...shared} data={[...methods]} searchable /> : <TextInput {...shared} />;
}

/** Remote control of one worker. */
export function WorkerControls({ account, worker }: { readonly account: string; readonly worker: Worker }) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked>("grow");
  const [open, setOpen] = useState<"form" | Confirmed | null>(null);
  const close = () => setOpen(null);
  const order = async (data: ControlOrder) => {
    const message = await controlWorker(account, worker.id, data);
    notifications.show({ title: workersText.said(worker.hostname), message });
    await queries.invalidateQueries({ queryKey: ["accounts", account, "workers"] });
  };
  const words = workersText.orders[asked];
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="down" size={14} />}>
            {workersText.control}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MENU.map((action) => (
            <Menu.Item
              key={action}
              onClick={() => {
                setAsked(action);
                setOpen("form");
              }}
            >
              {workersText.orders[action].menu}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setOpen("drain")}>{workersText.orders.drain.menu}</Menu.Item>
          <Menu.Item color="red" onClick={() => setOpen("shutdown")}>
            {workersText.orders.shutdown.menu}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FormDialog
        isOpen={open === "form"}
        onClose={close}
        title={words.title}
        action={words.action}
        run={(values) => order({ action: asked, ...ORDERS[asked].read(values) })}
      >
        {(errors) => (
          <>
            <span>
              {words.more} {workersText.lasts}
            </span>
            {ORDERS[asked].fields(errors, worker)}
          </>
        )}
      </FormDialog>
      {(["drain", "shutdown"] as const).map((action) => (
        <ConfirmAction
          key={action}
          isOpen={open === action}
          onClose={close}
          title={workersText.orders[action].title}
          action={workersText.orders[action].action}
          isDangerous={action === "shutdown"}
          run={() => order({ action })}
        >
          <strong>{worker.hostname}</strong>: {workersText.orders[action].more}
        </ConfirmAction>
      ))}
    </>
  );
}
