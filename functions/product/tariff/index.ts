import type { Tariff } from '../../../events/product/tariff.ts';
import type { TariffForm } from './form.ts';
import { metered } from './metered.ts';
import { prepaid } from './prepaid.ts';
import { usage } from './usage.ts';

/** A new form of tariff is a schema in events/product/tariff.ts and a line here. */
const FORMS: { [Form in Tariff['form']]: TariffForm<Extract<Tariff, { form: Form }>> } = { prepaid, metered, usage };

/** The form of a tariff, which knows how to charge it. */
export const formOf = (tariff: Tariff): TariffForm<Tariff> => FORMS[tariff.form] as TariffForm<Tariff>;
